import { sql } from "drizzle-orm";
import { readTimestamp, recordset } from "../../../db/mod.ts";
import type { Database, Transaction } from "../../../db/mod.ts";
import { conversions, tierCounters } from "../../../db/schema/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import { isoTime, periodEnd } from "../../kernel/mod.ts";
import type { VersionStep } from "../record.ts";
import { addUp, changesOf, tierKey, TierUse } from "./tier_use.ts";
import type { TierKey, TierSubject, TierSum } from "./tier_use.ts";

/** Dependencies of `countForTiers`. */
export interface TierDeps {
  configuration: Pick<Configuration, "campaign">;
  default_timezone: string;
}

/** A conversion to be priced. */
export interface TierEvent extends TierSubject {
  goal: { price_book: { tier_periods: readonly TierKey["period"][] } };
}

/** A counting period of a goal. */
interface OpenPeriod extends Omit<TierKey, "affiliate_id"> {
  end_ms: number | null;
}

const KEY_TYPES = {
  campaign_id: "integer",
  goal_key: "text",
  affiliate_id: "integer",
  period: "text",
  period_start: "timestamptz",
};

/**
 * Keeps the sums that decide tiers. A period of a goal is initialized once from the
 * recorded conversions; from then on every writer of conversions adds to it, so that
 * nothing is summed again. Initialization and writers exclude each other.
 */
export class TierCounters {
  readonly #db: Database;
  readonly #default_timezone: string;
  readonly #begun = new Set<string>();

  constructor(db: Database, default_timezone: string) {
    this.#db = db;
    this.#default_timezone = default_timezone;
  }

  /** Initializes the missing periods of conversions. Runs no query for goals without tiers. */
  async begin(events: readonly TierEvent[]): Promise<void> {
    for (const event of events) {
      for (const period of event.goal.price_book.tier_periods) {
        const timezone = event.campaign.timezone ?? this.#default_timezone;
        const key = tierKey(event, period, this.#default_timezone);
        const text = `${key.campaign_id} ${key.goal_key} ${period} ${key.period_start}`;
        if (this.#begun.has(text)) continue;
        const end_ms = periodEnd(event.recorded_at, period, timezone);
        await beginPeriod(this.#db, { ...key, end_ms });
        this.#begun.add(text);
      }
    }
  }

  /** Reads the affiliates' sums and locks them until the transaction ends. */
  async load(tx: Transaction, events: readonly TierEvent[]): Promise<TierUse> {
    const keys = events.flatMap((event) =>
      event.goal.price_book.tier_periods.map((period) => ({
        ...tierKey(event, period, this.#default_timezone),
        conversions: 0n,
        revenue_micros: 0n,
      })),
    );
    if (keys.length === 0) return new TierUse([], this.#default_timezone);
    const sums = await lockSums(tx, addUp(keys));
    return new TierUse(sums, this.#default_timezone);
  }
}

/** Adds the changes of steps to the sums of their goals' periods, in their transaction. */
export async function countForTiers(
  tx: Transaction,
  steps: readonly VersionStep[],
  { configuration, default_timezone }: TierDeps,
): Promise<void> {
  const changes = steps.flatMap((step) => {
    const { campaign_id, goal_key, affiliate_id, recorded_at } = step.after;
    const campaign = configuration.campaign(campaign_id);
    const goal = campaign?.goals.find(({ key }) => key === goal_key);
    if (campaign === undefined || goal === undefined) return [];
    const subject = { campaign, goal_key, affiliate_id, recorded_at };
    return changesOf(step, subject, goal, default_timezone);
  });
  if (changes.length === 0) return;
  const sums = addUp(changes);
  await shareLocks(tx, sums);
  await tx.execute(sql`
    insert into ${tierCounters}
    select * from ${given(sums)} order by 1, 2, 3, 4, 5
    on conflict (campaign_id, goal_key, affiliate_id, period, period_start)
    do update set conversions = ${tierCounters}.conversions + excluded.conversions,
      revenue_micros = ${tierCounters}.revenue_micros + excluded.revenue_micros`);
}

/**
 * Creates missing rows first and locks in sorted order: concurrent transactions wait,
 * but never deadlock.
 */
async function lockSums(
  tx: Transaction,
  keys: readonly TierSum[],
): Promise<TierSum[]> {
  await shareLocks(tx, keys);
  await tx.execute(sql`
    insert into ${tierCounters} select * from ${given(keys)} order by 1, 2, 3, 4, 5
    on conflict do nothing`);
  const rows = await tx.execute<{
    campaign_id: number;
    goal_key: string;
    affiliate_id: number;
    period: TierKey["period"];
    period_start: string;
    conversions: string;
    revenue_micros: string;
  }>(sql`
    select c.* from ${given(keys)}
    join ${tierCounters} as c
      using (campaign_id, goal_key, affiliate_id, period, period_start)
    order by c.campaign_id, c.goal_key, c.affiliate_id, c.period, c.period_start
    for update of c`);
  return rows.map((row) => ({
    ...row,
    period_start: readTimestamp(row.period_start),
    conversions: BigInt(row.conversions),
    revenue_micros: BigInt(row.revenue_micros),
  }));
}

function given(sums: readonly TierSum[]) {
  const rows = sums.map((sum) => ({
    ...sum,
    period_start: isoTime(sum.period_start),
  }));
  return recordset("k", rows, {
    ...KEY_TYPES,
    conversions: "bigint",
    revenue_micros: "bigint",
  });
}

async function shareLocks(
  tx: Transaction,
  keys: readonly Omit<TierKey, "affiliate_id">[],
): Promise<void> {
  for (const name of new Set(keys.map(lockName).toSorted())) {
    await tx.execute(
      sql`select pg_advisory_xact_lock_shared(hashtextextended(${name}, 0))`,
    );
  }
}

function lockName(key: { campaign_id: number; goal_key: string }): string {
  return `tiers ${key.campaign_id} ${key.goal_key}`;
}

/**
 * Sums the recorded conversions of a period by affiliate. A row for affiliate 0 marks
 * the period as initialized.
 */
async function beginPeriod(db: Database, open: OpenPeriod): Promise<void> {
  const { campaign_id, goal_key, period } = open;
  const from = isoTime(open.period_start);
  const to = open.end_ms === null ? null : isoTime(open.end_ms);
  await db.transaction(async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${lockName(open)}, 0))`,
    );
    const marker = await tx.execute(sql`
      insert into ${tierCounters} values
        (${campaign_id}, ${goal_key}, 0, ${period}, ${from}::timestamptz, 0, 0)
      on conflict do nothing returning 1`);
    if (marker.length === 0) return;
    await tx.execute(sql`
      insert into ${tierCounters}
      select campaign_id, goal_key, affiliate_id, ${period}, ${from}::timestamptz,
        count(*), sum(revenue_micros)
      from ${conversions}
      where campaign_id = ${campaign_id} and goal_key = ${goal_key}
        and recorded_at >= ${from}::timestamptz
        and recorded_at < coalesce(${to}::timestamptz, 'infinity')
        and status in ('pending', 'approved') and 'test' <> all(flags)
      group by campaign_id, goal_key, affiliate_id
      order by affiliate_id
      on conflict (campaign_id, goal_key, affiliate_id, period, period_start)
      do update set conversions = excluded.conversions,
        revenue_micros = excluded.revenue_micros`);
  });
}
