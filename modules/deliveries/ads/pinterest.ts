import { asObject } from "../../sources/mod.ts";
import {
  daysMs,
  isLimited,
  itemsOf,
  readStatus,
  reasonText,
} from "./ad_platform.ts";
import type { AdEvent, AdPlatform, AdReading } from "./ad_platform.ts";
import { webEvent } from "./web_event.ts";

/** Pinterest's API for Conversions, v5. It names what became of each event. */
export const PINTEREST: AdPlatform = {
  title: "Pinterest",
  origin: "https://api.pinterest.com",
  method: "POST",
  path: ({ account }) => `/v5/ad_accounts/${account}/events`,
  account: {
    what: "the ad account's id",
    form: /^[0-9]{6,20}$/,
    such_as: "549755885175",
  },
  event: {
    what: "its event",
    form: /^[a-z][a-z_]{1,49}$/,
    such_as: "checkout",
  },
  credential: { what: "the conversion access token", kind: "token" },
  click_ids: ["epik"],
  finds_visitors: true,
  // A click id alone is refused.
  needs_visitor: true,
  wants_page: true,
  takes_refusals: true,
  test: "flag",
  // Not said by Pinterest's own pages: the least that anybody names.
  age_ms_max: daysMs(7),
  batch_max: 64,
  request(events, { url, token, settings, is_test }) {
    const data = events.map((event) => eventOf(event, settings.page_url));
    return {
      url: is_test ? `${url}?test=true` : url,
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ data }),
    };
  },
  read({ status, body }, count) {
    const answer = asObject(body);
    const each = itemsOf(answer?.events);
    const reason = reasonText(status, answer?.code, answer?.message);
    const of_status = readStatus(status, reason);
    if (of_status !== null) return of_status;
    if (each.length === count) return readEach(each, status);
    const is_heard = status < 300 && answer?.num_events_processed === count;
    return is_heard
      ? { kind: "taken", but: new Map() }
      : { kind: "refused", for: new Map(), reason };
  },
};

function readEach(
  each: readonly Readonly<Record<string, unknown>>[],
  status: number,
): AdReading {
  const failed = each.flatMap((one, place) =>
    one.status === "processed"
      ? []
      : [[place, reasonText(status, one.status, one.error_message)] as const],
  );
  return { kind: "taken", but: new Map(failed) };
}

function eventOf(event: AdEvent, page_url: string | null) {
  return {
    ...webEvent(event, { page_url, click_id_name: "click_id" }),
    action_source: "web",
    ...(isLimited(event) && { opt_out: true }),
  };
}
