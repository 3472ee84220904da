import { sql } from "drizzle-orm";
import { recordset } from "../../db/mod.ts";
import type { Queryable } from "../../db/mod.ts";
import { capCounters, clicks, conversions } from "../../db/schema/mod.ts";
import { isoTime, periodEnd, periodStart } from "../kernel/mod.ts";
import type { CapConfig } from "./routing_config.ts";

/** The period of a cap at a time; `end_ms` is null if it never ends. */
export interface CapPeriod {
  cap: CapConfig;
  start_ms: number;
  end_ms: number | null;
}

/** Clicks to count against a cap. */
export interface CapCount {
  cap_id: number;
  period_start: number;
  count: number;
}

/** The current period of a cap. */
export function capPeriod(
  cap: CapConfig,
  now_ms: number,
  default_timezone: string,
): CapPeriod {
  const timezone = cap.timezone ?? default_timezone;
  return {
    cap,
    start_ms: periodStart(now_ms, cap.period, timezone),
    end_ms: periodEnd(now_ms, cap.period, timezone),
  };
}

/**
 * Adds clicks to the cap counters. Only the writers of clicks touch these rows, so no conversion
 * waits for one. Sorted, so that concurrent writers don't deadlock.
 */
export async function addClicks(
  tx: Queryable,
  counts: readonly CapCount[],
): Promise<void> {
  const by_key = new Map<string, CapCount>();
  for (const { cap_id, period_start, count } of counts) {
    const key = `${cap_id} ${period_start}`;
    const before = by_key.get(key)?.count ?? 0;
    by_key.set(key, { cap_id, period_start, count: before + count });
  }
  if (by_key.size === 0) return;
  const rows = [...by_key.values()]
    .sort((a, b) => a.cap_id - b.cap_id || a.period_start - b.period_start)
    .map((row) => ({ ...row, period_start: isoTime(row.period_start) }));
  const given = recordset("k", rows, {
    cap_id: "integer",
    period_start: "timestamptz",
    count: "bigint",
  });
  await tx.execute(sql`
    insert into ${capCounters} (cap_id, period_start, used)
    select cap_id, period_start, count from ${given}
    on conflict (cap_id, period_start)
    do update set used = ${capCounters}.used + excluded.used`);
}

/** Usage of each cap in its period, by cap id; money in micros. One query per metric. */
export async function readCapUses(
  db: Queryable,
  periods: readonly CapPeriod[],
): Promise<Map<number, bigint>> {
  const uses = new Map(periods.map(({ cap }) => [cap.id, 0n]));
  const by_metric = Map.groupBy(periods, ({ cap }) => cap.metric);
  for (const [metric, list] of by_metric) {
    const rows =
      metric === "clicks"
        ? await readCounters(db, list)
        : await sumConversions(db, metric, list);
    for (const { cap_id, used } of rows) uses.set(cap_id, BigInt(used));
  }
  return uses;
}

type UseRow = { cap_id: number; used: string };

async function readCounters(
  db: Queryable,
  periods: readonly CapPeriod[],
): Promise<UseRow[]> {
  const keys = recordset(
    "k",
    periods.map(({ cap, start_ms }) => ({
      cap_id: cap.id,
      period_start: isoTime(start_ms),
    })),
    { cap_id: "integer", period_start: "timestamptz" },
  );
  return await db.execute<UseRow>(sql`
    select k.cap_id, c.used::text as used from ${keys}
    join ${capCounters} c using (cap_id, period_start)`);
}

const SUMS = {
  conversions: sql`1`,
  revenue: sql`case when v.currency = k.currency then v.revenue_micros end`,
  payout: sql`case when v.currency = k.currency then v.payout_micros end`,
};

/**
 * Sums pending and approved non-test conversions from their own table, but for installs that nobody has
 * proven or confirmed: a counter row would serialize all conversions of a campaign. Clicks are only
 * joined for caps on a label, by full key, so each touches one partition.
 */
async function sumConversions(
  db: Queryable,
  metric: keyof typeof SUMS,
  periods: readonly CapPeriod[],
): Promise<UseRow[]> {
  const keys = recordset("k", periods.map(keyOf), {
    cap_id: "integer",
    campaign_id: "integer",
    affiliate_id: "integer",
    goal_key: "text",
    sub_name: "text",
    sub_value: "text",
    currency: "text",
    from_at: "timestamptz",
    to_at: "timestamptz",
  });
  const has_labels = periods.some(({ cap }) => cap.sub_name !== null);
  const labels = has_labels
    ? sql`left join ${clicks} c on k.sub_name is not null
        and c.click_id = v.click_id and c.campaign_id = v.campaign_id
        and c.clicked_at = v.clicked_at
      where k.sub_name is null or to_jsonb(c) ->> k.sub_name = k.sub_value`
    : sql``;
  return await db.execute<UseRow>(sql`
    select k.cap_id, coalesce(sum(${SUMS[metric]}), 0)::text as used from ${keys}
    join ${conversions} v on v.campaign_id = k.campaign_id
      and v.recorded_at >= k.from_at
      and v.recorded_at < coalesce(k.to_at, 'infinity')
      and v.status in ('pending', 'approved') and 'test' <> all(v.flags)
      and (v.status = 'approved'
        or (v.install ->> 'via' is distinct from 'referrer' and 'unproven' <> all(v.flags))
        or coalesce(v.held ->> 'reason', v.reason) is distinct from 'unproven')
      and (k.affiliate_id is null or v.affiliate_id = k.affiliate_id)
      and (k.goal_key is null or v.goal_key = k.goal_key)
    ${labels}
    group by k.cap_id`);
}

function keyOf({ cap, start_ms, end_ms }: CapPeriod) {
  const { id, campaign_id, affiliate_id, goal_key, currency } = cap;
  const { sub_name, sub_value } = cap;
  return {
    cap_id: id,
    campaign_id,
    affiliate_id,
    goal_key,
    sub_name,
    sub_value,
    currency,
    from_at: isoTime(start_ms),
    to_at: end_ms === null ? null : isoTime(end_ms),
  };
}
