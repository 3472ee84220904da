import { sql } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { clickPrices, clicks } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { MARK, NOT_VALID } from "./enrich/mod.ts";

/** The number of clicks of an affiliate at one price. */
export interface PricedClicks {
  affiliate_id: number;
  price_id: number;
  clicks: number;
}

/**
 * Counts a campaign's clicks in a time range by price: each at the price in force at its own time;
 * an affiliate's own price beats the general one, then the latest wins. Only redirected, paying
 * clicks count: no bots, tests, prefetches or unpaid clicks over a cap. Prices made after a click
 * don't apply to it. One scan of the range's partitions.
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
      and (c.marks & ${NOT_VALID}::smallint) = 0
      and (p.counts = 'all' or (c.marks & ${MARK.unique}::smallint) <> 0)
    group by 1, 2 order by 1, 2`);
  return rows.map((row) => ({ ...row, clicks: Number(row.clicks) }));
}
