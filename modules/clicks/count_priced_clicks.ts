import { sql } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { clickPrices, clicks } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { MARK } from "./enrich/mod.ts";

/** How many clicks of an affiliate one price is paid for. */
export interface PricedClicks {
  affiliate_id: number;
  price_id: number;
  clicks: number;
}

const NOT_PAID = MARK.bot | MARK.prefetch | MARK.test;

/**
 * Counts the clicks of a campaign in a time by what they cost: each by the price that
 * was in force at its own time, an affiliate's own before that for all, the latest
 * first. Only what was sent on counts, no bots, tests or prefetches, and nothing of
 * over a cap that pays no more. A price that was made after the time says nothing of
 * it. One scan of the time's partitions.
 */
export async function countPricedClicks(
  db: Queryable,
  input: { campaign_id: number; from_ms: number; to_ms: number },
): Promise<PricedClicks[]> {
  const { campaign_id } = input;
  const from = isoTime(input.from_ms);
  const to = isoTime(input.to_ms);
  const rows = await db.execute<{
    affiliate_id: number;
    price_id: number;
    clicks: string;
  }>(sql`
    select c.affiliate_id, p.id as price_id, count(*) as clicks
    from ${clicks} as c
    cross join lateral (
      select id, counts from ${clickPrices} as k
      where k.campaign_id = ${campaign_id}
        and (k.affiliate_id is null or k.affiliate_id = c.affiliate_id)
        and (k.valid_from is null or k.valid_from <= c.clicked_at)
        and (k.valid_to is null or c.clicked_at < k.valid_to)
        and k.created_at < ${to}::timestamptz
      order by k.affiliate_id nulls last, k.valid_from desc nulls last, k.id desc
      limit 1
    ) as p
    where c.campaign_id = ${campaign_id}
      and c.clicked_at >= ${from}::timestamptz and c.clicked_at < ${to}::timestamptz
      and c.verdict = 'sent' and c.pays
      and (c.marks & ${NOT_PAID}::smallint) = 0
      and (p.counts = 'all' or (c.marks & ${MARK.unique}::smallint) <> 0)
    group by 1, 2 order by 1, 2`);
  return rows.map((row) => ({ ...row, clicks: Number(row.clicks) }));
}
