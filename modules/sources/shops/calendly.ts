import { asObject } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { checkTimedSignature } from "./shop_proof.ts";
import { ShopIgnored, wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

/** Checks the signature of an event of Calendly's. */
export function proveCalendly(input: ShopInput): void {
  checkTimedSignature(input, {
    ...{ name: "Calendly-Webhook-Signature", separator: "," },
    ...{ time: "t", signature: "v1", between: "." },
  });
}

/** Reads a meeting that somebody booked or gave up, which is a lead. */
export function readCalendly(body: JsonFields): ShopEvent {
  const word = wordAt(body, "event") ?? "unknown";
  const payload = asObject(body.payload);
  const is_moved =
    payload?.rescheduled === true || Boolean(payload?.old_invitee);
  if (is_moved) throw new ShopIgnored("The meeting was only moved");
  const uri = wordAt(payload, "uri");
  const id = uri?.split("/").at(-1) ?? "";
  return {
    word,
    order_id: id === "" ? null : `invitee-${id}`,
    occurred_at: wordAt(body, "created_at"),
    reason: word === "invitee.canceled" ? "canceled" : null,
  };
}
