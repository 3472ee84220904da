import { columnOf } from "./dimensions.ts";
import type { ClickPrice, ReportPlan } from "./engine/mod.ts";
import type { ReportRequest } from "./model.ts";
import { daysOf, namesOf, rangesOf, waysOf } from "./plan_reading.ts";
import type { DayRange, Reading } from "./plan_reading.ts";

const DAY_MS = 86_400_000;

/**
 * Decides which clicks are read again to count what they cost: of days on which a price holds, with
 * their minutes if a price changes within the day. Nothing without a price.
 */
export function planPricing(
  { group_by, filters }: Pick<ReportRequest, "group_by" | "filters">,
  {
    periods,
    click_prices: prices,
  }: Pick<ReportPlan, "periods" | "click_prices">,
): Reading[] {
  if (prices.length === 0) return [];
  const dimensions = [...group_by, ...filters.map((one) => one.dimension)];
  const has_own = prices.some(({ affiliate }) => affiliate !== null);
  const columns = namesOf([
    "kind",
    "campaign",
    ...(has_own ? (["affiliate"] as const) : []),
    ...dimensions.map((one) => columnOf(one, "clicks")),
    "count",
  ]);
  const days = daysOf(periods);
  const cuts = changesWithin(prices);
  const isPriced = (day: number) =>
    prices.some(
      ({ from_ms, to_ms }) =>
        from_ms < (day + 1) * DAY_MS && to_ms > day * DAY_MS,
    );
  const whole = daysIn(days.whole).filter(isPriced);
  const quarters = daysIn(days.quarters).filter(isPriced);
  const cut = [
    ...daysIn(days.cut).filter(isPriced),
    ...[...whole, ...quarters].filter((day) => cuts.has(day)),
  ].sort((a, b) => a - b);
  const with_minutes = namesOf([...columns, "minute"]);
  const readings: Reading[] = [
    {
      axis: "click",
      ways: waysOf("click", columns),
      columns,
      days: rangesOf(whole.filter((day) => !cuts.has(day))),
    },
    {
      axis: "click",
      ways: waysOf("click", with_minutes),
      columns: with_minutes,
      days: rangesOf(quarters.filter((day) => !cuts.has(day))),
    },
    {
      axis: "click",
      ways: [],
      columns: with_minutes,
      days: rangesOf(cut),
    },
  ];
  return readings.filter((reading) => reading.days.length > 0);
}

/** Days within which a price begins or ends. */
function changesWithin(prices: readonly ClickPrice[]): ReadonlySet<number> {
  const changes = prices.flatMap(({ from_ms, to_ms }) => [from_ms, to_ms]);
  return new Set(
    changes
      .filter((at_ms) => Number.isFinite(at_ms) && at_ms % DAY_MS !== 0)
      .map((at_ms) => Math.floor(at_ms / DAY_MS)),
  );
}

function daysIn(ranges: readonly DayRange[]): number[] {
  return ranges.flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, at) => first + at),
  );
}
