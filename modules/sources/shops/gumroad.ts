import type { JsonFields } from "../stores/json_fields.ts";
import { minorMoney } from "./shop_money.ts";
import { faultOfPart, ShopIgnored, wordAt } from "./shop_reading.ts";
import type { ShopEvent } from "./shop_reading.ts";

const toMajor = minorMoney("USD");

/** Reads a ping of Gumroad's. Its price is in cents of US dollars, and `currency` that of the product. */
export function readGumroad(body: JsonFields): ShopEvent {
  const isTrue = (name: string) => String(body[name]) === "true";
  const word = wordOf(body, isTrue);
  if (isTrue("is_gift_receiver_purchase")) {
    throw new ShopIgnored("The sale is of the gift's buyer");
  }
  if (isTrue("is_preorder_authorization") && word === "sale") {
    throw new ShopIgnored("The card of a preorder is charged later");
  }
  const price = wordAt(body, "price");
  const is_sale = word === "sale";
  return {
    word,
    order_id: wordAt(body, "sale_id"),
    amount: is_sale && price !== null ? (toMajor(price) ?? price) : null,
    currency: is_sale ? "USD" : null,
    // A subscription is the same for all its payments; a buyer may have no account.
    customer_id:
      wordAt(body, "subscription_id") ?? wordAt(body, "purchaser_id"),
    occurred_at: is_sale ? wordAt(body, "sale_timestamp") : null,
    reason: REASONS.get(word) ?? null,
    is_renewal: isTrue("is_recurring_charge"),
    is_test: isTrue("test"),
    reinstates: word === "dispute_won",
    fault:
      word === "refund" && !isTrue("refunded") ? faultOfPart("Gumroad") : null,
    toMajor,
  };
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["refund", "refund"],
  ["dispute", "chargeback"],
]);

/** The word for what happened: pings without one have the state of the sale. */
function wordOf(body: JsonFields, isTrue: (name: string) => boolean): string {
  const named = wordAt(body, "resource_name");
  if (named !== null) return named;
  if (isTrue("refunded")) return "refund";
  if (isTrue("dispute_won")) return "dispute_won";
  return isTrue("disputed") ? "dispute" : "sale";
}
