import { createHash, createHmac } from "node:crypto";
import { paypalHeaders } from "./paypal_double.ts";

/** Secrets as payment providers have them; PayPal's is the id of the webhook. */
export const PROVIDER_SECRETS = {
  paypal: "1JE4291016473214C",
  adyen: "DFB1EB5485895CFA84146406857104ABB4CBCABDC8AAF103A624C8F6A3EAAB00",
  braintree: "public1234|private5678",
  shopware: "a-secret-of-the-manifest-0123456789",
} as const;

interface Signed {
  text: string;
  headers: Record<string, string>;
}

interface Signing {
  key: string;
  ts: number;
}

const JSON_TYPE = { "content-type": "application/json" };

/** The signers of payment providers; an empty key signs nothing. */
export const PROVIDER_SIGNERS = {
  paypal: (body: unknown, { key, ts }: Signing): Signed => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const at = new Date(ts * 1000).toISOString();
    return {
      text,
      headers: { ...JSON_TYPE, ...paypalHeaders(text, key, { at }) },
    };
  },
  adyen: (body: unknown, { key }: Signing): Signed => {
    const whole = body as AdyenBody;
    const notificationItems = whole.notificationItems.map(
      ({ NotificationRequestItem: item }) => ({
        NotificationRequestItem: key === "" ? item : signedItem(item, key),
      }),
    );
    const text = JSON.stringify({ ...whole, notificationItems });
    return { text, headers: JSON_TYPE };
  },
  braintree: (body: unknown, { key }: Signing): Signed => {
    const bt_payload = `${Buffer.from(String(body)).toString("base64")}\n`;
    const bt_signature = `other|${"0".repeat(40)}&${braintreeSignature(key, bt_payload)}`;
    const fields = key === "" ? { bt_payload } : { bt_signature, bt_payload };
    return {
      text: new URLSearchParams(fields).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    };
  },
  shopware: (body: unknown, { key }: Signing): Signed => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const signature = createHmac("sha256", key).update(text).digest("hex");
    const headers = { ...JSON_TYPE, "shopware-shop-signature": signature };
    return { text, headers };
  },
};

/** An item of Adyen's notification. */
export interface AdyenItem {
  amount: { value: number; currency: string };
  pspReference: string;
  originalReference?: string;
  merchantAccountCode: string;
  merchantReference: string;
  eventCode: string;
  success: string;
  eventDate: string;
  additionalData?: Record<string, string>;
}

interface AdyenBody {
  live: string;
  notificationItems: { NotificationRequestItem: AdyenItem }[];
}

function signedItem(item: AdyenItem, key: string): AdyenItem {
  const signed = [
    item.pspReference,
    item.originalReference ?? "",
    item.merchantAccountCode,
    item.merchantReference,
    item.amount.value,
    item.amount.currency,
    item.eventCode,
    item.success,
  ].join(":");
  const hmacSignature = createHmac("sha256", Buffer.from(key, "hex"))
    .update(signed)
    .digest("base64");
  return { ...item, additionalData: { ...item.additionalData, hmacSignature } };
}

/** Braintree's signature of a text by a pair of keys. */
export function braintreeSignature(pair: string, text: string): string {
  const [public_key = "", private_key = ""] = pair.split("|");
  const key = createHash("sha1").update(private_key).digest();
  const made = createHmac("sha1", key).update(text).digest("hex");
  return `${public_key}|${made}`;
}
