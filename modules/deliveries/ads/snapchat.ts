import { asObject } from "../../sources/mod.ts";
import { daysMs, readStatus, reasonText, TAKEN } from "./ad_platform.ts";
import type { AdEvent, AdPlatform } from "./ad_platform.ts";
import { webEvent } from "./web_event.ts";

const HEARD = /^(ok|valid|success)$/i;

/** Snap's Conversions API v3. Its token is in the address, so that no address is logged with it. */
export const SNAPCHAT: AdPlatform = {
  title: "Snapchat",
  origin: "https://tr.snapchat.com",
  method: "POST",
  path: ({ account }) => `/v3/${account}/events`,
  account: {
    what: "the id of the pixel or of the Snap app",
    form: /^[0-9a-zA-Z-]{8,64}$/,
    such_as: "67d34640-b7a4-4a00-9f0e-2c1c2b1a0f00",
  },
  event: {
    what: "its event",
    form: /^[A-Z][A-Z0-9_]{1,49}$/,
    such_as: "PURCHASE",
  },
  credential: { what: "the token of the Conversions API", kind: "token" },
  click_ids: ["ScCid", "sc_click_id"],
  finds_visitors: true,
  wants_page: true,
  takes_refusals: false,
  test: "flag",
  age_ms_max: daysMs(37),
  batch_max: 64,
  request(events, { url, token, settings, is_test }) {
    const address = new URL(is_test ? `${url}/validate` : url);
    address.searchParams.set("access_token", token);
    const data = events.map((event) => eventOf(event, settings.page_url));
    return {
      url: address.href,
      headers: {},
      body: JSON.stringify({ data }),
    };
  },
  read({ status, body }) {
    const answer = asObject(body);
    const reason = reasonText(status, answer?.status, answer?.reason);
    if (status < 200 || status >= 300) {
      return (
        readStatus(status, reason) ?? {
          kind: "refused",
          for: new Map(),
          reason,
        }
      );
    }
    const said = answer?.status;
    const is_heard = said === undefined || HEARD.test(String(said));
    return is_heard ? TAKEN : { kind: "refused", for: new Map(), reason };
  },
};

function eventOf(event: AdEvent, page_url: string | null) {
  return {
    ...webEvent(event, { page_url, click_id_name: "sc_click_id" }),
    action_source: "WEB",
  };
}
