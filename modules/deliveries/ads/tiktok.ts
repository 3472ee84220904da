import { asObject } from "../../sources/mod.ts";
import {
  daysMs,
  isLimited,
  jsonNumber,
  present,
  readStatus,
  reasonText,
  secondsOf,
  TAKEN,
} from "./ad_platform.ts";
import type { AdEvent, AdPlatform, AdReading } from "./ad_platform.ts";

const OK = 0;
const TOO_MANY = 40_100;
const THEIR_FAULT_MIN = 50_000;

/** TikTok's Events API 2.0. It answers 200 to everything: its own code decides. */
export const TIKTOK: AdPlatform = {
  title: "TikTok",
  origin: "https://business-api.tiktok.com",
  method: "POST",
  path: () => "/open_api/v1.3/event/track/",
  account: {
    what: "the pixel's code",
    form: /^[A-Z0-9]{10,40}$/,
    such_as: "C4A1B2C3D4E5F6G7H8I9",
  },
  event: {
    what: "its event",
    form: /^[\x21-\x7e][\x20-\x7e]{0,99}$/,
    such_as: "CompletePayment",
  },
  credential: { what: "the access token of the Events API", kind: "token" },
  click_ids: ["ttclid"],
  finds_visitors: true,
  wants_page: true,
  takes_refusals: true,
  test: "code",
  // TikTok names no limit for the web; its click window ends after 28 days.
  age_ms_max: daysMs(28),
  batch_max: 50,
  request(events, { url, token, settings, is_test }) {
    const { account, page_url, test_code } = settings;
    return {
      url,
      headers: { "access-token": token },
      body: JSON.stringify({
        event_source: "web",
        event_source_id: account,
        ...present({ test_event_code: is_test ? test_code : null }),
        data: events.map((event) => eventOf(event, page_url)),
      }),
    };
  },
  read({ status, body }) {
    const answer = asObject(body);
    const code = answer?.code;
    if (status >= 200 && status < 300 && code === OK) return TAKEN;
    const reason = reasonText(status, code, answer?.message);
    return readStatus(status, reason) ?? readCode(code, reason);
  },
};

function eventOf(event: AdEvent, page_url: string | null) {
  return {
    event: event.name,
    event_time: secondsOf(event.at_ms),
    event_id: event.id,
    user:
      present({
        ttclid: event.click_id,
        ip: event.ip,
        user_agent: event.user_agent,
        email: event.email_sha256,
        phone: event.phone_e164_sha256,
      }) ?? {},
    ...present({
      page: present({ url: page_url }),
      properties:
        event.value === null
          ? undefined
          : { value: jsonNumber(event.value), currency: event.currency },
    }),
    ...(isLimited(event) && { limited_data_use: true }),
  };
}

function readCode(given: unknown, reason: string): AdReading {
  const code = Number(given);
  if (Number.isNaN(code) || code >= THEIR_FAULT_MIN) {
    return { kind: "later", reason, is_throttled: false };
  }
  if (code === TOO_MANY) return { kind: "later", reason, is_throttled: true };
  // 40001: no right to do it; 40101 to 40105: the token is wrong, empty or withdrawn.
  if (code === 40_001 || (code > TOO_MANY && code < 40_200)) {
    return { kind: "not_set_up", reason };
  }
  // Which of several it means is seen when they go one by one.
  return { kind: "refused", for: new Map(), reason };
}
