import type { Claimed } from "./recipient.ts";
import type { OutgoingRequest, SendResult } from "./send_request.ts";

/** A try as it is logged, without whether it succeeded. */
export function loggedTry(
  { id, attempt, claim }: Claimed,
  tried: {
    request: OutgoingRequest;
    result: SendResult;
    started_at: number;
    took_ms: number;
  },
) {
  const { request, result, started_at, took_ms } = tried;
  return {
    delivery_id: id,
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
