import { asObject } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { formFields } from "./shop_content.ts";
import { majorOf } from "./shop_money.ts";
import { checkSecret } from "./shop_proof.ts";
import { ShopIgnored, timeAt, wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

const SECRET = "thrivecart_secret";

/** Checks the secret word in a message of ThriveCart's. */
export function proveThriveCart(
  input: ShopInput,
  body: () => JsonFields,
): void {
  const shown = [wordAt(body(), SECRET) ?? ""];
  checkSecret(input, { where: SECRET, shown });
}

/** Whether ThriveCart tries the address with nothing to say, as it does before it takes it. */
export function isThriveCartProbe(input: ShopInput): boolean {
  if (!input.is_bare || input.body.length > PROBE_BYTES_MAX) return false;
  try {
    const names = (formFields(input) ?? [["event", ""]]).map(([name]) => name);
    return !names.includes("event") && !names.includes(SECRET);
  } catch {
    return false;
  }
}

const PROBE_BYTES_MAX = 1_000;

/** Its amounts are hundredths, whatever the currency. */
const toMajor = (amount: string) => majorOf(amount, 2);

/** Reads a message of ThriveCart's. */
export function readThriveCart(body: JsonFields): ShopEvent {
  const word = wordAt(body, "event") ?? "unknown";
  const order = wordAt(body, "order_id");
  const moneyAt = (holder: string, name: string) => {
    const amount = wordAt(asObject(body[holder]), name);
    return amount === null ? null : (toMajor(amount) ?? amount);
  };
  const shared = {
    word,
    order_id: order,
    currency: wordAt(body, "currency"),
    customer_id: wordAt(body, "customer_id"),
    occurred_at: timeAt(body, "date_unix") ?? timeAt(body, "order_timestamp"),
    is_test: wordAt(body, "mode_int") === "1" || body["mode"] === "test",
    toMajor,
  };
  if (order === null) return shared;
  if (word === "order.subscription_payment") {
    return {
      ...shared,
      order_id: `${order}-${paymentOf(body)}`,
      earlier_id: order,
      amount: moneyAt("subscription", "amount") ?? moneyAt("order", "total"),
      is_renewal: true,
    };
  }
  if (word !== "order.refund") {
    return { ...shared, amount: moneyAt("order", "total") };
  }
  const amount = moneyAt("refund", "amount");
  if (amount !== null && /^-?[0.]+$/.test(amount)) {
    throw new ShopIgnored("The refund gives no money back");
  }
  const what = wordAt(asObject(body["refund"]), "id") ?? "";
  return {
    ...shared,
    amount,
    reason: "refund",
    refund: { kind: "delta", id: `${order}-${paymentOf(body)}-${what}` },
  };
}

/** The id of one payment or refund of an order: an event's id isn't in each of them. */
function paymentOf(body: JsonFields): string {
  const event_id = wordAt(body, "event_id");
  if (event_id !== null) return event_id;
  const parts = [wordAt(body, "invoice_id"), wordAt(body, "date_unix")];
  return parts.filter((part) => part !== null).join("-");
}
