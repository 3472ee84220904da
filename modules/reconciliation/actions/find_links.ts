import { sql } from "drizzle-orm";
import { recordset } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import { campaigns, links } from "../../../db/schema/mod.ts";

/** Names the link of a sale: by id, or by affiliate and campaign. */
export interface LinkQuery {
  key: string;
  link_id?: number | undefined;
  affiliate_id?: number | undefined;
  campaign_id?: number | undefined;
}

/**
 * Finds the link of each query among the advertiser's campaigns; those without one
 * are left out.
 */
export async function findLinks(
  tx: Transaction,
  advertiser_id: number,
  queries: readonly LinkQuery[],
): Promise<Map<string, number>> {
  if (queries.length === 0) return new Map();
  const given = recordset("k", queries, {
    key: "text",
    link_id: "integer",
    affiliate_id: "integer",
    campaign_id: "integer",
  });
  const rows = await tx.execute<{ key: string; id: number }>(sql`
    select k.key, l.id from ${given}, lateral (
      select l.id from ${links} as l join ${campaigns} as c on c.id = l.campaign_id
      where c.advertiser_id = ${advertiser_id} and l.kind = 'plain'
        and (l.id = k.link_id
          or (k.link_id is null and l.affiliate_id = k.affiliate_id and l.campaign_id = k.campaign_id))
      order by l.id limit 1) as l`);
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** Returns which of these links belong to the advertiser's campaigns. */
export async function ownLinks(
  tx: Transaction,
  advertiser_id: number,
  link_ids: readonly number[],
): Promise<Set<number>> {
  if (link_ids.length === 0) return new Set();
  const rows = await tx.execute<{ id: number }>(sql`
    select l.id from ${links} as l join ${campaigns} as c on c.id = l.campaign_id
    where c.advertiser_id = ${advertiser_id} and l.id = any(${`{${link_ids.join()}}`}::int[])`);
  return new Set(rows.map(({ id }) => id));
}
