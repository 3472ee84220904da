import { deliveryRequest, USER_AGENT } from "./delivery_request.ts";
import type { Names } from "./delivery_request.ts";
import type { Settled } from "./judge_try.ts";
import { isEvent, isWebhook } from "./recipient.ts";
import type { Claimed, Recipient } from "./recipient.ts";
import type { OutgoingRequest } from "./send_request.ts";
import { webhookRequest } from "./webhooks/webhook_request.ts";
import { endpointOff, whyEventUnsent, whyUnsent } from "./why_unsent.ts";

/** The request of a claimed delivery and whom it is for, or its state if nothing is sent. */
export type NextStep =
  { unsent: Settled } | { request: OutgoingRequest; recipient: Recipient };

/** Decides what is sent for a claimed delivery: a conversion to an endpoint, an event to a webhook. */
export function nextStep(
  delivery: Claimed,
  recipient: Recipient | undefined,
  input: { names: Names; now_ms: number },
): NextStep {
  const { now_ms } = input;
  if (isEvent(delivery)) {
    if (recipient === undefined || !isWebhook(recipient)) {
      return { unsent: endpointOff(now_ms) };
    }
    const unsent = whyEventUnsent(delivery, now_ms);
    if (unsent !== null) return { unsent };
    const given = { ...input, user_agent: USER_AGENT };
    return { request: webhookRequest(delivery, recipient, given), recipient };
  }
  if (recipient === undefined || isWebhook(recipient)) {
    return { unsent: endpointOff(now_ms) };
  }
  const unsent = whyUnsent(delivery, recipient, now_ms);
  if (unsent !== null) return { unsent };
  return { request: deliveryRequest(delivery, recipient, input), recipient };
}
