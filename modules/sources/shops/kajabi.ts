import { asObject, objectsOf } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { minorMoney } from "./shop_money.ts";
import { ShopIgnored, wordAt } from "./shop_reading.ts";
import type { ShopEvent } from "./shop_reading.ts";

/** Events of a purchase: the first payment of a subscription or plan, or the only one. */
const PURCHASES = new Set(["purchase", "purchase_created"]);

/** Reads an event of Kajabi's: a list of objects, of which one is the purchase. Nothing is signed. */
export function readKajabi(body: JsonFields): ShopEvent {
  const word = wordAt(body, "event") ?? "unknown";
  const items = objectsOf(body["payload"]);
  const ofType = (type: string) => items.find((item) => item["type"] === type);
  if (!PURCHASES.has(word)) return { word, order_id: wordAt(body, "id") };
  const purchase = ofType("purchases");
  if (purchase === undefined) {
    throw new ShopIgnored("The event has no purchase");
  }
  const fields = asObject(purchase["attributes"]);
  const currency = wordAt(fields, "currency");
  const toMajor = minorMoney(currency);
  const cents = wordAt(fields, "amount_in_cents");
  const id = wordAt(purchase, "id");
  return {
    word,
    order_id: id === null ? null : `purchase-${id}`,
    amount: cents === null ? null : toMajor(cents),
    currency,
    customer_id: wordAt(ofType("customers"), "id"),
    occurred_at: wordAt(fields, "created_at"),
    toMajor,
  };
}
