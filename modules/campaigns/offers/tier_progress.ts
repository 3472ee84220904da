import type { PayoutTiers } from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import { readTiers } from "../price_book.ts";

/** An affiliate's results in a period. */
export interface TierSum {
  conversions: bigint;
  revenue_micros: bigint;
}

/**
 * How far an affiliate is in its tiers. A volume is the advertiser's money: of that it sees
 * the part of the way to the next step.
 */
export function tierProgress(
  tiers: PayoutTiers,
  sum: TierSum,
  end_ms: number | null,
) {
  const { table } = readTiers(tiers);
  const is_count = tiers.by === "count";
  const had = is_count ? sum.conversions : sum.revenue_micros;
  const step = table.stepOf(had);
  const next = table.steps[step ?? 0];
  const left = next === undefined ? null : next - had;
  return {
    step,
    payout: step === null ? null : (tiers.steps[step - 1]?.payout ?? null),
    had: is_count ? String(had) : null,
    next_from: tiers.steps[step ?? 0]?.from ?? null,
    left: is_count && left !== null ? String(left) : null,
    percent: next === undefined ? 100 : percentOf(had, next),
    resets_at: end_ms === null ? null : isoTime(end_ms),
  };
}

function percentOf(had: bigint, next: bigint): number {
  if (next <= 0n || had <= 0n) return 0;
  return Number((had * 100n) / next);
}
