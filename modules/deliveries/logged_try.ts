import type { Finished } from "./delivery_store.ts";
import type { DeliveredParcel, Outcome } from "./parcel.ts";
import { isEvent } from "./recipient.ts";
import type { Claimed } from "./recipient.ts";
import type { OutgoingRequest, SendResult } from "./send_request.ts";

/** A claimed delivery that was settled, with its try if there was one. */
export interface Done extends Outcome {
  attempt?: Finished["attempt"];
}

interface TryTimes {
  started_at: number;
  took_ms: number;
}

/** The deliveries of a request, each with its try as it is logged. */
export function loggedTries(
  deliveries: readonly Claimed[],
  { result, tries, requests }: DeliveredParcel,
  times: TryTimes,
): Done[] {
  return deliveries.flatMap((delivery, at) => {
    const settled = tries[at]?.settled;
    const request = requests[at];
    if (settled === undefined || request === undefined) return [];
    const tried = loggedTry(delivery, { request, result, ...times });
    const succeeded = settled.state === "delivered";
    return [{ delivery, settled, attempt: { ...tried, succeeded } }];
  });
}

function loggedTry(
  delivery: Claimed,
  tried: { request: OutgoingRequest; result: SendResult } & TryTimes,
) {
  const { request, result, started_at, took_ms } = tried;
  const { id, attempt, claim } = delivery;
  return {
    delivery_id: id,
    campaign_id: isEvent(delivery) ? 0 : delivery.campaign_id,
    attempt: attempt + 1,
    claim,
    started_at,
    duration_ms: took_ms,
    lookup_ms: result.lookup_ms,
    first_byte_ms: result.first_byte_ms,
    method: request.method,
    url: request.url,
    body: request.body,
    headers: result.headers,
    remote_address: result.remote_address,
    http_status: result.http_status,
    response_headers: result.response_headers,
    response_body: result.response_body,
    error: result.error,
  };
}
