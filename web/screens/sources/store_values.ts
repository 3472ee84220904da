import type { Source } from "../../api/api_types.ts";
import { PRESET_NAMES } from "../../messages/presets.ts";
import { numberOf, wordsOf } from "../network/options.ts";

/** Whether a platform is a store, which proves what it sends. */
export function isStore(
  preset: string | null,
): preset is "app_store" | "google_play" {
  return preset === "app_store" || preset === "google_play";
}

/** Whether a platform is a shop or payment provider, which proves what it sends in its own way. */
export function isShop(preset: string | null): boolean {
  return preset !== null && Object.hasOwn(PRESET_NAMES.shops, preset);
}

/** The app's settings as texts. The service account is never shown: empty keeps it. */
export function storeValues({ store }: Pick<Source, "store">) {
  return {
    bundle_ids: (store?.bundle_ids ?? []).join(", "),
    app_apple_id: String(store?.app_apple_id ?? ""),
    package_names: (store?.package_names ?? []).join(", "),
    push_email: store?.push_email ?? "",
    audience: store?.audience ?? "",
    sandbox: store?.sandbox ?? false,
    service_account: "",
  };
}

/** The app's settings of a form, as the API takes them. */
export function storeBody(
  preset: string | null,
  values: Partial<ReturnType<typeof storeValues>>,
) {
  const { bundle_ids = "", app_apple_id = "", package_names = "" } = values;
  const { push_email = "", audience = "", sandbox = false } = values;
  const account = values.service_account?.trim() ?? "";
  if (isShop(preset)) return { store: { sandbox } };
  if (preset === "app_store") {
    return {
      store: {
        bundle_ids: wordsOf(bundle_ids),
        app_apple_id: numberOf(app_apple_id),
        sandbox,
      },
    };
  }
  return {
    store: {
      package_names: wordsOf(package_names),
      push_email: push_email.trim() || null,
      audience: audience.trim() || null,
      sandbox,
    },
    ...(account === "" ? {} : { service_account: account }),
  };
}

/** The form of a new source. */
export interface NewSource {
  name: string;
  preset: string;
  require: string;
  /** Its app, for a store. */
  app: string;
  /** The secret of a shop. */
  secret: string;
}

/** The form of a new source, as it begins. */
export function newSource(require: string): NewSource {
  return { name: "", preset: "", require, app: "", secret: "" };
}

/** A new source as the API takes it; a store or shop proves itself, whatever is asked for. */
export function newSourceBody({
  name,
  preset,
  require,
  app,
  secret,
}: NewSource) {
  const named = { name: name.trim(), preset: preset === "" ? null : preset };
  if (isShop(preset)) {
    const secrets = secret === "" ? {} : { secrets: [secret] };
    return { ...named, require: "token", ...secrets };
  }
  if (!isStore(preset)) return { ...named, require };
  const of_app = { bundle_ids: app, package_names: app };
  return { ...named, require: "token", ...storeBody(preset, of_app) };
}
