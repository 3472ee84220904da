import { createHash, createHmac } from "node:crypto";
import { StepFault } from "../codes.ts";
import { asObject, objectsOf } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { formFields } from "./shop_content.ts";
import type { ShopAnswer, ShopQuestion } from "./shop_reader.ts";
import { checkProof } from "./shop_proof.ts";
import { ShopIgnored, wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";
import { readXml } from "./xml_tree.ts";
import type { XmlElement } from "./xml_tree.ts";

/** Between the keys of a secret, and of a signature. */
const BAR = "|";
const SIGNATURE = "bt_signature";
const PAYLOAD = "bt_payload";
const QUESTION = /^bt_challenge=([a-f0-9]{20,32})$/;

/** A signature of Braintree's, by its private key. */
function signatureOf(secret: string, signed: string): string {
  const private_key = secret.split(BAR, 2)[1] ?? "";
  const key = createHash("sha1").update(private_key).digest();
  return createHmac("sha1", key).update(signed).digest("hex");
}

/** Answers the question by which Braintree checks an address. */
export function answerBraintree({
  query,
  secrets,
}: ShopQuestion): ShopAnswer | null {
  const [, challenge] = QUESTION.exec(query) ?? [];
  const secret = secrets.at(-1);
  if (secret === undefined || challenge === undefined) return null;
  const [public_key = ""] = secret.split(BAR, 1);
  return {
    content_type: "text/plain; charset=utf-8",
    text: `${public_key}${BAR}${signatureOf(secret, challenge)}`,
  };
}

/** Checks the signature of a notification of Braintree's, which is over its payload as text. */
export function proveBraintree(input: ShopInput): void {
  const fields = new Map(formFields(input) ?? []);
  const payload = fields.get(PAYLOAD) ?? "";
  const pairs = (fields.get(SIGNATURE) ?? "").split("&");
  checkProof(input, {
    where: SIGNATURE,
    shown: pairs.map((pair) => pair.split(BAR, 2)[1] ?? ""),
    // Its line feed at the end may be lost on the way.
    expectedOf: (secret) =>
      [payload, `${payload}\n`].map((text) => signatureOf(secret, text)),
    wrong: `${SIGNATURE} was made with no private key of the source, or over another payload`,
  });
}

/** A notification of Braintree's as JSON text: it is XML, in base64, in a field of a form. */
export function openBraintree(input: ShopInput): string {
  const fields = formFields(input);
  // Without what isn't kept of an order, it is JSON.
  if (fields === null) return new TextDecoder().decode(input.body);
  const payload = new Map(fields).get(PAYLOAD) ?? "";
  const root = /^[A-Za-z0-9+/=\s]+$/.test(payload)
    ? readXml(Buffer.from(payload, "base64").toString())
    : null;
  if (root !== null) return JSON.stringify(plain(root));
  const detail = `${PAYLOAD} is no XML in base64 that can be read`;
  throw new StepFault("parse", "malformed", detail);
}

/** An element as JSON: a list where it says so or has several of a name, null where it says nil. */
function plain({ attributes, text, children }: XmlElement): unknown {
  if (attributes["nil"] === "true") return null;
  if (attributes["type"] === "array") return children.map(plain);
  if (children.length === 0) return text.trim();
  const named = Map.groupBy(children, ({ name }) => name.replaceAll("-", "_"));
  return Object.fromEntries(
    [...named].map(([name, all]) => {
      const values = all.map(plain);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

/** The kind that tells each payment of a subscription. */
const PAID = "subscription_charged_successfully";
/** Kinds after which the disputed money is gone. */
const LOST = new Set([
  ...["dispute_lost", "dispute_accepted", "dispute_auto_accepted"],
  "dispute_expired",
]);

/** Reads a notification of Braintree's. */
export function readBraintree(body: JsonFields): ShopEvent {
  const kind = wordAt(body, "kind") ?? "unknown";
  const subject = asObject(body["subject"]) ?? {};
  const occurred_at = wordAt(body, "timestamp");
  if (kind.startsWith("dispute_"))
    return { occurred_at, ...dispute(kind, subject) };
  const subscription = asObject(subject["subscription"]);
  const transaction =
    kind === PAID
      ? objectsOf(subscription?.["transactions"])[0]
      : (asObject(subject["transaction"]) ??
        asObject(asObject(subject["local_payment"])?.["transaction"]));
  if (transaction === undefined || transaction === null) {
    throw new ShopIgnored(`"${kind.slice(0, 60)}" tells of no payment`);
  }
  const id = wordAt(transaction, "id");
  const subscription_id =
    wordAt(subscription, "id") ?? wordAt(transaction, "subscription_id");
  const is_credit = wordAt(transaction, "type") === "credit";
  if (!is_credit && kind !== PAID && subscription_id !== null) {
    throw new ShopIgnored(`The payment is told by ${PAID}`);
  }
  const cycle = Number(wordAt(subscription, "current_billing_cycle") ?? "1");
  return {
    word: is_credit ? "transaction.credit" : kind,
    order_id: is_credit ? wordAt(transaction, "refunded_transaction_id") : id,
    amount: wordAt(transaction, "amount"),
    currency: wordAt(transaction, "currency_iso_code"),
    customer_id: subscription_id,
    occurred_at: wordAt(transaction, "created_at") ?? occurred_at,
    reason: is_credit ? "refund" : null,
    refund: is_credit ? { kind: "delta", id } : null,
    is_renewal: kind === PAID && Number.isSafeInteger(cycle) && cycle > 1,
  };
}

function dispute(kind: string, subject: JsonFields): ShopEvent {
  const told = asObject(subject["dispute"]) ?? {};
  const order_id = wordAt(asObject(told["transaction"]), "id");
  if (!LOST.has(kind)) {
    return { word: kind, order_id, reinstates: kind === "dispute_won" };
  }
  return {
    word: "dispute_lost",
    order_id,
    amount: wordAt(told, "amount_disputed") ?? wordAt(told, "amount"),
    currency: wordAt(told, "currency_iso_code"),
    reason: "chargeback",
    refund: { kind: "delta", id: `dispute-${wordAt(told, "id") ?? ""}` },
  };
}
