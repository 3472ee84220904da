import { asObject } from "../../sources/mod.ts";
import {
  daysMs,
  isLimited,
  jsonNumber,
  listed,
  present,
  readStatus,
  reasonText,
  secondsOf,
  TAKEN,
} from "./ad_platform.ts";
import type { AdEvent, AdPlatform, AdReading } from "./ad_platform.ts";

/** Errors of tokens and rights, of too many calls, and of Meta's own (Graph API). */
const NO_ACCESS = new Set([3, 10, 102, 190]);
const TOO_MANY = new Set([4, 17, 32, 341, 613]);
const THEIR_FAULT = new Set([1, 2]);
/** There is no such data set, or not for this token. */
const UNKNOWN_ACCOUNT = 33;

/** Meta's Conversions API. One event that it doesn't take has the whole request refused. */
export const META: AdPlatform = {
  title: "Meta (Facebook, Instagram)",
  origin: "https://graph.facebook.com",
  method: "POST",
  path: ({ account }) => `/v24.0/${account}/events`,
  account: {
    what: "the data set's (pixel's) id",
    form: /^[0-9]{5,25}$/,
    such_as: "1234567890123456",
  },
  event: {
    what: "its event",
    form: /^[\x21-\x7e][\x20-\x7e]{0,49}$/,
    such_as: "Purchase",
  },
  credential: {
    what: "the access token of the Conversions API",
    kind: "token",
  },
  click_ids: ["fbclid"],
  finds_visitors: true,
  wants_page: true,
  takes_refusals: true,
  test: "code",
  age_ms_max: daysMs(7),
  batch_max: 64,
  request(events, { url, token, settings, is_test }) {
    const data = events.map((event) => eventOf(event, settings.page_url));
    const test_event_code = is_test ? settings.test_code : null;
    return {
      url,
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ data, ...present({ test_event_code }) }),
    };
  },
  read({ status, body }, count) {
    const answer = asObject(body);
    if (status >= 200 && status < 300) {
      const received = answer?.events_received;
      if (received === count) return TAKEN;
      const reason = reasonText(status, `events_received is not ${count}`);
      return { kind: "refused", for: new Map(), reason };
    }
    return readError(status, asObject(answer?.error));
  },
};

function eventOf(event: AdEvent, page_url: string | null) {
  // A website's event is refused without its browser.
  const is_website = event.user_agent !== null && page_url !== null;
  return {
    event_name: event.name,
    event_time: secondsOf(event.at_ms),
    event_id: event.id,
    action_source: is_website ? "website" : "other",
    ...(is_website && { event_source_url: page_url }),
    user_data:
      present({
        client_ip_address: event.ip,
        client_user_agent: event.user_agent,
        fbc: fbcOf(event),
        em: listed(event.email_sha256),
        ph: listed(event.phone_sha256),
      }) ?? {},
    ...present({
      custom_data:
        event.value === null
          ? undefined
          : { value: jsonNumber(event.value), currency: event.currency },
    }),
    // Zeroes have Meta look up where the visitor is.
    ...(isLimited(event) && {
      data_processing_options: ["LDU"],
      data_processing_options_country: 0,
      data_processing_options_state: 0,
    }),
  };
}

/** The click id as Meta's own cookie holds it, with the time of the click. */
function fbcOf({ click_id, clicked_at_ms }: AdEvent): string | null {
  if (click_id === null || clicked_at_ms === null) return null;
  return `fb.1.${clicked_at_ms}.${click_id}`;
}

/** Meta's error codes say more than its status: 400 is also an expired token, or too many calls. */
function readError(
  status: number,
  error: ReturnType<typeof asObject>,
): AdReading {
  const code = Number(error?.code);
  const reason = reasonText(
    status,
    error?.error_user_title,
    error?.error_user_msg ?? error?.message,
  );
  if (TOO_MANY.has(code) || (code >= 80_000 && code < 80_100)) {
    return { kind: "later", reason, is_throttled: true };
  }
  if (NO_ACCESS.has(code) || (code >= 200 && code < 300)) {
    return { kind: "not_set_up", reason };
  }
  if (error?.is_transient === true || THEIR_FAULT.has(code)) {
    return { kind: "later", reason, is_throttled: false };
  }
  if (error?.error_subcode === UNKNOWN_ACCOUNT) {
    return { kind: "not_set_up", reason };
  }
  return (
    readStatus(status, reason) ?? { kind: "refused", for: new Map(), reason }
  );
}
