import { NET } from "../../messages/network.ts";
import { SHOP_SECRET } from "../../messages/presets.ts";
import { STORE } from "../../messages/stores.ts";
import { Field, Select } from "../../ui/field.tsx";
import type { FormState } from "../../ui/form.tsx";
import { isShop, isStore } from "./store_values.ts";
import type { NewSource } from "./store_values.ts";

/** How a new source proves itself; of a store its app instead, of a shop its secret. */
export function ProofOrApp({
  form,
  proofs,
}: {
  form: FormState<NewSource>;
  proofs: readonly { value: string; label: string }[];
}) {
  const { preset } = form.values;
  if (isShop(preset)) {
    const { label, hint } = SHOP_SECRET;
    return <Field label={label} hint={hint} {...form.text("secret")} />;
  }
  if (!isStore(preset)) {
    return (
      <Select label={NET.proof} options={proofs} {...form.text("require")} />
    );
  }
  const [label, hint] =
    preset === "app_store"
      ? [STORE.bundle_ids, STORE.bundle_ids_hint]
      : [STORE.package_names, STORE.package_names_hint];
  return <Field label={label} hint={hint} {...form.text("app")} />;
}
