import { CUBES } from "../rollups/mod.ts";
import type { Axis, BlockColumn } from "../rollups/mod.ts";
import { columnOf } from "./dimensions.ts";
import type { Period, ReportPlan } from "./engine/mod.ts";
import type { ReportRequest } from "./model.ts";

const DAY_MS = 86_400_000;

const AXES = {
  conversion: "conversion",
  click: "conversion_by_click",
  approval: "conversion_by_approval",
} as const satisfies Record<ReportRequest["axis"], Axis>;

const SORTED = ["sorted"];

/** Columns of conversions that every report counts. */
const COUNTED: readonly BlockColumn[] = [
  "status",
  "currency",
  "rate_day",
  "seconds",
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
  /** Any one of them is read besides the parts, which are always. */
  forms: readonly string[];
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
 * Decides what is read: minutes only of days that the periods or their parts cut, and of clicks
 * of whole days one of the smaller forms that have the columns.
 */
export function planReading(
  { group_by, filters, axis }: ReportRequest,
  { periods }: Pick<ReportPlan, "periods">,
): ReadingPlan {
  const { whole, cut } = daysOf(periods);
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
  const of_conversions = { axis: AXES[axis], forms: SORTED };
  const readings: Reading[] = [
    { axis: "click", forms: formsOf(clicks), columns: clicks, days: whole },
    {
      axis: "click",
      forms: SORTED,
      columns: [...clicks, "minute"],
      days: cut,
    },
    { ...of_conversions, columns: conversions, days: whole },
    { ...of_conversions, columns: [...conversions, "minute"], days: cut },
  ];
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

/** The forms of whole days of clicks that have the columns; the smaller ones, if there are any. */
export function formsOf(columns: readonly BlockColumn[]): readonly string[] {
  const forms = Object.entries(CUBES).flatMap(([form, has]) => {
    const names: readonly BlockColumn[] = [...has, "count"];
    return columns.every((name) => names.includes(name)) ? [form] : [];
  });
  return forms.length === 0 ? SORTED : forms;
}

/** Days that lie whole in one part of each period, and those that are cut. */
export function daysOf(periods: readonly Period[]) {
  const cuts = new Set<number>();
  const starts = periods.flatMap(({ from_ms, to_ms, times }) => [
    [from_ms, to_ms],
    ...[...times.values()].map(({ starts_ms }) => starts_ms),
  ]);
  for (const start_ms of starts.flat()) {
    if (start_ms % DAY_MS !== 0) cuts.add(Math.floor(start_ms / DAY_MS));
  }
  const days = new Set<number>();
  for (const { from_ms, to_ms } of periods) {
    for (let day = Math.floor(from_ms / DAY_MS); day * DAY_MS < to_ms; day++) {
      days.add(day);
    }
  }
  const sorted = [...days].sort((a, b) => a - b);
  return {
    whole: rangesOf(sorted.filter((day) => !cuts.has(day))),
    cut: rangesOf(sorted.filter((day) => cuts.has(day))),
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
