import type { ClickPrice, ExactMinutes } from "./click_prices.ts";
import type { Dimension, Filter, Sort, TimeDimension } from "../model.ts";

/** Parts of a period without gaps, by time. */
export interface TimeParts {
  /** In ascending order. */
  starts_ms: readonly number[];
  /** The value of each part, by its place in `labels`. */
  codes: readonly number[];
  /**
   * Values in their order. A value of one period meets the one at the same place in the other, so
   * that hours of the day and weekdays are all here, whether they occur or not.
   */
  labels: readonly string[];
}

/** A period of a report; its times are whole minutes. */
export interface Period {
  from_ms: number;
  to_ms: number;
  /** Of each dimension of time that is grouped or filtered by. */
  times: ReadonlyMap<TimeDimension, TimeParts>;
}

/** A report to count; plain data. */
export interface ReportPlan {
  group_by: readonly Dimension[];
  filters: readonly Filter[];
  /** The report's, and the one that it is compared with. */
  periods: readonly [Period] | readonly [Period, Period];
  /** Advertisers by campaign. */
  advertisers: ReadonlyMap<string, string>;
  /** Prices of clicks, in the order in which they are preferred. */
  click_prices: readonly ClickPrice[];
  exact_minutes?: ExactMinutes | null;
  /** Null: the only one that occurs, else `default_currency`. */
  currency: string | null;
  default_currency: string;
  /** Null: time upwards, else the most clicks first. */
  sort: Sort | null;
  /** Rows of a page. */
  limit: number;
  /** The cursor of the page before. */
  after: string | null;
  /** Whether times without entries have rows. */
  empty: boolean;
  as_of_ms: number;
}

/** Units of one currency for one of another. */
export interface Rate {
  numerator: bigint;
  denominator: bigint;
}

/** Money whose rate is needed: of a currency and the day that the rate is of. */
export interface Lane {
  currency: string;
  rate_day: string | null;
}

const TIMES: readonly string[] = [
  "hour",
  "day",
  "week",
  "month",
  "hour_of_day",
  "weekday",
] satisfies TimeDimension[];

export function isTime(dimension: Dimension): dimension is TimeDimension {
  return TIMES.includes(dimension);
}

/** Whether only conversions have a dimension. */
export function isOfConversions(dimension: Dimension): boolean {
  return dimension === "goal" || dimension === "status";
}

/** The last part that begins at a time or before; -1 if none does. */
export function partAt(starts_ms: readonly number[], at_ms: number): number {
  let low = 0;
  let high = starts_ms.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts_ms[middle]! <= at_ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
