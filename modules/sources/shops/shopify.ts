import { asObject, objectsOf } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { sumOf } from "./shop_money.ts";
import { checkSignature } from "./shop_proof.ts";
import { ShopIgnored, wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

/** Checks the signature of a request of Shopify's. */
export function proveShopify(input: ShopInput): void {
  checkSignature(input, {
    where: "X-Shopify-Hmac-Sha256",
    signatures: [input.headers["x-shopify-hmac-sha256"] ?? ""],
    encoding: "base64",
    signed: [input.body],
  });
}

/** Reads a request of Shopify's. What it is about stands in a header alone. */
export function readShopify(
  body: JsonFields,
  { headers }: ShopInput,
): ShopEvent {
  const topic = (headers["x-shopify-topic"] ?? "").toLowerCase();
  if (topic === "refunds/create") return refund(body);
  if (topic.startsWith("disputes/")) return dispute(body);
  if (!topic.startsWith("orders/")) {
    return { word: topic, order_id: wordAt(body, "id") };
  }
  const is_cancelled = topic === "orders/cancelled";
  const is_named = is_cancelled || topic === "orders/paid";
  const word = is_named
    ? topic
    : `order.${wordAt(body, "financial_status") ?? "unknown"}`;
  return {
    word,
    order_id: wordAt(body, "id"),
    amount: is_cancelled ? null : wordAt(body, "total_price"),
    currency: wordAt(body, "currency"),
    customer_id: wordAt(asObject(body.customer), "id"),
    occurred_at:
      (is_cancelled ? wordAt(body, "cancelled_at") : null) ??
      wordAt(body, "created_at"),
    reason: is_cancelled ? wordAt(body, "cancel_reason") : null,
    is_test: body.test === true,
  };
}

const NOT_PAID = new Set(["failure", "error"]);

/** A refund in the shop's money: the buyer's may be another. */
function refund(body: JsonFields): ShopEvent {
  const paid = objectsOf(body.transactions)
    .filter((one) => one.kind === "refund")
    .filter(({ status }) => !NOT_PAID.has(String(status)))
    .map((one) => {
      const shop_money = asObject(asObject(one.amount_set)?.shop_money);
      return {
        amount: wordAt(shop_money, "amount") ?? wordAt(one, "amount"),
        currency:
          wordAt(shop_money, "currency_code") ?? wordAt(one, "currency"),
        is_test: one.test === true,
      };
    });
  const amount = sumOf(paid.map((one) => one.amount));
  if (paid.length === 0 || amount === null || /^[0.]+$/.test(amount)) {
    throw new ShopIgnored("The refund gives no money back");
  }
  return {
    word: "refunds/create",
    order_id: wordAt(body, "order_id"),
    amount,
    currency: paid[0]?.currency ?? null,
    occurred_at: wordAt(body, "processed_at") ?? wordAt(body, "created_at"),
    refund: { kind: "delta", id: wordAt(body, "id") },
    is_test: paid.every((one) => one.is_test),
  };
}

function dispute(body: JsonFields): ShopEvent {
  const is_lost = body.status === "lost";
  return {
    word: is_lost ? "dispute.lost" : "dispute.open",
    order_id: wordAt(body, "order_id"),
    amount: wordAt(body, "amount"),
    currency: wordAt(body, "currency"),
    occurred_at: wordAt(body, "finalized_on") ?? wordAt(body, "initiated_at"),
    reason: "chargeback",
    refund: { kind: "delta", id: `dispute-${wordAt(body, "id") ?? ""}` },
  };
}
