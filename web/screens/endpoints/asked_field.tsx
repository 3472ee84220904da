import type { Schema } from "../../api/client.ts";
import { ENDPOINTS } from "../../messages/endpoints.ts";
import { Field, Select } from "../../ui/field.tsx";

type Ask = Schema<"EndpointPreset">["asks"][number];

/** The field of a preset's question. */
export function AskedField({
  ask: { what, values, required, secret = false, default: usual },
  field,
  is_kept = false,
}: {
  ask: Ask;
  field: { value: string; onValue(value: string): void; name?: string };
  /** Whether there is a secret already, which stays where none is given. */
  is_kept?: boolean;
}) {
  const label = what.slice(0, 1).toUpperCase() + what.slice(1);
  return values === undefined ? (
    <Field
      label={label}
      required={required && !is_kept}
      type={secret ? "password" : "text"}
      autoComplete="off"
      placeholder={is_kept ? ENDPOINTS.kept_secret : (usual ?? "")}
      {...field}
    />
  ) : (
    <Select
      label={label}
      {...field}
      value={field.value === "" ? (usual ?? "") : field.value}
      options={values.map((one) => ({ value: one, label: one }))}
    />
  );
}
