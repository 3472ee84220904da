import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { publicAddress } from "../modules/sources/mod.ts";
import { isBareWebUrl } from "./setting_checks.ts";
import type { Setting, SettingReader } from "./setting_reader.ts";

/** Settings of what app stores' and payment providers' notifications are checked with; none is needed outside of tests. */
export const APP_STORE_SETTINGS = [
  {
    name: "TALLYHO_APPLE_ROOT_FILE",
    description:
      "Certificate (DER or PEM) that App Store notifications may rest on besides Apple's root, for tests: whoever has its key can make sales up (default none)",
    allowed: "a file",
  },
  {
    name: "TALLYHO_GOOGLE_KEYS_URL",
    description:
      "Where Google's public keys are fetched (default https://www.googleapis.com/oauth2/v3/certs)",
    allowed: "an http or https address",
  },
  {
    name: "TALLYHO_GOOGLE_PLAY_URL",
    description:
      "Where Google Play's purchases are looked up (default https://androidpublisher.googleapis.com)",
    allowed: "an http or https address",
  },
  {
    name: "TALLYHO_PAYPAL_CERTIFICATES_URL",
    description:
      "Where the certificates that PayPal signs webhooks with are fetched instead, for tests: whoever answers there can make payments up (default none: from PayPal's own hosts)",
    allowed: "an http or https address",
  },
] as const satisfies readonly Setting[];

type Name = (typeof APP_STORE_SETTINGS)[number]["name"];

/** The means by which app stores' and payment providers' notifications are checked. */
export interface AppStoreSettings {
  /** The bytes of another root's certificate. */
  apple_root: Uint8Array | null;
  google_keys_url: string;
  /** Without a slash at the end. */
  google_play_url: string;
  /** Without a slash at the end; null: PayPal's own hosts. */
  paypal_certificates_url: string | null;
}

/** Reads the settings of app stores. */
export function readAppStoreSettings(
  read: SettingReader<Name>,
): AppStoreSettings {
  const root = read.checked(
    "TALLYHO_APPLE_ROOT_FILE",
    (path) => certificateIn(path) !== null,
  );
  const url = (name: Name, otherwise: string) =>
    publicAddress(read.checked(name, isBareWebUrl) ?? otherwise);
  const paypal = url("TALLYHO_PAYPAL_CERTIFICATES_URL", "");
  return {
    apple_root: root === null ? null : certificateIn(root),
    google_keys_url: url(
      "TALLYHO_GOOGLE_KEYS_URL",
      "https://www.googleapis.com/oauth2/v3/certs",
    ),
    google_play_url: url(
      "TALLYHO_GOOGLE_PLAY_URL",
      "https://androidpublisher.googleapis.com",
    ),
    paypal_certificates_url: paypal === "" ? null : paypal,
  };
}

/** The bytes of a certificate's file; null if it isn't one. */
function certificateIn(path: string): Uint8Array | null {
  try {
    return new Uint8Array(new X509Certificate(readFileSync(path)).raw);
  } catch {
    return null;
  }
}
