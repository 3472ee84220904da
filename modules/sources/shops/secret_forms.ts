import type { ShopName } from "./shop_types.ts";

/** Forms of secrets that are read in parts or as bytes. */
const FORMS: Partial<Readonly<Record<ShopName, [RegExp, string]>>> = {
  adyen: [
    /^(?:[0-9A-Fa-f]{2}){16,64}$/,
    "must be the HMAC key that Adyen shows, as hexadecimal digits",
  ],
  braintree: [
    /^\w{6,90}\|\w{6,90}$/,
    "must be Braintree's public and private key with a bar between: public|private",
  ],
};

/** Why a text can't be the secret of a shop; null if it can. */
export function faultOfSecret(preset: ShopName, text: string): string | null {
  const [form, fault] = FORMS[preset] ?? [];
  if (form === undefined || fault === undefined || form.test(text)) return null;
  return fault;
}
