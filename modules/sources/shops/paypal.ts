import { verify } from "node:crypto";
import { crc32 } from "node:zlib";
import { StepFault } from "../codes.ts";
import { asObject, objectsOf } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { readCertificateUrl } from "./paypal_certificate.ts";
import { ShopIgnored, wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

/** Header in which a request names its certificate. */
export const CERTIFICATE_HEADER = "paypal-cert-url";
const ALGORITHM = "SHA256withRSA";
const SIGNATURE_CHARS_MAX = 1_000;

/** Checks the signature of an event of PayPal's. What stands for a secret is the webhook's id, which is signed with it. */
export function provePayPal(input: ShopInput): void {
  const { headers, body, secrets, received_at, certificateAt } = input;
  const [id, time, algorithm, signature, at] = [
    ...["paypal-transmission-id", "paypal-transmission-time"],
    ...["paypal-auth-algo", "paypal-transmission-sig", CERTIFICATE_HEADER],
  ].map((name) => headers[name] ?? "");
  if (!id || !time || !signature || !at) {
    const detail =
      "PayPal-Transmission-Id, -Time, -Sig or PayPal-Cert-Url is missing";
    throw new StepFault("signature", "missing_signature", detail);
  }
  if (secrets.length === 0) {
    const detail = "The source has no webhook id yet to check the signature by";
    throw new StepFault("signature", "missing_signature", detail);
  }
  if (algorithm !== ALGORITHM) {
    throw bad(`PayPal-Auth-Algo is not ${ALGORITHM}`);
  }
  if (readCertificateUrl(at) === null) {
    throw bad("PayPal-Cert-Url is not one of PayPal's own");
  }
  const certificate = certificateAt?.(at) ?? "it is not known here";
  if (typeof certificate === "string") {
    throw bad(`its certificate does not count: ${certificate}`);
  }
  const { key, from_ms, to_ms } = certificate;
  if (received_at < from_ms || received_at > to_ms) {
    throw bad("its certificate was not valid at this time");
  }
  const bytes = Buffer.from(signature.slice(0, SIGNATURE_CHARS_MAX), "base64");
  const sum = crc32(body);
  const is_right = secrets.some((webhook_id) => {
    const signed = `${id}|${time}|${webhook_id}|${sum}`;
    return verify("sha256", Buffer.from(signed), key, bytes);
  });
  if (!is_right) {
    throw bad("it is of another webhook than the source's, or another body");
  }
}

function bad(why: string): StepFault {
  const detail = `The signature of PayPal's does not count: ${why}`;
  return new StepFault("signature", "bad_signature", detail);
}

/** Events that give back the payment of a capture, or of a sale as subscriptions have it. */
const GIVING_BACK = /^payment\.(?:capture|sale)\.(refunded|reversed)$/;

/** Reads an event of PayPal's. */
export function readPayPal(
  body: JsonFields,
  { headers }: ShopInput,
): ShopEvent {
  const word = (wordAt(body, "event_type") ?? "unknown").toLowerCase();
  const resource = asObject(body.resource) ?? {};
  const shared = {
    occurred_at: wordAt(body, "create_time"),
    is_test: isSandbox(headers, resource),
  };
  if (word.startsWith("customer.dispute.")) {
    return { ...shared, ...dispute(word, resource) };
  }
  const { amount, currency } = moneyOf(resource.amount);
  const back = GIVING_BACK.exec(word)?.[1];
  if (back === undefined) {
    return {
      ...shared,
      word,
      order_id: wordAt(resource, "id"),
      amount,
      currency,
      customer_id: wordAt(resource, "billing_agreement_id"),
      occurred_at: wordAt(resource, "create_time") ?? shared.occurred_at,
    };
  }
  const order_id = paymentOf(resource);
  const id = wordAt(resource, "id");
  const refund_id =
    back === "reversed" ? reversalId(order_id, amount) : (id ?? order_id);
  return {
    ...shared,
    word,
    order_id,
    // Where the payment itself is told, it is given back whole.
    amount: id === order_id ? null : amount,
    currency,
    reason: back === "reversed" ? "chargeback" : null,
    refund: id === order_id ? null : { kind: "delta", id: refund_id },
  };
}

/** A dispute that was lost, and the reversal by which PayPal takes the money for it, count once. */
function reversalId(order_id: string | null, amount: string | null): string {
  return `reversed-${order_id ?? ""}-${amount ?? ""}`;
}

function dispute(word: string, resource: JsonFields): ShopEvent {
  const [transaction] = objectsOf(resource.disputed_transactions);
  const order_id = wordAt(transaction, "seller_transaction_id");
  const outcome = asObject(resource.dispute_outcome);
  const code = wordAt(outcome, "outcome_code");
  const is_over = word === "customer.dispute.resolved";
  const is_lost = is_over && code === "RESOLVED_BUYER_FAVOUR";
  if (!is_lost) return { word: "dispute.open", order_id };
  const refunded = moneyOf(outcome?.amount_refunded);
  const { amount, currency } =
    refunded.amount === null ? moneyOf(resource.dispute_amount) : refunded;
  return {
    word: "dispute.lost",
    order_id,
    amount,
    currency,
    reason: "chargeback",
    refund: { kind: "delta", id: reversalId(order_id, amount) },
  };
}

/** The capture or sale that a refund is of: it stands in a link, of sales in a field. */
function paymentOf(resource: JsonFields): string | null {
  const sale_id = wordAt(resource, "sale_id");
  if (sale_id !== null) return sale_id;
  const links = objectsOf(resource.links);
  for (const rel of ["up", "sale", "self"]) {
    for (const link of links) {
      if (link.rel !== rel) continue;
      const href = wordAt(link, "href") ?? "";
      const id = /\/(?:captures|sale)\/(\w{1,64})(?:\/|$)/.exec(href)?.[1];
      if (id !== undefined) return id;
    }
  }
  throw new ShopIgnored("The refund names no payment");
}

function moneyOf(value: unknown) {
  const fields = asObject(value);
  const amount = wordAt(fields, "value") ?? wordAt(fields, "total");
  return {
    // A refund has a sign in the older form.
    amount: amount?.replace(/^-/, "") ?? null,
    currency: wordAt(fields, "currency_code") ?? wordAt(fields, "currency"),
  };
}

/** Whether PayPal's sandbox signed it, or its links lead there. */
function isSandbox(
  headers: ShopInput["headers"],
  resource: JsonFields,
): boolean {
  const url = readCertificateUrl(headers[CERTIFICATE_HEADER] ?? "");
  if (url?.is_sandbox === true) return true;
  return objectsOf(resource.links).some((link) =>
    /^https:\/\/api(?:-m)?\.sandbox\.paypal\.com\//.test(
      wordAt(link, "href") ?? "",
    ),
  );
}
