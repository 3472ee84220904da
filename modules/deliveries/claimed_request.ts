import { deliveryRequest, USER_AGENT } from "./delivery_request.ts";
import type { Names } from "./delivery_request.ts";
import type { Settled } from "./judge_try.ts";
import { isEvent, isWebhook } from "./recipient.ts";
import type { Claimed, Recipient } from "./recipient.ts";
import type { OutgoingRequest } from "./send_request.ts";
import { webhookRequest } from "./webhooks/webhook_request.ts";
import { whyEventUnsent, whyUnsent } from "./why_unsent.ts";

/** The request of a claimed delivery, or its state if nothing is sent. */
export type NextStep = { unsent: Settled } | { request: OutgoingRequest };

/** Decides what is sent for a claimed delivery: a conversion to an endpoint, an event to a webhook. */
export function nextStep(
  delivery: Claimed,
  recipient: Recipient | undefined,
  input: { names: Names; now_ms: number },
): NextStep {
  const { now_ms } = input;
  if (isEvent(delivery)) {
    const webhook =
      recipient !== undefined && isWebhook(recipient) ? recipient : null;
    const unsent = whyEventUnsent(delivery, webhook !== null, now_ms);
    if (unsent !== null || webhook === null) return unsentAs(unsent);
    const given = { ...input, user_agent: USER_AGENT };
    return { request: webhookRequest(delivery, webhook, given) };
  }
  const endpoint =
    recipient === undefined || isWebhook(recipient) ? undefined : recipient;
  const unsent = whyUnsent(delivery, endpoint, now_ms);
  if (unsent !== null || endpoint === undefined) return unsentAs(unsent);
  return { request: deliveryRequest(delivery, endpoint, input) };
}

function unsentAs(unsent: Settled | null): NextStep {
  if (unsent === null) throw new Error("Nobody is there to send it to");
  return { unsent };
}
