import { asObject } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { checkSignature } from "./shop_proof.ts";
import { wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

const PREFIX = "sha256=";

/** Checks the signature of a response of Typeform's. */
export function proveTypeform(input: ShopInput): void {
  const header = input.headers["typeform-signature"] ?? "";
  checkSignature(input, {
    where: "Typeform-Signature",
    signatures: header.startsWith(PREFIX) ? [header.slice(PREFIX.length)] : [],
    encoding: "base64",
    signed: [input.body],
  });
}

/** Reads a form that somebody filled in, which is a lead. */
export function readTypeform(body: JsonFields): ShopEvent {
  const response = asObject(body.form_response);
  return {
    word: wordAt(body, "event_type") ?? "unknown",
    order_id: wordAt(response, "token"),
    occurred_at: wordAt(response, "submitted_at"),
  };
}
