import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { recordset } from "../../../db/mod.ts";
import { isDistributed } from "../../../db/citus/mod.ts";
import type { Queryable } from "../../../db/mod.ts";
import { conversions, tierCounters } from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { TierSum } from "./tier_progress.ts";

/** An affiliate's period of a goal. */
export interface TierPeriod {
  campaign_id: number;
  goal_key: string;
  affiliate_id: number;
  period: string;
  start_ms: number;
  end_ms: number | null;
}

/** Sums by affiliate, goal and period. */
export class TierSums {
  readonly #sums: ReadonlyMap<string, TierSum>;

  constructor(sums: ReadonlyMap<string, TierSum>) {
    this.#sums = sums;
  }

  /** Its sum in a period so far. */
  of(period: TierPeriod): TierSum {
    return (
      this.#sums.get(keyOf(period)) ?? { conversions: 0n, revenue_micros: 0n }
    );
  }
}

/** Conversions `v` that count for a period `k`. */
const COUNTED = sql`v.campaign_id = k.campaign_id and v.goal_key = k.goal_key
  and v.affiliate_id = k.affiliate_id and v.recorded_at >= k.period_start
  and v.recorded_at < coalesce(k.period_end, 'infinity')
  and v.status in ('pending', 'approved') and 'test' <> all(v.flags)`;

/**
 * Joins the sums of all periods, whether begun or not: Citus takes no aggregate in a lateral, and this
 * goes to the shards as one join.
 */
function summedAtOnce(keys: SQL): SQL {
  return sql`left join (
    select k.campaign_id, k.goal_key, k.affiliate_id, k.period, k.period_start,
      count(*) as conversions, sum(v.revenue_micros) as revenue_micros
    from ${keys} join ${conversions} v on ${COUNTED}
    group by 1, 2, 3, 4, 5
  ) s on m.campaign_id is null and s.campaign_id = k.campaign_id
    and s.goal_key = k.goal_key and s.affiliate_id = k.affiliate_id
    and s.period = k.period and s.period_start = k.period_start`;
}

/**
 * The results of affiliates in periods: their counters, or the sums of conversions where
 * nothing has begun the period yet (affiliate 0 marks that).
 */
export async function readSums(
  db: Queryable,
  periods: readonly TierPeriod[],
): Promise<TierSums> {
  if (periods.length === 0) return new TierSums(new Map());
  const keys = recordset(
    "k",
    periods.map((period) => ({
      ...period,
      period_start: isoTime(period.start_ms),
      period_end: period.end_ms === null ? null : isoTime(period.end_ms),
    })),
    {
      campaign_id: "integer",
      goal_key: "text",
      affiliate_id: "integer",
      period: "text",
      period_start: "timestamptz",
      period_end: "timestamptz",
    },
  );
  const rows = await db.execute<{
    campaign_id: number;
    goal_key: string;
    affiliate_id: number;
    period: string;
    conversions: string;
    revenue_micros: string;
  }>(sql`
    select k.campaign_id, k.goal_key, k.affiliate_id, k.period,
      coalesce(c.conversions, s.conversions, 0)::text as conversions,
      coalesce(c.revenue_micros, s.revenue_micros, 0)::text as revenue_micros
    from ${keys}
    left join ${tierCounters} m on m.campaign_id = k.campaign_id
      and m.goal_key = k.goal_key and m.affiliate_id = 0
      and m.period = k.period and m.period_start = k.period_start
    left join ${tierCounters} c on c.campaign_id = k.campaign_id
      and c.goal_key = k.goal_key and c.affiliate_id = k.affiliate_id
      and c.period = k.period and c.period_start = k.period_start
    ${
      isDistributed()
        ? summedAtOnce(keys)
        : sql`left join lateral (
      select count(*) as conversions, sum(v.revenue_micros) as revenue_micros
      from ${conversions} v where m.campaign_id is null and ${COUNTED}
    ) s on true`
    }`);
  return new TierSums(
    new Map(
      rows.map((row) => [
        keyOf(row),
        {
          conversions: BigInt(row.conversions),
          revenue_micros: BigInt(row.revenue_micros),
        },
      ]),
    ),
  );
}

function keyOf(key: Omit<TierPeriod, "start_ms" | "end_ms">): string {
  return `${key.campaign_id} ${key.goal_key} ${key.affiliate_id} ${key.period}`;
}
