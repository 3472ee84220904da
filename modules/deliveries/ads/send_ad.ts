import { expandTemplate } from "../../kernel/mod.ts";
import { USER_AGENT } from "../delivery_request.ts";
import type { OutgoingRequest, SendResult } from "../send_request.ts";
import type { EndpointConfig } from "../endpoints/endpoint_config.ts";
import type { AdConfig, AdEvent } from "./ad_platform.ts";
import type { AdResult } from "./judge_ad.ts";
import type { GoogleAccess } from "./google_access.ts";

/** An endpoint of an ad platform. */
export type AdEndpoint = EndpointConfig & { ad: AdConfig };

/** The means of sending to ad platforms. */
export interface AdSender {
  access: GoogleAccess;
  send(request: OutgoingRequest): Promise<SendResult>;
}

/** A request as it may be shown, and its result: without the platform's access. */
export interface SentAd extends AdResult {
  request: OutgoingRequest;
}

/** Sends events to an ad platform in one request, after asking for access where it takes that. */
export async function sendAd(
  { access, send }: AdSender,
  endpoint: AdEndpoint,
  events: readonly AdEvent[],
  { is_test }: { is_test: boolean } = { is_test: false },
): Promise<SentAd> {
  const { platform, credential } = endpoint.ad;
  const key_file = platform.credential?.kind === "google" ? credential : null;
  let token = credential ?? "";
  if (key_file !== null) {
    const given = await access.of(key_file);
    if (!given.ok) {
      const { request, result } = given;
      return { request, result: shownResult(result, token), is_access: true };
    }
    ({ token } = given);
  }
  const request = adRequest(endpoint, events, { token, is_test });
  const result = await send(request);
  if (result.http_status === 401 && key_file !== null) access.drop(key_file);
  return {
    request: shownRequest(request, token),
    result: shownResult(result, token),
    is_access: false,
  };
}

/** The request of events, as it is sent. */
export function adRequest(
  endpoint: AdEndpoint,
  events: readonly AdEvent[],
  { token, is_test }: { token: string; is_test: boolean },
): OutgoingRequest {
  const { platform, settings } = endpoint.ad;
  const url = expandTemplate(endpoint.url, () => "");
  const made = platform.request(events, { settings, url, token, is_test });
  const { method } = platform;
  return {
    method,
    url: made.url,
    headers: {
      "user-agent": USER_AGENT,
      ...(made.body === null ? {} : { "content-type": "application/json" }),
      ...endpoint.headers,
      ...made.headers,
      // A try is logged with its own event only, and with how many went along.
      ...(events.length > 1 && { "tallyho-events": String(events.length) }),
    },
    body: made.body,
    timeout_ms: endpoint.timeout_ms,
  };
}

/** A request as the try of one of its events is logged: with that event only. */
export function requestOfOne(
  endpoint: AdEndpoint,
  event: AdEvent,
  { request: sent, is_access }: SentAd,
): OutgoingRequest {
  if (is_access || sent.body === null) return sent;
  const { platform, settings } = endpoint.ad;
  const input = { settings, url: sent.url, token: "", is_test: false };
  return { ...sent, body: platform.request([event], input).body };
}

const HIDDEN = "…";

function shownRequest(
  request: OutgoingRequest,
  token: string,
): OutgoingRequest {
  const { url, headers, body } = request;
  return {
    ...request,
    url: without(url, token),
    headers: withoutAll(headers, token),
    body: body === null ? null : without(body, token),
  };
}

/** Errors of some platforms repeat what they were sent. */
function shownResult(result: SendResult, token: string): SendResult {
  const { headers, response_headers, response_body, error } = result;
  return {
    ...result,
    headers: withoutAll(headers, token),
    response_headers:
      response_headers === null ? null : withoutAll(response_headers, token),
    response_body: hasIn(response_body, token)
      ? Buffer.from(without(Buffer.from(response_body).toString(), token))
      : response_body,
    error: error === null ? null : without(error, token),
  };
}

function hasIn(body: Uint8Array | null, token: string): body is Uint8Array {
  return body !== null && token !== "" && Buffer.from(body).includes(token);
}

function withoutAll(
  headers: Readonly<Record<string, string>>,
  token: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      without(value, token),
    ]),
  );
}

function without(text: string, token: string): string {
  if (token === "") return text;
  return text
    .replaceAll(token, HIDDEN)
    .replaceAll(encodeURIComponent(token), HIDDEN);
}
