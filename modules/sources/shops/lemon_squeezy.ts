import { asObject } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { minorMoney } from "./shop_money.ts";
import { checkSignature } from "./shop_proof.ts";
import { ShopIgnored, wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

/** Checks the signature of an event of Lemon Squeezy's. */
export function proveLemonSqueezy(input: ShopInput): void {
  checkSignature(input, {
    where: "X-Signature",
    signatures: [input.headers["x-signature"] ?? ""],
    encoding: "hex",
    signed: [input.body],
  });
}

/** Reads an event of Lemon Squeezy's. */
export function readLemonSqueezy(body: JsonFields): ShopEvent {
  const meta = asObject(body.meta);
  const data = asObject(body.data);
  const fields = asObject(data?.attributes) ?? {};
  const event = wordAt(meta, "event_name") ?? "unknown";
  const id = wordAt(data, "id");
  const currency = wordAt(fields, "currency");
  const toMajor = minorMoney(currency);
  const moneyAt = (name: string) => {
    const amount = wordAt(fields, name);
    return amount === null ? null : toMajor(amount);
  };
  const is_invoice = event.startsWith("subscription_payment_");
  if (is_invoice && fields.billing_reason === "initial") {
    throw new ShopIgnored("The first payment is told by order_created");
  }
  const is_refund = event.endsWith("_refunded");
  const status = wordAt(fields, "status") ?? "unknown";
  return {
    word: event === "order_created" ? `order.${status}` : event,
    // Invoices are numbered apart from orders, from 1 on as these are.
    order_id: is_invoice && id !== null ? `invoice-${id}` : id,
    amount: moneyAt(is_refund ? "refunded_amount" : "total"),
    currency,
    customer_id: wordAt(fields, "customer_id"),
    occurred_at:
      (is_refund
        ? (wordAt(fields, "refunded_at") ?? wordAt(fields, "updated_at"))
        : null) ?? wordAt(fields, "created_at"),
    refund: is_refund ? { kind: "refunded", id: null } : null,
    is_renewal: is_invoice,
    is_test: meta?.test_mode === true || fields.test_mode === true,
    toMajor,
  };
}
