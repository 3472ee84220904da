import type { AdEventInput } from "./ads/ad_event.ts";
import type { AdEvent } from "./ads/ad_platform.ts";
import { judgeAd } from "./ads/judge_ad.ts";
import { requestOfOne, sendAd } from "./ads/send_ad.ts";
import type { AdEndpoint, AdSender, SentAd } from "./ads/send_ad.ts";
import { judgeAdEvent } from "./ads/why_no_ad.ts";
import { nextStep } from "./claimed_request.ts";
import type { ClaimedDelivery } from "./delivery_store.ts";
import { judgeTry } from "./judge_try.ts";
import type { JudgedTry, Settled } from "./judge_try.ts";
import type { OutgoingRequest, SendResult } from "./send_request.ts";
import { shownRequest, shownResult } from "./shown_request.ts";
import { isAdEndpoint, isEvent, isWebhook } from "./recipient.ts";
import type { Claimed, Recipient } from "./recipient.ts";
import { whyUnsent } from "./why_unsent.ts";

/** A claimed delivery and its next state. */
export interface Outcome {
  delivery: Claimed;
  settled: Settled;
}

/** One request, for one delivery or several of one endpoint. */
export interface Parcel {
  recipient: Recipient;
  deliveries: readonly Claimed[];
  /** Sends it and judges the answer. */
  deliver(
    sender: AdSender,
    input: { random(): number; ended_ms(): number },
  ): Promise<DeliveredParcel>;
}

/** A request that was sent, and what its answer means. */
export interface DeliveredParcel {
  result: SendResult;
  /** For each delivery, in order. */
  tries: readonly JudgedTry[];
  /** The request as each delivery's try is logged. */
  requests: readonly OutgoingRequest[];
  /** Why the endpoint is switched off; null if it isn't. */
  switch_off: string | null;
}

/** The request of a group, and its deliveries that are settled without it. */
export interface Packed {
  parcel: Parcel | null;
  unsent: readonly Outcome[];
}

/**
 * Puts claimed deliveries together that go in one request: each alone, except first tries for
 * an ad platform that takes several. Its retries go alone, since one of them may be what had a
 * request refused.
 */
export function groupDeliveries(
  claimed: readonly Claimed[],
  recipientOf: (id: number) => Recipient | undefined,
): Claimed[][] {
  const groups: Claimed[][] = [];
  const open = new Map<number, Claimed[]>();
  for (const delivery of claimed) {
    const { endpoint_id } = delivery;
    const recipient = isEvent(delivery) ? undefined : recipientOf(endpoint_id);
    const most = recipient === undefined ? 1 : batchMax(recipient);
    if (most === 1 || delivery.attempt > 0) {
      groups.push([delivery]);
      continue;
    }
    const group = open.get(endpoint_id);
    if (group !== undefined && group.length < most) group.push(delivery);
    else {
      const begun = [delivery];
      open.set(endpoint_id, begun);
      groups.push(begun);
    }
  }
  return groups;
}

function batchMax(recipient: Recipient): number {
  return isAdEndpoint(recipient) ? recipient.ad.platform.batch_max : 1;
}

/** Decides what is sent for a group of claimed deliveries. */
export function packDeliveries(
  group: readonly Claimed[],
  recipient: Recipient | undefined,
  input: AdEventInput,
): Packed {
  if (recipient !== undefined && isAdEndpoint(recipient)) {
    const conversions = group.flatMap((one) => (isEvent(one) ? [] : [one]));
    return packEvents(conversions, recipient, input);
  }
  const unsent: Outcome[] = [];
  let parcel: Parcel | null = null;
  for (const delivery of group) {
    const step = nextStep(delivery, recipient, input);
    if ("unsent" in step) unsent.push({ delivery, settled: step.unsent });
    else parcel = plainParcel(delivery, step.recipient, step.request);
  }
  return { parcel, unsent };
}

function plainParcel(
  delivery: Claimed,
  recipient: Recipient,
  request: OutgoingRequest,
): Parcel {
  return {
    recipient,
    deliveries: [delivery],
    async deliver({ send }, { random, ended_ms }) {
      const secrets = secretsOf(recipient);
      const result = shownResult(await send(request), secrets);
      const { success_match } = recipient;
      const now_ms = ended_ms();
      const judged = judgeTry(delivery, result, {
        success_match,
        now_ms,
        random,
      });
      const switch_off = judged.is_gone ? "It answered 410 Gone" : null;
      const requests = [shownRequest(request, secrets)];
      return { result, tries: [judged], requests, switch_off };
    },
  };
}

function secretsOf(recipient: Recipient): readonly string[] {
  if (isWebhook(recipient)) return [];
  return recipient.authorization?.secrets ?? [];
}

function packEvents(
  group: readonly ClaimedDelivery[],
  endpoint: AdEndpoint,
  input: AdEventInput,
): Packed {
  const unsent: Outcome[] = [];
  const deliveries: ClaimedDelivery[] = [];
  const events: AdEvent[] = [];
  for (const delivery of group) {
    const why = whyUnsent(delivery, endpoint, input.now_ms);
    const event =
      why === null ? judgeAdEvent(delivery, endpoint, input) : { unsent: why };
    if ("unsent" in event) unsent.push({ delivery, settled: event.unsent });
    else {
      deliveries.push(delivery);
      events.push(event);
    }
  }
  const parcel =
    events.length === 0 ? null : adParcel(endpoint, { deliveries, events });
  return { parcel, unsent };
}

function adParcel(
  endpoint: AdEndpoint,
  given: {
    deliveries: readonly ClaimedDelivery[];
    events: readonly AdEvent[];
  },
): Parcel {
  const { deliveries, events } = given;
  return {
    recipient: endpoint,
    deliveries,
    async deliver(sender, { random, ended_ms }) {
      const sent: SentAd = await sendAd(sender, endpoint, events);
      const { tries, switch_off } = judgeAd(
        deliveries,
        endpoint.ad.platform,
        sent,
        { now_ms: ended_ms(), random },
      );
      return {
        result: sent.result,
        tries,
        requests: events.map((event) => requestOfOne(endpoint, event, sent)),
        switch_off,
      };
    },
  };
}
