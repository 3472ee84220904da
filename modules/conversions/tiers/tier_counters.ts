import { sql } from "drizzle-orm";
import { readTimestamp, recordset } from "../../../db/mod.ts";
import type { Database, Transaction } from "../../../db/mod.ts";
import { conversions, tierCounters } from "../../../db/schema/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import { isoTime, periodEnd, periodStart } from "../../kernel/mod.ts";
import type { Period } from "../../kernel/mod.ts";
import { isUnproven } from "../unproven.ts";
import type { ConversionRow, VersionStep } from "../working_set.ts";
import { isLive } from "../transition.ts";

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
    const { campaign_id, goal_key } = step.after;
    const campaign = configuration.campaign(campaign_id);
    const goal_config = campaign?.goals.find(({ key }) => key === goal_key);
    if (campaign === undefined || goal_config === undefined) return [];
    return changesOf(step, { campaign, goal_config }, default_timezone);
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
        and (status = 'approved'
          or (install ->> 'via' is distinct from 'referrer' and 'unproven' <> all(flags))
          or coalesce(held ->> 'reason', reason) is distinct from 'unproven')
      group by campaign_id, goal_key, affiliate_id
      order by affiliate_id
      on conflict (campaign_id, goal_key, affiliate_id, period, period_start)
      do update set conversions = excluded.conversions,
        revenue_micros = excluded.revenue_micros`);
  });
}

/** Identifies the sum of one affiliate and goal in one period. */
interface TierKey {
  campaign_id: number;
  goal_key: string;
  affiliate_id: number;
  period: Period;
  period_start: number;
}

/** An affiliate's conversions and revenue in a period. */
interface TierSum extends TierKey {
  conversions: bigint;
  revenue_micros: bigint;
}

/** The owner of a conversion, and when it was recorded. */
interface TierSubject {
  campaign: { id: number; timezone: string | null };
  goal_key: string;
  affiliate_id: number;
  recorded_at: number;
}

/** The parts of a sale's campaign and goal that counting depends on. */
interface TierSale {
  campaign: TierSubject["campaign"];
  goal_config: { price_book: { tier_periods: readonly Period[] } };
}

/** Affiliates' sums by period, including what the current batch adds. */
export class TierUse {
  readonly #sums = new Map<string, TierSum>();
  readonly #default_timezone: string;

  constructor(sums: readonly TierSum[], default_timezone: string) {
    this.#default_timezone = default_timezone;
    for (const sum of sums) this.#sums.set(keyText(sum), { ...sum });
  }

  /** An affiliate's count or revenue before this conversion, as its tiers measure it. */
  had(
    subject: TierSubject,
    { by, period }: { by: "count" | "volume"; period: Period },
  ): bigint {
    const key = tierKey(subject, period, this.#default_timezone);
    const sum = this.#sums.get(keyText(key));
    if (sum === undefined) return 0n;
    return by === "count" ? sum.conversions : sum.revenue_micros;
  }

  /** Counts a step, so that the rest of the batch sees it. */
  add(step: VersionStep, sale: TierSale): void {
    for (const change of changesOf(step, sale, this.#default_timezone)) {
      const text = keyText(change);
      const sum = this.#sums.get(text);
      if (sum === undefined) this.#sums.set(text, change);
      else addTo(sum, change);
    }
  }
}

/** A step's additions to the sums of its periods; empty for a goal without tiers. */
function changesOf(
  { before, after }: Pick<VersionStep, "before" | "after">,
  { campaign, goal_config: { price_book } }: TierSale,
  default_timezone: string,
): TierSum[] {
  if (price_book.tier_periods.length === 0) return [];
  const { goal_key, affiliate_id, recorded_at } = after;
  const subject = { campaign, goal_key, affiliate_id, recorded_at };
  const was = counted(before);
  const is = counted(after);
  const conversions = is.conversions - was.conversions;
  const revenue_micros = is.revenue_micros - was.revenue_micros;
  if (conversions === 0n && revenue_micros === 0n) return [];
  return price_book.tier_periods.map((period) => ({
    ...tierKey(subject, period, default_timezone),
    conversions,
    revenue_micros,
  }));
}

/** Merges sums by key, sorted by key. */
function addUp(changes: readonly TierSum[]): TierSum[] {
  const sums = new Map<string, TierSum>();
  for (const change of changes) {
    const sum = sums.get(keyText(change));
    if (sum === undefined) sums.set(keyText(change), { ...change });
    else addTo(sum, change);
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

/** The key of the period that a conversion counts in. */
function tierKey(
  { campaign, goal_key, affiliate_id, recorded_at }: TierSubject,
  period: Period,
  default_timezone: string,
): TierKey {
  const timezone = campaign.timezone ?? default_timezone;
  return {
    campaign_id: campaign.id,
    goal_key,
    affiliate_id,
    period,
    period_start: periodStart(recorded_at, period, timezone),
  };
}

function keyText(key: TierKey): string {
  const { campaign_id, goal_key, affiliate_id, period, period_start } = key;
  return `${campaign_id} ${goal_key} ${affiliate_id} ${period} ${period_start}`;
}

function addTo(sum: TierSum, change: TierSum): void {
  sum.conversions += change.conversions;
  sum.revenue_micros += change.revenue_micros;
}

function counted(row: ConversionRow | null) {
  const counts =
    row !== null &&
    isLive(row) &&
    !row.flags.includes("test") &&
    !isUnproven(row);
  return counts
    ? { conversions: 1n, revenue_micros: row.revenue_micros }
    : { conversions: 0n, revenue_micros: 0n };
}
