import { sql } from "drizzle-orm";
import { campaignAffiliates, campaigns } from "../../../db/schema/mod.ts";
import { TIMES } from "../../http/mod.ts";
import type { ListShape, ListTable } from "../../http/mod.ts";
import { STANDINGS } from "./promotion.ts";

/** Filters and sorts of the list of offers. */
export const OFFER_LIST = {
  filters: {
    q: "text",
    affiliate_id: "id",
    campaign_id: "id",
    status: STANDINGS,
    visibility: ["public", "request", "private"],
    currency: "currency",
    ...TIMES,
  },
  sorts: ["campaign_id", "name", "created_at", "ends_at"],
} as const satisfies ListShape;

/** How the list of offers is read, from campaigns with an affiliate's approvals. */
export const OFFER_TABLE = {
  columns: {
    id: campaigns.id,
    campaign_id: campaigns.id,
    name: campaigns.name,
    created_at: campaigns.created_at,
    ends_at: campaigns.ends_at,
    visibility: campaigns.visibility,
    currency: campaigns.currency,
  },
  key: campaigns.id,
  time: campaigns.created_at,
  searched: [campaigns.name, campaigns.description],
  filters: {
    /** Whose offers they are, not a condition on a campaign. */
    affiliate_id: () => undefined,
    status: (status: string) =>
      sql`coalesce(${campaignAffiliates.status}, 'none') = ${status}`,
  },
} as const satisfies ListTable;
