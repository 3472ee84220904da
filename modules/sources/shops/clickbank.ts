import { createDecipheriv, createHash } from "node:crypto";
import { StepFault } from "../codes.ts";
import { asObject, parseObject } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { formContent } from "./shop_content.ts";
import { checkHasSecret } from "./shop_proof.ts";
import { ShopIgnored, wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

const KEY_CHARS = 32;

/**
 * Decrypts a notification of ClickBank's, which is its proof. It is encrypted and not authenticated: whether its padding or
 * its text is wrong is never told apart, or it could be made up without the secret.
 */
export function openClickBank(input: ShopInput): string {
  // It is kept decrypted: its secret may be another by now.
  if (input.note !== null) return new TextDecoder().decode(input.body);
  const sent = parseObject(formContent(input));
  const notification = wordAt(sent, "notification");
  const iv = wordAt(sent, "iv");
  if (notification === null || iv === null) {
    const detail = "notification or iv is missing";
    throw new StepFault("signature", "missing_signature", detail);
  }
  checkHasSecret(input);
  for (const secret of input.secrets) {
    const text = decrypted({ notification, iv, secret });
    if (text !== null) return text;
  }
  const detail = "notification was encrypted with no secret key of the source";
  throw new StepFault("signature", "bad_signature", detail);
}

/** The text of a notification; null if the secret doesn't make one of it. */
function decrypted({
  notification,
  iv,
  secret,
}: {
  notification: string;
  iv: string;
  secret: string;
}): string | null {
  const digest = createHash("sha1").update(secret).digest("hex");
  try {
    const key = digest.slice(0, KEY_CHARS);
    const vector = Buffer.from(iv, "base64");
    const decipher = createDecipheriv("aes-256-cbc", key, vector);
    const bytes = decipher.update(Buffer.from(notification, "base64"));
    const text = Buffer.concat([bytes, decipher.final()]).toString();
    const fields = parseObject(text);
    const is_whole = ["receipt", "transactionType"].every(
      (name) => wordAt(fields, name) !== null,
    );
    return is_whole ? text : null;
  } catch {
    return null;
  }
}

const REFUNDS: ReadonlyMap<string, string> = new Map([
  ["rfnd", "refund"],
  ["cgbk", "chargeback"],
  ["insf", "chargeback"],
]);

/** Reads a notification of ClickBank's. */
export function readClickBank(
  body: JsonFields,
  { currency }: ShopInput,
): ShopEvent {
  const type = (wordAt(body, "transactionType") ?? "").toLowerCase();
  if (type === "test") throw new ShopIgnored("The shop tries the address");
  const word = type.replace(/^test_/, "");
  const receipt = wordAt(body, "receipt");
  const occurred_at = wordAt(body, "transactionTime");
  const reason = REFUNDS.get(word) ?? null;
  const id = [receipt, word, occurred_at].join("-");
  return {
    word,
    order_id: receipt,
    earlier_id: earlierReceipt(body, receipt),
    amount: wordAt(body, "totalOrderAmount"),
    ...currencyOf(body, currency),
    occurred_at,
    reason,
    refund: reason === null ? null : { kind: "delta", id },
    is_renewal: word === "bill",
    is_test: type.includes("test"),
  };
}

const DOLLARS = "USD";

/**
 * The currency of the amounts. ClickBank says that they are in US dollars, and beside them what the buyer paid in: which of
 * both holds for an order in another currency is the source's to say.
 */
function currencyOf(
  body: JsonFields,
  of_source: string | null,
): Pick<ShopEvent, "currency" | "fault"> {
  const paid_in = (wordAt(body, "currency") ?? DOLLARS).toUpperCase();
  if (paid_in === DOLLARS) return { currency: DOLLARS };
  if (of_source !== null) return { currency: of_source };
  const detail = `The buyer paid in "${paid_in.slice(0, 10)}", and ClickBank's amounts may be in US dollars nevertheless: set the source's currency to that of its amounts`;
  return { fault: { step: "currency", code: "unknown_currency", detail } };
}

/** The receipt that a later payment, such as `CWOGBZLN-B002`, or an upsell belongs to. */
function earlierReceipt(
  body: JsonFields,
  receipt: string | null,
): string | null {
  const first = receipt?.replace(/-B\d{1,4}$/, "") ?? null;
  if (first !== receipt) return first;
  return wordAt(asObject(body["upsell"]), "upsellOriginalReceipt");
}
