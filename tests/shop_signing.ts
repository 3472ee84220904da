import { createCipheriv, createHash, createHmac } from "node:crypto";
import { PROVIDER_SECRETS, PROVIDER_SIGNERS } from "./provider_signing.ts";

/** Secrets as the shops have them: some are short. */
export const SHOP_SECRETS = {
  shopify: "0123456789abcdef0123456789abcdef",
  woocommerce: "a&b<c'd",
  stripe: "whsec_a-text-that-is-no-base64",
  paddle: "pdl_ntfset_0123456789",
  lemon_squeezy: "sixsix",
  typeform: "a form's secret",
  calendly: "a-signing-key",
  digistore24: "a passphrase, ümlaut",
  clickbank: "ABCDEFGH12345678",
  thrivecart: "P9G9F1XL6GNU",
  gumroad: "unused",
  hotmart: "hottok-of-the-seller",
  chargebee: "a password: with a colon",
  jotform: "unused",
  ...PROVIDER_SECRETS,
} as const;

/** A shop of these tests. */
export type TestedShop = keyof typeof SHOP_SECRETS;

/** A request of a shop. */
export interface Sent {
  text: string;
  headers: Record<string, string>;
}

/** The means of a signature. */
interface Signing {
  key: string;
  topic: string;
  /** Unix seconds. */
  ts: number;
}

const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

type Signer = (body: unknown, signing: Signing) => Sent;

/** A shop that signs its JSON in a header. */
function inHeaders(
  headersOf: (text: string, signing: Signing) => Record<string, string>,
): Signer {
  return (body, signing) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { ...JSON_TYPE, ...headersOf(text, signing) };
    return { text, headers };
  };
}

function hmac(key: string, signed: string, encoding: "hex" | "base64"): string {
  return createHmac("sha256", key).update(signed).digest(encoding);
}

const SIGNERS: Readonly<Record<TestedShop, Signer>> = {
  shopify: inHeaders((text, { key, topic }) => ({
    "x-shopify-hmac-sha256": hmac(key, text, "base64"),
    "x-shopify-topic": topic,
    "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
  })),
  woocommerce: inHeaders((text, { key, topic }) => ({
    "x-wc-webhook-signature": hmac(key, text, "base64"),
    "x-wc-webhook-topic": topic,
    // The same for all orders of one second.
    "x-wc-webhook-delivery-id": "60c5d5b8d7f0a",
  })),
  stripe: inHeaders((text, { key, ts }) => ({
    "stripe-signature": `t=${ts},v1=${hmac(key, `${ts}.${text}`, "hex")},v0=${"0".repeat(64)}`,
  })),
  paddle: inHeaders((text, { key, ts }) => ({
    "paddle-signature": `ts=${ts};h1=${hmac(key, `${ts}:${text}`, "hex")}`,
  })),
  typeform: inHeaders((text, { key }) => ({
    "typeform-signature": `sha256=${hmac(key, text, "base64")}`,
  })),
  calendly: inHeaders((text, { key, ts }) => ({
    "calendly-webhook-signature": `t=${ts},v1=${hmac(key, `${ts}.${text}`, "hex")}`,
  })),
  lemon_squeezy: inHeaders((text, { key }) => ({
    "x-signature": hmac(key, text, "hex"),
  })),
  digistore24: (body, { key }) => {
    const fields = body as Record<string, string>;
    const signed = Object.keys(fields)
      .filter((name) => fields[name] !== "")
      .sort()
      .map((name) => `${name}=${fields[name] ?? ""}${key}`)
      .join("");
    const digest = createHash("sha512").update(signed).digest("hex");
    const sha_sign = digest.toUpperCase();
    return asForm(key === "" ? fields : { ...fields, sha_sign });
  },
  clickbank: (body, { key }) => {
    const plain = JSON.stringify(body);
    const text = key === "" ? plain : encrypted(plain, key);
    return { text, headers: JSON_TYPE };
  },
  thrivecart: (body, { key }) => {
    const fields = body as Fields;
    return asForm(key === "" ? fields : { ...fields, thrivecart_secret: key });
  },
  gumroad: (body) => asForm(body as Fields),
  hotmart: inHeaders((_, { key }) => ({ "x-hotmart-hottok": key })),
  chargebee: inHeaders((_, { key }) => ({
    authorization: `Basic ${Buffer.from(`northwind:${key}`).toString("base64")}`,
  })),
  jotform: (body) => {
    const mark = "------------------------b0undary";
    const parts = Object.entries(body as Record<string, string>).map(
      ([name, value]) =>
        `--${mark}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const type = `multipart/form-data; boundary=${mark}`;
    const text = `${parts.join("")}--${mark}--\r\n`;
    return { text, headers: { "content-type": type } };
  },
  ...PROVIDER_SIGNERS,
};

/** Fields, some of which have fields of their own. */
interface Fields {
  [name: string]: string | number | Fields | Fields[];
}

/** Fields as a form, those within others as `a[b]`. */
export function asForm(fields: Fields): Sent {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    pairsOf(name, value),
  );
  return { text: new URLSearchParams(pairs).toString(), headers: FORM_TYPE };
}

function pairsOf(name: string, value: Fields[string]): [string, string][] {
  if (typeof value !== "object") return [[name, String(value)]];
  return Object.entries(value as Fields).flatMap(([key, child]) =>
    pairsOf(`${name}[${key}]`, child),
  );
}

/** A text as ClickBank encrypts it. */
export function encrypted(text: string, secret: string): string {
  const digest = createHash("sha1").update(secret).digest("hex");
  const iv = Buffer.from("0123456789ABCDEF");
  const cipher = createCipheriv("aes-256-cbc", digest.slice(0, 32), iv);
  const bytes = Buffer.concat([cipher.update(text), cipher.final()]);
  return JSON.stringify({
    notification: bytes.toString("base64"),
    iv: iv.toString("base64"),
  });
}

/** Signs a body as a shop does. */
export function signedBy(
  shop: TestedShop,
  body: unknown,
  {
    now_ms,
    topic = "",
    secret = SHOP_SECRETS[shop],
  }: { now_ms: number; topic?: string | undefined; secret?: string },
): Sent {
  const ts = Math.floor(now_ms / 1000);
  return SIGNERS[shop](body, { key: secret, topic, ts });
}

/** A body as anybody may send it who has no secret. */
export function unsigned(
  shop: TestedShop,
  body: unknown,
  options: { now_ms: number; topic?: string | undefined },
): Sent {
  const { text } = signedBy(shop, body, { ...options, secret: "" });
  return { text, headers: {} };
}
