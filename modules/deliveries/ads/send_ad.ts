import { expandTemplate } from "../../kernel/mod.ts";
import { USER_AGENT } from "../delivery_request.ts";
import { shownRequest, shownResult } from "../shown_request.ts";
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
  sender: AdSender,
  endpoint: AdEndpoint,
  events: readonly AdEvent[],
  { is_test }: { is_test: boolean } = { is_test: false },
): Promise<SentAd> {
  const { platform, credential } = endpoint.ad;
  const key_file = platform.credential?.kind === "google" ? credential : null;
  if (key_file === null) {
    const given = { token: credential ?? "", is_test };
    return await sendWith(sender, endpoint, events, given);
  }
  for (;;) {
    const given = await sender.access.of(key_file);
    if (!given.ok) return { ...given, is_access: true };
    const { token, is_new } = given;
    const sent = await sendWith(sender, endpoint, events, { token, is_test });
    if (sent.result.http_status !== 401) return sent;
    // It may have been withdrawn before its time.
    sender.access.drop(key_file);
    if (is_new) return sent;
  }
}

async function sendWith(
  { send }: AdSender,
  endpoint: AdEndpoint,
  events: readonly AdEvent[],
  given: { token: string; is_test: boolean },
): Promise<SentAd> {
  const request = adRequest(endpoint, events, given);
  const result = await send(request);
  const secrets = [given.token];
  return {
    request: shownRequest(request, secrets),
    result: shownResult(result, secrets),
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
      ...made.headers,
      // An endpoint's own may name another version of the platform's API.
      ...endpoint.headers,
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
