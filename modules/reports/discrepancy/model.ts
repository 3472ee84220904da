/** A day's figures of a party's own tool. */
export interface TheirDay {
  day: string;
  clicks: number;
  /** Null if it isn't compared. */
  conversions: number | null;
}

/** When conversions count. */
export type TimeAxis = "conversion" | "click" | "approval";

/** How many of each part there are, by quarter-hours since 1970. */
export type Moments = Map<number, Record<string, number>>;

/** Our clicks and conversions; clicks by parts, conversions by status. */
export interface OurMoments {
  clicks: Moments;
  conversions: Record<TimeAxis, Moments>;
}

/**
 * A kind of count, in parts that don't overlap. `counted` are those that we count; a tool counts
 * `always` whatever it does, and may count each of `optional` or not.
 */
export interface Subject {
  always: string;
  optional: readonly string[];
  counted: readonly string[];
}

/** Clicks that were refused have their verdict as their part. */
export const CLICKS = {
  always: "unique",
  optional: ["repeats", "bots", "refused", "prefetches", "tests"],
  counted: ["unique", "repeats"],
} as const satisfies Subject;

export const CONVERSIONS = {
  always: "approved",
  optional: ["pending", "rejected", "reversed"],
  counted: ["approved", "pending"],
} as const satisfies Subject;

export interface ZoneDays {
  timezone: string;
  /** First quarter-hour of each day and of what follows it; both are equal for a day that was skipped. */
  days: readonly { start: number; end: number }[];
}

/** How a tool counts, as far as its figures show. */
export interface Counting {
  /** Parts that it counts and we don't, or the other way around. */
  differs_in: readonly string[];
  /** Others that fit as well. */
  or_in: readonly (readonly string[])[];
}

/** A day's difference, in parts that add up to it. */
export interface DayDifference {
  theirs: number;
  /** Ours, by part. */
  ours: Readonly<Record<string, number>>;
  /** Theirs less what we count. */
  difference: number;
  /** By part that either counts and the other doesn't. */
  explained: Record<string, number>;
  /** By days of another zone. */
  zone: number;
  /** By another time at which the same ones count. */
  late: number;
  unexplained: number;
}

/** Differences of days, and the one way to count that explains most of them. */
export interface Explanation {
  counting: Counting;
  /** Null if the days are those that were asked for. */
  zone: { timezone: string; or_timezones: readonly string[] } | null;
  axis: TimeAxis;
  days: readonly DayDifference[];
}
