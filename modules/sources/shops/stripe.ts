import { isoTime } from "../../kernel/mod.ts";
import { asObject, parseObject } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { stripeMoney } from "./shop_money.ts";
import { checkTimedSignature } from "./shop_proof.ts";
import { ShopIgnored, wordAt } from "./shop_reading.ts";
import type { PaymentOf, ShopEvent, ShopInput } from "./shop_reading.ts";

/** Checks the signature of an event of Stripe's. Its secret is used as text, with `whsec_`. */
export function proveStripe(input: ShopInput): void {
  checkTimedSignature(input, {
    ...{ name: "Stripe-Signature", separator: "," },
    ...{ time: "t", signature: "v1", between: "." },
  });
}

const SESSION = "checkout.session.";

/** Reads an event of Stripe's. */
export function readStripe(body: JsonFields): ShopEvent {
  const type = wordAt(body, "type") ?? "unknown";
  const object = asObject(asObject(body.data)?.object) ?? {};
  const created = Number(wordAt(body, "created"));
  const currency = wordAt(object, "currency");
  const toMajor = stripeMoney(currency);
  const shared = {
    currency: currency?.toUpperCase() ?? null,
    customer_id: wordAt(object, "customer"),
    occurred_at: Number.isSafeInteger(created) ? isoTime(created * 1000) : null,
    is_test: body.livemode === false,
    toMajor,
  };
  const moneyAt = (name: string) => {
    const amount = wordAt(object, name);
    return amount === null ? null : toMajor(amount);
  };
  if (type === "invoice_payment.paid") return invoicePayment(type, object);
  if (type.startsWith(SESSION)) return session(type, object, shared, moneyAt);
  if (type === "invoice.paid") {
    if ((wordAt(object, "amount_paid") ?? "0") === "0") {
      throw new ShopIgnored("Nothing was paid for the invoice");
    }
    return {
      ...shared,
      word: type,
      order_id: wordAt(object, "id"),
      amount: moneyAt("amount_paid"),
      // The first one is the sale of its checkout, which names the same invoice.
      is_renewal: object.billing_reason === "subscription_cycle",
    };
  }
  const order_id = wordAt(object, "payment_intent");
  const other_ids = [wordAt(object, "invoice"), wordAt(object, "charge")];
  const payment_id = order_id ?? wordAt(object, "charge");
  if (type === "charge.refunded") {
    return {
      ...shared,
      word: type,
      order_id: order_id ?? wordAt(object, "id"),
      other_ids,
      payment_id: payment_id ?? wordAt(object, "id"),
      amount: moneyAt("amount_refunded"),
      refund: { kind: "refunded", id: null },
    };
  }
  if (type.startsWith("charge.dispute.")) {
    const is_lost =
      type === "charge.dispute.closed" && object.status === "lost";
    return {
      ...shared,
      word: is_lost ? "charge.dispute.lost" : "charge.dispute.open",
      order_id: order_id ?? wordAt(object, "charge"),
      other_ids,
      payment_id,
      amount: moneyAt("amount"),
      reason: "chargeback",
      refund: { kind: "delta", id: wordAt(object, "id") },
    };
  }
  return { ...shared, word: type, order_id: wordAt(object, "id") };
}

/** Which invoice a payment is of: from API version 2025-03-31 on, nothing else that a refund names tells it. */
function invoicePayment(word: string, object: JsonFields): ShopEvent {
  const payment = asObject(object.payment);
  const payment_id =
    wordAt(payment, "payment_intent") ?? wordAt(payment, "charge");
  const order_id = wordAt(object, "invoice");
  if (payment_id === null || order_id === null) return { word, order_id };
  return { word, order_id, payment_of: { payment_id, order_id } };
}

function session(
  type: string,
  object: JsonFields,
  shared: Partial<ShopEvent>,
  moneyAt: (name: string) => string | null,
): ShopEvent {
  if (object.mode === "setup") {
    throw new ShopIgnored("The checkout only kept a card: nothing was sold");
  }
  const is_unpaid =
    type === `${SESSION}completed` && object.payment_status === "unpaid";
  return {
    ...shared,
    word: is_unpaid ? `${SESSION}unpaid` : type,
    // A refund and a renewal name the payment or the invoice, never the session.
    order_id:
      wordAt(object, "payment_intent") ??
      wordAt(object, "invoice") ??
      wordAt(object, "id"),
    amount: moneyAt("amount_total"),
  };
}

/** The order of a payment, in a request that was kept. */
export function readPaymentOf(body: Uint8Array): PaymentOf | null {
  const kept = parseObject(new TextDecoder().decode(body));
  const object = asObject(asObject(kept?.data)?.object) ?? {};
  return invoicePayment("", object).payment_of ?? null;
}
