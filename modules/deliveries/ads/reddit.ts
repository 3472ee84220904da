import { asObject } from "../../sources/mod.ts";
import {
  daysMs,
  jsonNumber,
  present,
  readStatus,
  reasonText,
  TAKEN,
} from "./ad_platform.ts";
import type { AdEvent, AdPlatform } from "./ad_platform.ts";

/** Events that Reddit knows; others go by their own name as custom ones. */
const KNOWN = new Set([
  "PAGE_VISIT",
  "VIEW_CONTENT",
  "SEARCH",
  "ADD_TO_CART",
  "ADD_TO_WISHLIST",
  "PURCHASE",
  "LEAD",
  "SIGN_UP",
]);

/** Reddit's Conversions API v3. At most 5,000 requests a minute of one pixel. */
export const REDDIT: AdPlatform = {
  title: "Reddit",
  origin: "https://ads-api.reddit.com",
  method: "POST",
  path: ({ account }) => `/api/v3/pixels/${account}/conversion_events`,
  account: {
    what: "the pixel's id",
    form: /^[0-9a-z_]{4,40}$/,
    such_as: "a2_hwf6ymduy5vb",
  },
  event: {
    what: "its event",
    form: /^[\x21-\x7e][\x20-\x7e]{0,63}$/,
    such_as: "PURCHASE",
  },
  credential: { what: "the conversion access token", kind: "token" },
  click_ids: ["rdt_cid"],
  finds_visitors: true,
  wants_page: true,
  takes_refusals: false,
  test: "code",
  age_ms_max: daysMs(7),
  batch_max: 64,
  request(events, { url, token, settings, is_test }) {
    const address = new URL(url);
    const { test_code, page_url } = settings;
    if (is_test) address.searchParams.set("test_id", test_code ?? "");
    return {
      url: address.href,
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({
        data: { events: events.map((event) => eventOf(event, page_url)) },
      }),
    };
  },
  read({ status, body }) {
    if (status >= 200 && status < 300) return TAKEN;
    const error = asObject(asObject(body)?.error);
    const reason = reasonText(status, error?.message);
    return (
      readStatus(status, reason) ?? { kind: "refused", for: new Map(), reason }
    );
  },
};

function eventOf(event: AdEvent, page_url: string | null) {
  const name = event.name.toUpperCase();
  return {
    event_at: event.at_ms,
    action_source: "WEBSITE",
    type: KNOWN.has(name)
      ? { tracking_type: name }
      : { tracking_type: "CUSTOM", custom_event_name: event.name },
    ...present({
      event_source_url: page_url,
      click_id: event.click_id,
      user: present({
        ip_address: event.ip,
        user_agent: event.user_agent,
        email: event.email_sha256,
      }),
    }),
    metadata: {
      conversion_id: event.id,
      ...present({
        value: jsonNumber(event.value),
        currency: event.value === null ? null : event.currency,
      }),
    },
  };
}
