import { sql } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import {
  advertisers,
  campaigns,
  conversions,
  reconciliations,
} from "../../../db/schema/mod.ts";
import { isoTime, shownMoney } from "../../kernel/mod.ts";

/** Maximum months to look back. */
const MONTHS_MAX = 12;

/** Filters and sorts of missing statements. */
export const MISSING_LIST = {
  filters: {
    q: "text",
    months: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
    advertiser_id: "id",
    currency: "currency",
  },
  sorts: ["position", "month", "name", "advertiser_id"],
} as const;

/** How missing statements are read. */
export const MISSING_ROWS = {
  keyOf: (row: { month: string; advertiser_id: number; currency: string }) =>
    `${row.month} ${row.advertiser_id} ${row.currency}`,
  order: "position",
  searched: ["name"],
};

/**
 * Lists past months (UTC) in which an advertiser has approved revenue, but no
 * statement was compared.
 */
export async function listMissing(
  db: Database,
  { now_ms, months }: { now_ms: number; months: number },
) {
  const now = sql`${isoTime(now_ms)}::timestamptz`;
  const count = Math.min(months, MONTHS_MAX);
  const rows = await db.execute<{
    advertiser_id: number;
    name: string;
    month: string;
    currency: string;
    conversions: number;
    revenue: string;
  }>(sql`
    with months as (
      -- Months are counted without a zone: adding them to a time with one follows the session's, not UTC.
      select m at time zone 'UTC' as begins, (m + interval '1 month') at time zone 'UTC' as ends
      from generate_series(date_trunc('month', ${now} at time zone 'UTC') - interval '1 month' * ${count}::int,
        date_trunc('month', ${now} at time zone 'UTC') - interval '1 month', interval '1 month') as m
    ), sold as materialized (
      select c.advertiser_id, m.begins, m.ends, c.currency,
        count(*)::int as conversions, sum(c.revenue_micros) as revenue
      from months as m
      join ${conversions} as c on c.recorded_at >= m.begins and c.recorded_at < m.ends
        and c.status = 'approved' and c.revenue_micros > 0 and not 'test' = any(c.flags)
        and c.campaign_id in (select id from ${campaigns})
      group by c.advertiser_id, m.begins, m.ends, c.currency
    )
    select a.id as advertiser_id, a.name, to_char(s.begins at time zone 'UTC', 'YYYY-MM') as month,
      s.currency, s.conversions, s.revenue::text
    from sold as s
    join ${advertisers} as a on a.id = s.advertiser_id
    where not exists (select from ${reconciliations} as r
      where r.advertiser_id = a.id and r.kind = 'statement'
        and r.status in ('review', 'applied', 'undone', 'matching')
        and r.from_at < s.ends and r.to_at > s.begins)
    order by s.begins, a.id, s.currency`);
  return rows.map(({ revenue, ...row }) => ({
    ...row,
    ...shownMoney(row.currency, { revenue: BigInt(revenue) }),
  }));
}
