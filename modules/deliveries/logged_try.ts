import { isEvent } from "./recipient.ts";
import type { Claimed } from "./recipient.ts";
import type { OutgoingRequest, SendResult } from "./send_request.ts";

/** A try as it is logged, without whether it succeeded. */
export function loggedTry(
  delivery: Claimed,
  tried: {
    request: OutgoingRequest;
    result: SendResult;
    started_at: number;
    took_ms: number;
  },
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
