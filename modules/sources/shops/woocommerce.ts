import { objectsOf } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { sumOf } from "./shop_money.ts";
import { checkSignature } from "./shop_proof.ts";
import { wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

/** Checks the signature of a request of WooCommerce's. */
export function proveWooCommerce(input: ShopInput): void {
  checkSignature(input, {
    where: "X-WC-Webhook-Signature",
    signatures: [input.headers["x-wc-webhook-signature"] ?? ""],
    encoding: "base64",
    signed: [input.body],
    keysOf: (secret) => [secret, unescaped(secret)],
  });
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#039;", "'"],
  ["&#39;", "'"],
]);

/** WooCommerce signs with the secret as it was before it was escaped for its page. */
function unescaped(secret: string): string {
  return secret.replace(
    /&(?:amp|lt|gt|quot|#0?39);/g,
    (entity) => ENTITIES.get(entity) ?? entity,
  );
}

/** Whether a body is what WooCommerce sends, unsigned, when a webhook is made. */
export function isWooCommercePing({ body }: ShopInput): boolean {
  const text = new TextDecoder().decode(body);
  return /^webhook_id=\d{1,12}$/.test(text.trim());
}

const PAID = new Set(["processing", "completed"]);

/** Reads a request of WooCommerce's: the whole order, whatever happened to it. */
export function readWooCommerce(
  body: JsonFields,
  { headers }: ShopInput,
): ShopEvent {
  const order_id = wordAt(body, "id");
  const topic = headers["x-wc-webhook-topic"] ?? "";
  if (topic === "order.deleted" || !topic.startsWith("order.")) {
    return { word: topic, order_id };
  }
  const status = wordAt(body, "status") ?? "unknown";
  const order = {
    order_id,
    currency: wordAt(body, "currency"),
    customer_id: wordAt(body, "customer_id"),
  };
  const changed_at = utc(wordAt(body, "date_modified_gmt"));
  const refunds = objectsOf(body.refunds).map((one) => wordAt(one, "total"));
  if (refunds.length > 0 && PAID.has(status)) {
    return {
      ...order,
      word: "partially_refunded",
      amount: sumOf(refunds),
      occurred_at: changed_at,
      refund: { kind: "refunded", id: null },
    };
  }
  const is_paid = PAID.has(status);
  const is_open = status === "pending" || status === "on-hold";
  const created_at = utc(wordAt(body, "date_created_gmt"));
  return {
    ...order,
    word: status,
    amount: is_paid || is_open ? wordAt(body, "total") : null,
    occurred_at: is_paid
      ? (utc(wordAt(body, "date_paid_gmt")) ?? created_at)
      : is_open
        ? created_at
        : changed_at,
    reason: is_paid || is_open ? null : status,
    // A payment that failed may be tried again for the same order.
    reinstates: is_paid,
  };
}

/** Its times are in UTC and don't say so. */
function utc(time: string | null): string | null {
  if (time === null) return null;
  return /[zZ]|[+-]\d\d:\d\d$/.test(time) ? time : `${time}Z`;
}
