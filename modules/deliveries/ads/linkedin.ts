import { asObject } from "../../sources/mod.ts";
import {
  daysMs,
  itemsOf,
  present,
  readStatus,
  reasonText,
} from "./ad_platform.ts";
import type { AdEvent, AdPlatform, AdReading } from "./ad_platform.ts";

/** A version lives for a year at least; an endpoint's own header names another. */
const VERSION = "202610";

/** LinkedIn's Conversions API. Each event has its own status in the answer. */
export const LINKEDIN: AdPlatform = {
  title: "LinkedIn",
  origin: "https://api.linkedin.com",
  method: "POST",
  path: () => "/rest/conversionEvents",
  account: null,
  event: {
    what: "the id of its conversion rule",
    form: /^[0-9]{1,20}$/,
    such_as: "104012",
  },
  credential: { what: "the access token (rw_conversions)", kind: "token" },
  click_ids: ["li_fat_id"],
  finds_visitors: false,
  wants_page: false,
  takes_refusals: false,
  test: "none",
  age_ms_max: daysMs(90),
  batch_max: 64,
  request(events, { url, token }) {
    return {
      url,
      headers: {
        authorization: `Bearer ${token}`,
        "linkedin-version": VERSION,
        "x-restli-protocol-version": "2.0.0",
        "x-restli-method": "BATCH_CREATE",
      },
      body: JSON.stringify({ elements: events.map(eventOf) }),
    };
  },
  read({ status, body }, count) {
    const answer = asObject(body);
    const reason = reasonText(status, answer?.code, answer?.message);
    const of_status = readStatus(status, reason);
    if (of_status !== null) return of_status;
    const each = itemsOf(answer?.elements);
    if (status < 300 && each.length === count) return readEach(each);
    return { kind: "refused", for: new Map(), reason };
  },
};

function readEach(
  each: readonly Readonly<Record<string, unknown>>[],
): AdReading {
  const but = new Map<number, string>();
  const later = new Map<number, string>();
  each.forEach((one, place) => {
    const status = Number(one.status);
    if (status >= 200 && status < 300) return;
    const error = asObject(one.error);
    const reason = reasonText(status, error?.code, error?.message);
    const is_later = readStatus(status, reason)?.kind === "later";
    (is_later ? later : but).set(place, reason);
  });
  return { kind: "taken", but, later };
}

function eventOf(event: AdEvent) {
  const ids = [
    ["LINKEDIN_FIRST_PARTY_ADS_TRACKING_UUID", event.click_id],
    ["SHA256_EMAIL", event.email_sha256],
  ] as const;
  return {
    conversion: `urn:lla:llaPartnerConversion:${event.name}`,
    conversionHappenedAt: event.at_ms,
    eventId: event.id,
    ...present({
      conversionValue:
        event.value === null
          ? undefined
          : { currencyCode: event.currency, amount: event.value },
    }),
    user: {
      userIds: ids.flatMap(([idType, idValue]) =>
        idValue === null ? [] : [{ idType, idValue }],
      ),
    },
  };
}
