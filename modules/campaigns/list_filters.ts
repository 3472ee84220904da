import type { ListRequest } from "../http/mod.ts";
import { and, eq, getTableColumns } from "drizzle-orm";
import type { Column, SQL } from "drizzle-orm";
import {
  advertisers,
  affiliates,
  campaignAffiliates,
  campaigns,
  links,
  trafficRules,
} from "../../db/schema/mod.ts";

/** Filters of the set-up lists: the ids and states that their rows show. */
export const LIST_FILTERS = {
  advertisers: {
    external_id: "text",
    name: "text",
    currency: "text",
    plain_postback: ["accept", "pending", "refuse"],
  },
  affiliates: {
    external_id: "text",
    name: "text",
    email: "text",
    status: ["pending", "active", "paused", "blocked"],
    payout_currency: "text",
    payment_hold: "boolean",
  },
  campaigns: {
    advertiser_id: "id",
    external_id: "text",
    name: "text",
    currency: "text",
    status: ["draft", "active", "paused", "archived"],
    visibility: ["public", "request", "private"],
  },
  links: {
    affiliate_id: "id",
    campaign_id: "id",
    external_id: "text",
    slug: "text",
    kind: ["plain", "smart"],
    paused: "boolean",
  },
  traffic_rules: {
    campaign_id: "id",
    affiliate_id: "id",
    field: "text",
    action: ["block", "fallback", "flag"],
    paused: "boolean",
  },
  approvals: {
    affiliate_id: "id",
    status: ["applied", "approved", "refused", "blocked"],
  },
} as const;

const TABLES = {
  advertisers,
  affiliates,
  campaigns,
  links,
  traffic_rules: trafficRules,
  approvals: campaignAffiliates,
} as const;

/** The condition of what a list was narrowed by; undefined where by nothing. */
export function narrowed(
  list: keyof typeof LIST_FILTERS,
  { filter }: Pick<ListRequest, "filter">,
): SQL | undefined {
  const columns: Record<string, Column> = getTableColumns(TABLES[list]);
  return and(
    ...Object.entries(filter).map(([name, value]) => {
      const column = columns[name];
      if (column === undefined) throw new Error(`No column for "${name}"`);
      return eq(column, value);
    }),
  );
}
