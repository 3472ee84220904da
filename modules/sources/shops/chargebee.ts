import { asObject, objectsOf } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { minorMoney } from "./shop_money.ts";
import { checkSecret } from "./shop_proof.ts";
import { ShopIgnored, timeAt, wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

/** Checks the password of a webhook of Chargebee's; without a secret in the source, its address is the proof. */
export function proveChargebee(input: ShopInput): void {
  if (input.secrets.length === 0) return;
  const header = input.headers["authorization"] ?? "";
  const [, encoded = ""] = /^basic\s+(\S+)$/i.exec(header.trim()) ?? [];
  const both = Buffer.from(encoded, "base64").toString();
  const password = both.slice(both.indexOf(":") + 1);
  checkSecret(input, { where: "Authorization", shown: [password, both] });
}

/** Reads an event of Chargebee's: each payment and each refund is a transaction. */
export function readChargebee(body: JsonFields): ShopEvent {
  const word = wordAt(body, "event_type") ?? "unknown";
  const content = asObject(body["content"]);
  const transaction = asObject(content?.["transaction"]);
  const invoice = asObject(content?.["invoice"]);
  const currency = wordAt(transaction, "currency_code");
  const toMajor = minorMoney(currency);
  const amount = wordAt(transaction, "amount");
  const id = wordAt(transaction, "id");
  if (transaction !== null && wordAt(transaction, "status") !== "success") {
    throw new ShopIgnored("The transaction is not successful");
  }
  const shared = {
    word,
    order_id: id,
    amount: amount === null ? null : (toMajor(amount) ?? amount),
    currency,
    customer_id: wordAt(transaction, "customer_id"),
    occurred_at: timeAt(transaction, "date") ?? timeAt(body, "occurred_at"),
    // Chargebee's own gateway moves no money.
    is_test: transaction?.["gateway"] === "chargebee",
    toMajor,
  };
  if (word !== "payment_refunded") {
    const is_renewal =
      invoice?.["recurring"] === true && invoice["first_invoice"] !== true;
    return { ...shared, is_renewal };
  }
  const [order_id = null, ...other_ids] = paymentsOf(transaction);
  const is_chargeback = transaction?.["payment_method"] === "chargeback";
  return {
    ...shared,
    order_id,
    other_ids,
    reason: is_chargeback ? "chargeback" : "refund",
    refund: { kind: "delta", id },
  };
}

/** The payments that a refund may be of. */
function paymentsOf(transaction: JsonFields | null): string[] {
  const linked = objectsOf(transaction?.["linked_payments"]);
  return [
    wordAt(transaction, "refunded_txn_id"),
    ...linked.map((payment) => wordAt(payment, "id")),
    wordAt(transaction, "reference_transaction_id"),
  ].filter((payment) => payment !== null);
}
