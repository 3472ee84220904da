import { asObject, objectsOf } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { minorMoney } from "./shop_money.ts";
import { checkSignature } from "./shop_proof.ts";
import { ShopIgnored, wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

const ITEMS = "notificationItems";
/** Adyen sends one, and of old some; a notification with more is refused. */
const ITEMS_MAX = 100;
/** Bytes of a key that stands as hexadecimal digits. */
const HEX_KEY = /^(?:[0-9a-f]{2})+$/i;

/** Checks the signature of an item of Adyen's, which stands inside it and covers eight of its fields. */
export function proveAdyen(input: ShopInput, body: () => JsonFields): void {
  const item = (input.body.length === 0 ? null : itemIn(body())) ?? {};
  const amount = asObject(item.amount);
  const signature = wordAt(asObject(item.additionalData), "hmacSignature");
  const fields = [
    ...["pspReference", "originalReference", "merchantAccountCode"],
    "merchantReference",
  ].map((name) => wordAt(item, name) ?? "");
  const money = [wordAt(amount, "value"), wordAt(amount, "currency")];
  const end = [wordAt(item, "eventCode"), wordAt(item, "success")];
  const signed = [...fields, ...money, ...end].map((text) => text ?? "");
  checkSignature(input, {
    where: "additionalData.hmacSignature",
    signatures: [signature ?? ""],
    encoding: "base64",
    signed: [signed.join(":")],
    keysOf: (secret) =>
      HEX_KEY.test(secret) ? [Buffer.from(secret, "hex")] : [],
  });
}

/** Each item of a notification as one of its own: each is signed and judged for itself. */
export function splitAdyen(body: JsonFields): JsonFields[] {
  const items = body[ITEMS];
  if (!Array.isArray(items)) return [body];
  if (items.length < 2 || items.length > ITEMS_MAX) return [body];
  const each: readonly unknown[] = items;
  return each.map((item) => ({ ...body, [ITEMS]: [item] }));
}

/** Events that give money back, each a part for itself. */
const GIVING_BACK = new Set([
  ...["refund", "refund_with_data", "chargeback", "second_chargeback"],
  ...["prearbitration_lost", "capture_failed"],
]);
/** Events after which the payment counts again. */
const COUNTING_AGAIN = new Set([
  ...["chargeback_reversed", "prearbitration_won", "refund_failed"],
  "refunded_reversed",
]);

/** Reads an item of Adyen's. The payment's own reference is the order id: whatever follows names it. */
export function readAdyen(body: JsonFields): ShopEvent {
  const item = itemIn(body) ?? {};
  const extra = asObject(item.additionalData) ?? {};
  const code = (wordAt(item, "eventCode") ?? "unknown").toLowerCase();
  const word = wordAt(item, "success") === "true" ? code : `${code}.failed`;
  const amount = asObject(item.amount);
  const currency = wordAt(amount, "currency");
  const toMajor = minorMoney(currency);
  const value = wordAt(amount, "value");
  const reference = wordAt(item, "pspReference");
  const is_back = GIVING_BACK.has(word);
  const is_again = COUNTING_AGAIN.has(word);
  const is_sale = word === "authorisation" || word === "capture";
  const has_amount = is_sale || is_back;
  if (is_sale && (value === null || /^0+$/.test(value))) {
    throw new ShopIgnored("The payment is of nothing: it only checked a card");
  }
  return {
    word,
    order_id: wordAt(item, "originalReference") ?? reference,
    amount: has_amount && value !== null ? toMajor(value) : null,
    currency,
    customer_id:
      wordAt(extra, "shopperReference") ??
      wordAt(extra, "recurring.shopperReference"),
    occurred_at: wordAt(item, "eventDate"),
    reason: is_sale || is_again ? null : (wordAt(item, "reason") ?? code),
    refund: is_back ? { kind: "delta", id: reference } : null,
    is_renewal: is_sale && extra.shopperInteraction === "ContAuth",
    is_test: wordAt(body, "live") !== "true",
    reinstates: is_again,
    toMajor,
  };
}

function itemIn(body: JsonFields): JsonFields | null {
  const [first, ...others] = objectsOf(body[ITEMS]);
  if (others.length > 0) return null;
  return asObject(first?.NotificationRequestItem);
}
