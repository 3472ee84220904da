import { getTableColumns, inArray, sql } from "drizzle-orm";
import {
  advertisers,
  affiliates,
  campaignAffiliates,
  campaigns,
  links,
  trafficRules,
} from "../../db/schema/mod.ts";
import { keyOfId, TIMES } from "../http/mod.ts";
import type { ListShape, ListTable } from "../http/mod.ts";

const LABELS = [
  "source",
  ...["sub1", "sub2", "sub3", "sub4", "sub5"],
  ...["sub6", "sub7", "sub8", "sub9", "sub10"],
] as const;
const ID_OR_TIME = ["id", "created_at"] as const;

/** Filters and sorts of the set-up lists. */
export const LISTS = {
  advertisers: {
    filters: {
      id: "ids",
      q: "text",
      external_id: "text",
      name: "text",
      currency: "currency",
      plain_postback: ["accept", "pending", "refuse"],
      tax_id: "text",
      ...TIMES,
    },
    sorts: ["id", "name", "created_at", "external_id"],
  },
  affiliates: {
    filters: {
      id: "ids",
      q: "text",
      external_id: "text",
      name: "text",
      email: "text",
      status: ["pending", "active", "paused", "blocked"],
      payout_currency: "currency",
      payment_hold: "boolean",
      tax_id: "text",
      ...TIMES,
    },
    sorts: ["id", "name", "created_at", "external_id", "email", "status"],
  },
  campaigns: {
    filters: {
      id: "ids",
      q: "text",
      advertiser_id: "ids",
      external_id: "text",
      name: "text",
      currency: "currency",
      payout_currency: "currency",
      status: ["draft", "active", "paused", "archived"],
      visibility: ["public", "request", "private"],
      over_cap: ["reject", "pending", "unpaid", "accept"],
      ...TIMES,
    },
    sorts: ["id", "name", "created_at", "external_id", "starts_at", "ends_at"],
  },
  links: {
    filters: {
      q: "text",
      affiliate_id: "ids",
      advertiser_id: "ids",
      campaign_id: "id",
      external_id: "text",
      slug: "text",
      kind: ["plain", "smart"],
      paused: "boolean",
      archived: "boolean",
      ...TIMES,
    },
    sorts: ["id", "slug", "created_at", "external_id"],
  },
  traffic_rules: {
    filters: {
      campaign_id: "id",
      affiliate_id: "id",
      field: [...LABELS, "country", "asn", "referrer"],
      op: ["equals", "contains", "starts_with", "in"],
      action: ["block", "fallback", "flag"],
      paused: "boolean",
      ...TIMES,
    },
    sorts: ID_OR_TIME,
  },
  approvals: {
    filters: {
      affiliate_id: "ids",
      status: ["applied", "approved", "refused", "blocked"],
      ...TIMES,
    },
    sorts: ["affiliate_id", "created_at", "updated_at"],
  },
  goals: {
    filters: {
      q: "text",
      dedupe: ["order", "click", "every"],
      default_status: ["approved", "pending"],
      default: "boolean",
      fixed_on_refund: ["keep", "prorate"],
    },
    sorts: ["position", "key", "name"],
  },
  destinations: {
    filters: { q: "text", affiliate_id: "ids", paused: "boolean", ...TIMES },
    sorts: ["id", "name", "created_at", "weight"],
  },
  caps: {
    filters: {
      affiliate_id: "ids",
      goal_key: "text",
      sub_name: LABELS,
      metric: ["clicks", "conversions", "revenue", "payout"],
      period: ["day", "month", "total"],
      over: ["fallback", "unpaid", "accept"],
      shown_to_advertiser: "boolean",
      ...TIMES,
    },
    sorts: ID_OR_TIME,
  },
  payouts: {
    filters: { affiliate_id: "ids", ...TIMES },
    sorts: ["id", "created_at", "valid_from", "valid_to"],
  },
  click_prices: {
    filters: {
      affiliate_id: "ids",
      model: ["cpc", "cpm"],
      counts: ["unique", "all"],
      ...TIMES,
    },
    sorts: ["id", "created_at", "valid_from", "valid_to"],
  },
} as const satisfies Record<string, ListShape>;

/** How the long ones of these lists are read. */
export const LIST_TABLES = {
  advertisers: {
    columns: getTableColumns(advertisers),
    key: advertisers.id,
    time: advertisers.created_at,
    searched: [advertisers.name, advertisers.external_id],
  },
  affiliates: {
    columns: getTableColumns(affiliates),
    key: affiliates.id,
    time: affiliates.created_at,
    searched: [affiliates.name, affiliates.email, affiliates.external_id],
  },
  campaigns: {
    columns: getTableColumns(campaigns),
    key: campaigns.id,
    time: campaigns.created_at,
    searched: [campaigns.name, campaigns.external_id],
  },
  links: {
    columns: getTableColumns(links),
    key: links.id,
    time: links.created_at,
    searched: [links.slug, links.external_id],
    filters: {
      advertiser_id: (ids: number | readonly number[]) =>
        sql`${links.kind} = 'plain' and ${links.campaign_id} in (
          select ${campaigns.id} from ${campaigns}
          where ${inArray(campaigns.advertiser_id, [ids].flat())})`,
    },
  },
  traffic_rules: {
    columns: getTableColumns(trafficRules),
    key: trafficRules.id,
    time: trafficRules.created_at,
  },
  approvals: {
    columns: getTableColumns(campaignAffiliates),
    key: campaignAffiliates.affiliate_id,
    time: campaignAffiliates.created_at,
  },
} as const satisfies Record<string, ListTable>;

/** How short lists by id are read. */
export const BY_ID = { keyOf: keyOfId };

/** How a campaign's destinations are read. */
export const DESTINATION_ROWS = { keyOf: keyOfId, searched: ["name", "url"] };

/** How a campaign's goals are read. */
export const GOAL_ROWS = {
  keyOf: ({ key }: { key: string }) => key,
  order: "position",
  searched: ["key", "name"],
};
