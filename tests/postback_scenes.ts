import type { ApiClient } from "./api_client.ts";
import { setUp } from "./factory.ts";
import { makeSource, SECRET } from "./senders.ts";

/** Token of the scene whose source requires one. */
export const TOKEN = "the-token-of-the-source";

/** A campaign and its source, for cases of one kind. */
export interface Scene {
  slug: string;
  campaign_id: number;
  advertiser_id: number;
  /** Key of the source's own address; empty if it has none. */
  key: string;
}

interface Plan {
  advertiser?: Record<string, unknown>;
  campaign?: Record<string, unknown>;
  source?: Record<string, unknown>;
  cap?: Record<string, unknown>;
}

const FIXED = {
  revenue: { type: "fixed", amount: "20.00" },
  payout: { type: "fixed", amount: "12.50" },
};
const SHARE = {
  revenue: { type: "percent", percent: "10" },
  payout: { type: "percent", percent: "5" },
};
const SENT = { revenue: { type: "as_sent" }, payout: { type: "as_sent" } };

/** A campaign with one goal. */
function one(prices: object, goal: object = {}, campaign: object = {}): Plan {
  return {
    campaign: { goals: [{ key: "sale", ...prices, ...goal }], ...campaign },
  };
}

const UPSELL = { status: "approved", goal: "upsell", mode: "add" };

const PLANS: Record<string, Plan> = {
  fixed: {},
  share: one(SHARE),
  sent: one(SENT),
  euro: one(SHARE, {}, { currency: "EUR" }),
  source_euro: { ...one(SHARE), source: { currency: "EUR" } },
  comma: { ...one(SHARE), source: { decimal_comma: true } },
  minor: { ...one(SHARE), source: { amount_unit: "minor" } },
  yen: {
    ...one(SHARE, {}, { currency: "JPY" }),
    source: { amount_unit: "minor" },
  },
  dinar: {
    ...one(SHARE, {}, { currency: "BHD" }),
    source: { amount_unit: "minor" },
  },
  refunds: { ...one(SHARE), source: { reversal_amount: "refunded" } },
  amends: { ...one(SHARE), source: { amount_updates: true } },
  reinstates: { source: { reinstate: true } },
  waits: one(FIXED, { default_status: "pending" }),
  every: one(SHARE, { dedupe: "every", ...FIXED }),
  once: one(FIXED, { dedupe: "click" }),
  few: one(FIXED, { max_per_click: 1 }),
  forever: one(FIXED, { lookback_days: 0 }),
  soon: one(FIXED, {}, { min_seconds_to_convert: 7200 }),
  capped: {
    ...one(FIXED, {}, { over_cap: "reject" }),
    cap: { metric: "conversions", period: "day", limit: 1 },
  },
  funnel: {
    campaign: {
      goals: [
        { key: "lead", ...FIXED },
        { key: "sale", after: "lead", ...FIXED },
      ],
    },
  },
  digits: {
    campaign: {
      goals: [
        { key: "sale", ...FIXED },
        { key: "upsell", ...FIXED },
      ],
    },
    source: {
      goal_map: { 417: "upsell" },
      status_map: {
        1: "approved",
        2: "pending",
        3: "rejected",
        4: "reversed",
        5: "ignore",
        9: UPSELL,
        Okay: "approved",
      },
    },
  },
  paths: {
    ...one(SHARE),
    source: {
      amount_unit: "minor",
      mapping: {
        order_id: ["data.object.id"],
        amount: ["data.object.amount"],
        click_id: ["data.object.metadata.click_id"],
        reason: ["note_attributes[name=coupon].value"],
      },
    },
  },
  berlin: { source: { timezone: "Europe/Berlin", drift_seconds: 3600 } },
  token: { source: { require: "token", token: TOKEN } },
  signed: { source: { require: "signature", secret: SECRET } },
  from: { source: { allow_ips: ["203.0.113.0/24"] } },
  refuses: { advertiser: { plain_postback: "refuse" } },
  holds: { advertiser: { plain_postback: "pending" } },
};

/** Creates each scene, with an endpoint that receives everything. */
export async function makeScenes(api: ApiClient): Promise<Map<string, Scene>> {
  const scenes = new Map<string, Scene>();
  for (const [name, plan] of Object.entries(PLANS)) {
    const { advertiser, campaign = {} } = plan;
    const setup = await setUp(api, {
      advertiser: { name, ...advertiser },
      campaign,
    });
    const { advertiser_id, campaign_id, affiliate_id, slug } = setup;
    await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
      url: "http://127.0.0.1:9/pb?status={status}",
      statuses: ["pending", "approved", "rejected", "reversed"],
      send_zero: true,
    });
    const source =
      plan.source && (await makeSource(api, advertiser_id, plan.source));
    if (plan.cap !== undefined) {
      await api.call("POST", `/campaigns/${campaign_id}/caps`, plan.cap);
    }
    const key = source?.key ?? "";
    scenes.set(name, { slug, campaign_id, advertiser_id, key });
  }
  return scenes;
}
