import { createPrivateKey } from "node:crypto";
import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import type { StoreFields } from "../../../db/schema/mod.ts";
import { invalid } from "../../http/mod.ts";
import { isEmail } from "../../kernel/mod.ts";
import { parseObject, textOf } from "./json_fields.ts";
import { NO_STORE } from "./store_reading.ts";
import type { StoreSettings } from "./store_reading.ts";
import { isStore } from "./store_types.ts";

const NAMES_MAX = 50;
const NAME_CHARS_MAX = 155;
const TEXT_CHARS_MAX = 500;
/** A key file of Google's has about 2,400. */
const SERVICE_ACCOUNT_CHARS_MAX = 10_000;
const APP_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

const app_names = Type.Optional(
  Type.Array(Type.String({ minLength: 1, maxLength: NAME_CHARS_MAX }), {
    maxItems: NAMES_MAX,
  }),
);
const text = Type.Optional(
  Type.Union([Type.String({ maxLength: TEXT_CHARS_MAX }), Type.Null()]),
);

/** The settings of an app in a store, in a request; they replace the former ones as a whole. */
export const StoreBody = Type.Object(
  {
    bundle_ids: app_names,
    app_apple_id: Type.Optional(
      Type.Union([
        Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
        Type.Null(),
      ]),
    ),
    package_names: app_names,
    push_email: text,
    audience: text,
    sandbox: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/** A service account's key file, as text. */
export const ServiceAccountBody = Type.String({
  maxLength: SERVICE_ACCOUNT_CHARS_MAX,
});

/** Reads the settings of an app in a store. Throws a Problem for an invalid field. */
export function readStoreBody(given: Static<typeof StoreBody>): StoreFields {
  for (const field of ["bundle_ids", "package_names"] as const) {
    for (const [index, name] of (given[field] ?? []).entries()) {
      if (APP_NAME.test(name)) continue;
      const what = field === "bundle_ids" ? "a bundle id" : "a package name";
      throw invalid(
        `store.${field}.${index}`,
        `must be ${what} such as com.example.app`,
      );
    }
  }
  const { push_email } = given;
  if (typeof push_email === "string" && !isEmail(push_email)) {
    throw invalid("store.push_email", "must be the email of a service account");
  }
  if (given.audience === "") {
    throw invalid("store.audience", "must not be empty; null is the address");
  }
  return { ...given };
}

/** The settings with what is left out. */
export function storeSettings(fields: StoreFields | null): StoreSettings {
  return { ...NO_STORE, ...fields };
}

/** A service account of Google's, with which purchases are looked up. */
export interface ServiceAccount {
  client_email: string;
  private_key: string;
  token_uri: string;
}

const TOKEN_URI = "https://oauth2.googleapis.com/token";

/** Reads a service account's key file. Throws a Problem if it can't be used. */
export function checkServiceAccount(text: string): void {
  const fault = faultOfAccount(text);
  if (fault !== null) throw invalid("service_account", fault);
}

function faultOfAccount(text: string): string | null {
  const account = readServiceAccount(text);
  if (account === null) {
    return "must be the JSON key file of a service account (client_email, private_key)";
  }
  try {
    const key = createPrivateKey(account.private_key);
    if (key.asymmetricKeyType !== "rsa") return "must have an RSA key";
  } catch {
    return "has a private_key that can't be read";
  }
  const uri = URL.canParse(account.token_uri)
    ? new URL(account.token_uri)
    : null;
  return uri?.protocol === "https:" || uri?.protocol === "http:"
    ? null
    : "has a token_uri that is no web address";
}

/** A service account's key file; null if it isn't one. */
export function readServiceAccount(text: string): ServiceAccount | null {
  const file = parseObject(text);
  const client_email = textOf(file?.client_email);
  const private_key = textOf(file?.private_key);
  if (client_email === null || private_key === null) return null;
  const token_uri = textOf(file?.token_uri) ?? TOKEN_URI;
  return { client_email, private_key, token_uri };
}

/** A setting that lets nothing through, by field. */
export function storeWarnings(
  preset: string | null,
  fields: StoreFields | null,
  has_account: boolean,
): { field: string; message: string }[] {
  if (!isStore(preset)) return [];
  const store = storeSettings(fields);
  const missing: [boolean, string, string][] =
    preset === "app_store"
      ? [
          [store.bundle_ids.length === 0, "bundle_ids", "a bundle id"],
          [
            store.app_apple_id === null && !store.sandbox,
            "app_apple_id",
            "an App Apple ID",
          ],
        ]
      : [
          [store.package_names.length === 0, "package_names", "a package name"],
          [
            store.push_email === null,
            "push_email",
            "the email of the service account that pushes",
          ],
        ];
  const warnings = missing
    .filter(([is_missing]) => is_missing)
    .map(([, field, what]) => ({
      field: `store.${field}`,
      message: `without ${what}, every notification is refused`,
    }));
  if (preset === "google_play" && !has_account) {
    warnings.push({
      field: "service_account",
      message:
        "without one, no purchase can be looked up, and notifications about sales are refused",
    });
  }
  return warnings;
}
