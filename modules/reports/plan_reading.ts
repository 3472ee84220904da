import { cubesOfAxis } from "../rollups/mod.ts";
import type { Axis, BlockColumn, CubeForm } from "../rollups/mod.ts";
import { columnOf } from "./dimensions.ts";
import type { Period, ReportPlan } from "./engine/mod.ts";
import type { ReportRequest } from "./model.ts";

const DAY_MS = 86_400_000;
/** Of times that cubes with minutes tell apart. */
const QUARTER_MS = 15 * 60_000;

const AXES = {
  conversion: "conversion",
  click: "conversion_by_click",
  approval: "conversion_by_approval",
} as const satisfies Record<ReportRequest["axis"], Axis>;

const SECONDS = "seconds";

/** Columns that all cubes have, unless they have no money. */
const SUMS: readonly BlockColumn[] = ["count", "amount", "revenue", "payout"];

/** Columns of conversions that every report counts. */
const COUNTED: readonly BlockColumn[] = [
  "status",
  "currency",
  "rate_day",
  SECONDS,
  "count",
  "amount",
  "revenue",
  "payout",
];

/** UTC days since 1970, in order, the last one included. */
export interface DayRange {
  first: number;
  last: number;
}

/** Blocks that are read in one way. */
export interface Reading {
  axis: Axis;
  /**
   * Cubes that have the columns: those of any one way are read besides the parts, which are always.
   * Days that lack them, and all if there is no way, are read as they are sorted.
   */
  ways: readonly (readonly CubeForm[])[];
  columns: readonly BlockColumn[];
  days: readonly DayRange[];
}

/** Which blocks a report is counted from. */
export interface ReadingPlan {
  readings: readonly Reading[];
  /** The axis of the conversions. */
  axis: Axis;
  /** Affiliates of which a block must have one; null for any. */
  affiliates: readonly number[] | null;
}

/**
 * Decides what is read: minutes only of days that the periods or their parts cut, and the smallest
 * cubes that have the columns.
 */
export function planReading(
  { group_by, filters, axis }: ReportRequest,
  { periods }: Pick<ReportPlan, "periods">,
): ReadingPlan {
  const { whole, quarters, cut } = daysOf(periods);
  const dimensions = [...group_by, ...filters.map((one) => one.dimension)];
  const clicks = namesOf([
    "kind",
    ...dimensions.map((one) => columnOf(one, "clicks")),
    "count",
  ]);
  const conversions = namesOf([
    ...dimensions.map((one) => columnOf(one, "conversions")),
    ...COUNTED,
  ]);
  const readings: Reading[] = [whole, quarters, cut].flatMap((days) => {
    const minute = days === whole ? [] : (["minute"] as const);
    const of_clicks = [...clicks, ...minute];
    const of_conversions = [...conversions, ...minute];
    return [
      {
        axis: "click",
        ways: days === cut ? [] : waysOf("click", of_clicks),
        columns: of_clicks,
        days,
      },
      {
        axis: AXES[axis],
        ways: days === cut ? [] : waysOf(AXES[axis], of_conversions),
        columns: of_conversions,
        days,
      },
    ];
  });
  return {
    readings: readings.filter(({ days }) => days.length > 0),
    axis: AXES[axis],
    affiliates: affiliatesOf(filters),
  };
}

/** Columns, each once. */
export function namesOf(names: readonly (BlockColumn | null)[]): BlockColumn[] {
  return [...new Set(names.filter((name) => name !== null))];
}

/** The cubes that have columns; of conversions, the times to them are in one of their own. */
export function waysOf(
  axis: Axis,
  columns: readonly BlockColumn[],
): readonly (readonly CubeForm[])[] {
  const cubes = [...cubesOfAxis(axis)].filter(
    ([, cube]) => cube.has_quarters !== true || columns.includes("minute"),
  );
  const formsWith = (wanted: readonly BlockColumn[], is_of_money: boolean) =>
    cubes.flatMap(([form, cube]) => {
      const names: readonly BlockColumn[] = [...cube.columns, ...SUMS];
      const has_all = wanted.every((name) => names.includes(name));
      return has_all && (cube.has_no_money !== true) === is_of_money
        ? [form]
        : [];
    });
  if (axis === "click") return formsWith(columns, true).map((form) => [form]);
  const grouped = columns.filter((name) => !COUNTED.includes(name));
  const [of_seconds] = formsWith([...grouped, SECONDS], false);
  if (of_seconds === undefined) return [];
  const sums = columns.filter((name) => name !== SECONDS);
  return formsWith(sums, true).map((form) => [form, of_seconds]);
}

/**
 * Days that lie whole in one part of each period, those that are cut at quarters of an hour, and
 * those that are cut within one.
 */
export function daysOf(periods: readonly Period[]) {
  const cuts = new Set<number>();
  const cut_within = new Set<number>();
  const starts = periods.flatMap(({ from_ms, to_ms, times }) => [
    [from_ms, to_ms],
    ...[...times.values()].map(({ starts_ms }) => starts_ms),
  ]);
  for (const start_ms of starts.flat()) {
    if (start_ms % DAY_MS === 0) continue;
    const day = Math.floor(start_ms / DAY_MS);
    cuts.add(day);
    if (start_ms % QUARTER_MS !== 0) cut_within.add(day);
  }
  const days = new Set<number>();
  for (const { from_ms, to_ms } of periods) {
    for (let day = Math.floor(from_ms / DAY_MS); day * DAY_MS < to_ms; day++) {
      days.add(day);
    }
  }
  const sorted = [...days].sort((a, b) => a - b);
  const daysThat = (is: (day: number) => boolean) =>
    rangesOf(sorted.filter(is));
  return {
    whole: daysThat((day) => !cuts.has(day)),
    quarters: daysThat((day) => cuts.has(day) && !cut_within.has(day)),
    cut: daysThat((day) => cut_within.has(day)),
  };
}

/** Ranges of days that follow each other. */
export function rangesOf(days: readonly number[]): DayRange[] {
  const ranges: DayRange[] = [];
  for (const day of days) {
    const last = ranges.at(-1);
    if (last?.last === day - 1) last.last = day;
    else ranges.push({ first: day, last: day });
  }
  return ranges;
}

/** Affiliates by number; 0 stands for none, as in blocks. */
function affiliatesOf(filters: ReportRequest["filters"]): number[] | null {
  const filter = filters.find(({ dimension }) => dimension === "affiliate");
  return filter?.values.map((id) => Number(id ?? 0)) ?? null;
}
