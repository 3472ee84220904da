import { daysMs, readStatus, reasonText, TAKEN } from "./ad_platform.ts";
import type { AdAnswer, AdPlatform, AdReading } from "./ad_platform.ts";

const NAME = /^[\x21-\x7e][\x20-\x7e]{0,99}$/;

/** Fields that are alike for both, which are told by a plain address. */
const BY_ADDRESS = {
  method: "GET",
  account: null,
  credential: null,
  finds_visitors: false,
  wants_page: false,
  takes_refusals: false,
  test: "none",
  // Neither names a limit; what is older is attributed to no click of theirs any more.
  age_ms_max: daysMs(90),
  batch_max: 1,
  read: readPlain,
} as const;

/** Taboola by its server-to-server address. A wrong click id is taken, and recorded nowhere. */
export const TABOOLA: AdPlatform = {
  ...BY_ADDRESS,
  title: "Taboola",
  origin: "https://trc.taboola.com",
  path: () => "/actions-handler/log/3/s2s-action",
  event: {
    what: "the name of its conversion",
    form: NAME,
    such_as: "make_purchase",
  },
  click_ids: ["tblci", "click-id"],
  request([event], { url }) {
    return byAddress(url, {
      "click-id": event?.click_id,
      name: event?.name,
      revenue: event?.value,
      currency: event?.value === null ? null : event?.currency,
      orderid: event?.id,
    });
  },
};

/** Outbrain by its server-to-server address. */
export const OUTBRAIN: AdPlatform = {
  ...BY_ADDRESS,
  title: "Outbrain",
  origin: "https://tr.outbrain.com",
  path: () => "/unifiedPixel",
  event: {
    what: "the name of its conversion",
    form: NAME,
    such_as: "Purchase",
  },
  click_ids: ["ob_click_id", "dicbo", "obclid"],
  request([event], { url }) {
    return byAddress(url, {
      ob_click_id: event?.click_id,
      name: event?.name,
      orderId: event?.id,
      orderValue: event?.value,
      currency: event?.value === null ? null : event?.currency,
    });
  },
};

function byAddress(
  url: string,
  fields: Readonly<Record<string, string | null | undefined>>,
) {
  const address = new URL(url);
  for (const [name, value] of Object.entries(fields)) {
    if (value === null || value === undefined) continue;
    address.searchParams.set(name, value);
  }
  return { url: address.href, headers: {}, body: null };
}

function readPlain({ status }: AdAnswer): AdReading {
  if (status >= 200 && status < 300) return TAKEN;
  const reason = reasonText(status);
  return (
    readStatus(status, reason) ?? { kind: "refused", for: new Map(), reason }
  );
}
