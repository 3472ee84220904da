import { createHash } from "node:crypto";
import type { JsonFields } from "../stores/json_fields.ts";
import { formFields } from "./shop_content.ts";
import type { FormField } from "./shop_content.ts";
import { checkProof } from "./shop_proof.ts";
import { ShopIgnored, wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

const SIGNATURE = "sha_sign";
const SIGNATURES = new Set([SIGNATURE, "shasign"]);

/** Checks the signature of a message of Digistore24's, which is over its fields and not over its bytes. */
export function proveDigistore24(input: ShopInput): void {
  const fields = new Map(formFields(input) ?? []);
  const signed = [...fields].filter(
    ([name, value]) => value !== "" && !SIGNATURES.has(name.toLowerCase()),
  );
  const given = fields.get(SIGNATURE) ?? fields.get("SHASIGN") ?? "";
  checkProof(input, {
    where: SIGNATURE,
    shown: [given.toUpperCase()],
    // A setting of the account may write the names in capitals.
    expectedOf: (passphrase) => [
      digest(signed, passphrase),
      digest(
        signed.map(([name, value]) => [name.toUpperCase(), value]),
        passphrase,
      ),
    ],
    wrong: `${SIGNATURE} was made with no passphrase of the source, or over other fields`,
  });
}

/** SHA-512 of the sorted fields, the passphrase after each. */
function digest(fields: readonly FormField[], passphrase: string): string {
  const text = [...fields]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}${passphrase}`)
    .join("");
  return createHash("sha512").update(text).digest("hex").toUpperCase();
}

/** Whether Digistore24 opens the address to see whether it is there. */
export function isDigistore24Test({ method, is_bare }: ShopInput): boolean {
  return method === "GET" && is_bare;
}

/**
 * Reads a message of Digistore24's: one for each item of each payment. All payments of an order share its id, and its
 * items have ids of their own.
 */
export function readDigistore24(body: JsonFields): ShopEvent {
  const word = wordAt(body, "event") ?? "unknown";
  if (word === "connection_test") {
    throw new ShopIgnored("The shop tries the address");
  }
  const payment_no = Number(wordAt(body, "pay_sequence_no") ?? "0");
  const is_renewal = Number.isSafeInteger(payment_no) && payment_no > 1;
  const order = wordAt(body, "order_id");
  const item = wordAt(body, "order_item_id") ?? wordAt(body, "product_id");
  const parts = [order, item, is_renewal ? String(payment_no) : null];
  const is_payment = word === "on_payment";
  return {
    word,
    order_id: order === null ? null : parts.filter(Boolean).join("-"),
    amount: amountOfItem(body),
    currency: wordAt(body, "transaction_currency") ?? wordAt(body, "currency"),
    customer_id: wordAt(body, "buyer_id"),
    reason: is_payment ? null : word === "on_refund" ? "refund" : "chargeback",
    refund: is_payment
      ? null
      : { kind: "delta", id: wordAt(body, "transaction_id") },
    is_renewal,
    is_test:
      wordAt(body, "api_mode") === "test" ||
      wordAt(body, "pay_method") === "test",
  };
}

/** The amount of the item; in a payment for several, `transaction_amount` may be that of all of them. */
function amountOfItem(body: JsonFields): string | null {
  const is_of_many = Number(wordAt(body, "item_count") ?? "1") > 1;
  const of_item = is_of_many ? wordAt(body, "product_txn_amount") : null;
  return of_item ?? wordAt(body, "transaction_amount");
}
