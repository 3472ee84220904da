import type { ListRequest } from "../http/mod.ts";
import { and, eq, getTableColumns, ilike, or } from "drizzle-orm";
import type { Column, SQL } from "drizzle-orm";
import {
  advertisers,
  affiliates,
  campaignAffiliates,
  campaigns,
  links,
  trafficRules,
} from "../../db/schema/mod.ts";

/** Filters of the set-up lists: ids and states shown in their rows. */
export const LIST_FILTERS = {
  advertisers: {
    q: "text",
    external_id: "text",
    name: "text",
    currency: "text",
    plain_postback: ["accept", "pending", "refuse"],
  },
  affiliates: {
    q: "text",
    external_id: "text",
    name: "text",
    email: "text",
    status: ["pending", "active", "paused", "blocked"],
    payout_currency: "text",
    payment_hold: "boolean",
  },
  campaigns: {
    q: "text",
    advertiser_id: "id",
    external_id: "text",
    name: "text",
    currency: "text",
    status: ["draft", "active", "paused", "archived"],
    visibility: ["public", "request", "private"],
  },
  links: {
    q: "text",
    affiliate_id: "id",
    campaign_id: "id",
    external_id: "text",
    slug: "text",
    kind: ["plain", "smart"],
    paused: "boolean",
    archived: "boolean",
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

/** Text columns searched by `q`. */
const SEARCHED: Readonly<Record<string, readonly Column[]>> = {
  advertisers: [advertisers.name, advertisers.external_id],
  affiliates: [affiliates.name, affiliates.email, affiliates.external_id],
  campaigns: [campaigns.name, campaigns.external_id],
  links: [links.slug, links.external_id],
};

/** The SQL condition of a list's filters; undefined if there are none. */
export function narrowed(
  list: keyof typeof LIST_FILTERS,
  { filter }: Pick<ListRequest, "filter">,
): SQL | undefined {
  const columns: Record<string, Column> = getTableColumns(TABLES[list]);
  return and(
    ...Object.entries(filter).map(([name, value]) => {
      if (name === "q") return holding(SEARCHED[list] ?? [], String(value));
      const column = columns[name];
      if (column === undefined) throw new Error(`No column for "${name}"`);
      return eq(column, value);
    }),
  );
}

/** Case-insensitive substring search over columns, with wildcards escaped. */
function holding(columns: readonly Column[], text: string): SQL | undefined {
  const escaped = text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
  return or(...columns.map((column) => ilike(column, `%${escaped}%`)));
}
