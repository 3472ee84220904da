import { asObject } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { minorMoney } from "./shop_money.ts";
import { checkTimedSignature } from "./shop_proof.ts";
import { ShopIgnored, wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

/** Checks the signature of a notification of Paddle's. */
export function provePaddle(input: ShopInput): void {
  checkTimedSignature(input, {
    ...{ name: "Paddle-Signature", separator: ";" },
    ...{ time: "ts", signature: "h1", between: ":" },
  });
}

/** Reads a notification of Paddle's. */
export function readPaddle(body: JsonFields): ShopEvent {
  const type = wordAt(body, "event_type") ?? "unknown";
  const data = asObject(body.data) ?? {};
  const currency = wordAt(data, "currency_code");
  const toMajor = minorMoney(currency);
  const occurred_at = wordAt(body, "occurred_at");
  const is_test = isSimulated(body);
  const shared = { currency, occurred_at, is_test, toMajor };
  const totalOf = (totals: unknown) => {
    const total = wordAt(asObject(totals), "total");
    return total === null ? null : toMajor(total);
  };
  if (!type.startsWith("adjustment.")) {
    return {
      ...shared,
      word: type,
      order_id: wordAt(data, "id"),
      amount: totalOf(asObject(data.details)?.totals),
      customer_id: wordAt(data, "customer_id"),
      is_renewal: data.origin === "subscription_recurring",
    };
  }
  // A refund waits for Paddle's approval first.
  if (data.status !== "approved") {
    throw new ShopIgnored("The adjustment is not approved");
  }
  const action = wordAt(data, "action") ?? "unknown";
  const is_won = action === "chargeback_reverse";
  return {
    ...shared,
    word: `adjustment.${action}`,
    order_id: wordAt(data, "transaction_id"),
    amount: is_won ? null : totalOf(data.totals),
    reason: wordAt(data, "reason") ?? action,
    refund: is_won ? null : { kind: "delta", id: wordAt(data, "id") },
    reinstates: is_won,
  };
}

/** Whether Paddle's simulator made it up. What its sandbox sends doesn't say so. */
function isSimulated(body: JsonFields): boolean {
  const ids = [wordAt(body, "event_id"), wordAt(body, "notification_id")];
  return ids.some((id) => id?.startsWith("ntfsim") === true);
}
