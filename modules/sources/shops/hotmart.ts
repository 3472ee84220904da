import { asObject, parseObject } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { checkSecret } from "./shop_proof.ts";
import { faultOfPart, timeAt, wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

/** Checks the token of a webhook of Hotmart's, in its header or, as earlier versions had it, in the body. */
export function proveHotmart(input: ShopInput): void {
  const header = input.headers["x-hotmart-hottok"];
  const text = () => new TextDecoder().decode(input.body);
  const token = header ?? wordAt(parseObject(text()), "hottok");
  checkSecret(input, { where: "X-HOTMART-HOTTOK", shown: [token ?? ""] });
}

const PAID = new Set(["purchase_approved", "purchase_billet_printed"]);
const GIVEN_BACK: ReadonlyMap<string, string> = new Map([
  ["purchase_refunded", "refund"],
  ["purchase_chargeback", "chargeback"],
]);

/** Reads a webhook of Hotmart's, version 2.0.0. */
export function readHotmart(body: JsonFields): ShopEvent {
  const word = (wordAt(body, "event") ?? "unknown").toLowerCase();
  const data = asObject(body["data"]);
  const purchase = asObject(data?.["purchase"]);
  const price = asObject(purchase?.["price"]);
  const subscriber = asObject(asObject(data?.["subscription"])?.["subscriber"]);
  const is_paid = PAID.has(word);
  const is_part = wordAt(purchase, "status") === "PARTIALLY_REFUNDED";
  const at = { unit: "ms" } as const;
  return {
    word,
    order_id: wordAt(purchase, "transaction"),
    amount: is_paid ? wordAt(price, "value") : null,
    currency: is_paid ? wordAt(price, "currency_value") : null,
    customer_id: wordAt(subscriber, "code"),
    occurred_at:
      (word === "purchase_approved"
        ? timeAt(purchase, "approved_date", at)
        : null) ?? timeAt(body, "creation_date", at),
    reason: GIVEN_BACK.get(word) ?? null,
    is_renewal: Number(wordAt(purchase, "recurrence_number") ?? "1") > 1,
    fault:
      is_part && word === "purchase_refunded" ? faultOfPart("Hotmart") : null,
  };
}
