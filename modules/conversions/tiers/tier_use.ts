import { periodStart } from "../../kernel/mod.ts";
import type { Period } from "../../kernel/mod.ts";
import type { VersionStep } from "../record.ts";
import type { ConversionRow } from "../working_set.ts";
import { isLive } from "../transition.ts";

/** Identifies the sum of one affiliate and goal in one period. */
export interface TierKey {
  campaign_id: number;
  goal_key: string;
  affiliate_id: number;
  period: Period;
  period_start: number;
}

/** An affiliate's conversions and revenue in a period. */
export interface TierSum extends TierKey {
  conversions: bigint;
  revenue_micros: bigint;
}

/** The owner of a conversion, and when it was recorded. */
export interface TierSubject {
  campaign: { id: number; timezone: string | null };
  goal_key: string;
  affiliate_id: number;
  recorded_at: number;
}

/** The part of a goal that counting depends on. */
interface TierGoal {
  price_book: { tier_periods: readonly Period[] };
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
  add(step: VersionStep, subject: TierSubject, goal: TierGoal): void {
    for (const change of changesOf(
      step,
      subject,
      goal,
      this.#default_timezone,
    )) {
      const text = keyText(change);
      const sum = this.#sums.get(text);
      if (sum === undefined) this.#sums.set(text, change);
      else addTo(sum, change);
    }
  }
}

/** A step's additions to the sums of its periods; empty for a goal without tiers. */
export function changesOf(
  { before, after }: Pick<VersionStep, "before" | "after">,
  subject: TierSubject,
  { price_book }: TierGoal,
  default_timezone: string,
): TierSum[] {
  if (price_book.tier_periods.length === 0) return [];
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
export function addUp(changes: readonly TierSum[]): TierSum[] {
  const sums = new Map<string, TierSum>();
  for (const change of changes) {
    const sum = sums.get(keyText(change));
    if (sum === undefined) sums.set(keyText(change), { ...change });
    else addTo(sum, change);
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

/** The key of the period that a conversion counts in. */
export function tierKey(
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
  const counts = row !== null && isLive(row) && !row.flags.includes("test");
  return counts
    ? { conversions: 1n, revenue_micros: row.revenue_micros }
    : { conversions: 0n, revenue_micros: 0n };
}
