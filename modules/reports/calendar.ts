import { firstMoment, offsetAt, offsetSpans, Problem } from "../kernel/mod.ts";
import type { ZonedRange } from "../kernel/mod.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Eleven years. */
const HOURS_MAX = 100_000;

/** The unit of time that a row covers. */
export type TimeUnit = "hour" | "day" | "week" | "month";

/** A part of a report's period; `label` names the whole unit, also where the period cuts it. */
export interface Bucket {
  start_ms: number;
  end_ms: number;
  label: string;
}

/** A period and what it is to be compared with. */
export interface Comparable extends ZonedRange {
  compare: "previous_period" | "previous_year" | null;
}

/** Cuts a period into the hours, days, weeks or months of its zone, in order and without gaps. */
export function bucketsOf(unit: TimeUnit, range: ZonedRange): Bucket[] {
  return unit === "hour" ? hoursOf(range) : daysOf(unit, range);
}

/** The hour of the day (0 to 23) of a bucket of an hour. */
export function hourOfDay({ label }: Pick<Bucket, "label">): number {
  return Number(label.slice(11, 13));
}

/** The day of the week (1 to 7, from Monday) of a bucket of an hour or a day. */
export function weekday({ label }: Pick<Bucket, "label">): number {
  return new Date(label.slice(0, 10)).getUTCDay() || 7;
}

/**
 * The period that a report is compared with; may be empty where the zone skipped it. While a
 * period runs, only the same part of the other one counts.
 */
export function comparedRange(
  range: Comparable,
  now_ms: number,
): { from_ms: number; to_ms: number } | null {
  const { from_ms, to_ms, compare } = range;
  if (compare === null) return null;
  const is_running = from_ms < now_ms && now_ms < to_ms;
  const until_ms = is_running
    ? Math.min(Math.ceil(now_ms / MINUTE_MS) * MINUTE_MS, to_ms)
    : to_ms;
  const before =
    compare === "previous_year"
      ? yearBefore(range, until_ms)
      : periodBefore(range, until_ms);
  // A clock set back within the period may show its end as earlier than its start.
  return { ...before, to_ms: Math.max(before.from_ms, before.to_ms) };
}

function hoursOf({ from_ms, to_ms, timezone }: ZonedRange): Bucket[] {
  if ((to_ms - from_ms) / HOUR_MS > HOURS_MAX) throw tooManyHours();
  const buckets: Bucket[] = [];
  // The first hour may have begun before the period does.
  const earlier_ms = from_ms - HOUR_MS;
  const spans = offsetSpans({ from_ms: earlier_ms, to_ms, timezone });
  for (const { start_ms, end_ms, offset_ms } of spans) {
    const offset = offsetText(offset_ms);
    let next_ms = start_ms;
    for (let at_ms = start_ms; at_ms < end_ms; at_ms = next_ms) {
      const wall_ms = at_ms + offset_ms;
      next_ms = Math.min(nextMultiple(wall_ms, HOUR_MS) - offset_ms, end_ms);
      if (next_ms <= from_ms) continue;
      buckets.push({
        start_ms: Math.max(at_ms, from_ms),
        end_ms: next_ms,
        label: new Date(wall_ms).toISOString().slice(0, 19) + offset,
      });
    }
  }
  return buckets;
}

function tooManyHours(): Problem {
  const message =
    "must be at most 11 years before `to`, since hours are counted";
  const detail = `Invalid from: ${message}`;
  return new Problem(422, "invalid_request", detail, {
    errors: [{ field: "from", message }],
  });
}

function daysOf(unit: "day" | "week" | "month", range: ZonedRange): Bucket[] {
  const buckets: Bucket[] = [];
  let last: Bucket | undefined;
  let last_day = -Infinity;
  for (const { start_ms, end_ms, offset_ms } of offsetSpans(range)) {
    let next_ms = start_ms;
    for (let at_ms = start_ms; at_ms < end_ms; at_ms = next_ms) {
      const wall_ms = at_ms + offset_ms;
      next_ms = nextMultiple(wall_ms, DAY_MS) - offset_ms;
      const day = Math.floor(wall_ms / DAY_MS);
      // A clock set back across midnight doesn't begin the day again.
      if (day <= last_day) continue;
      last_day = day;
      const label = LABELS[unit](day);
      if (label === last?.label) continue;
      if (last !== undefined) last.end_ms = at_ms;
      last = { start_ms: at_ms, end_ms: range.to_ms, label };
      buckets.push(last);
    }
  }
  return buckets;
}

/** Labels of a day, counted from 1970-01-01. */
const LABELS = {
  day: (day: number) => dateText(day),
  week: weekText,
  month: (day: number) => dateText(day).slice(0, 7),
};

function dateText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The ISO week, which belongs to the year of its Thursday. */
function weekText(day: number): string {
  const thursday = nextMultiple(day + 3, 7) - 7;
  const year = dateText(thursday).slice(0, 4);
  const new_year = Date.parse(`${year}-01-01`) / DAY_MS;
  const week = Math.floor((thursday - new_year) / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** A zone's offset, such as +05:45. */
export function offsetText(offset_ms: number): string {
  const clock = new Date(Math.abs(offset_ms)).toISOString().slice(11, 16);
  return (offset_ms < 0 ? "-" : "+") + clock;
}

function nextMultiple(value: number, step: number): number {
  return (Math.floor(value / step) + 1) * step;
}

/**
 * As many local days earlier as the period has, or begins, if it starts with a day or spans whole
 * days; otherwise the same time span directly before.
 */
function periodBefore(range: ZonedRange, until_ms: number) {
  const { from_ms, to_ms, timezone } = range;
  const from_wall_ms = wallTime(from_ms, timezone);
  const length_ms = wallTime(to_ms, timezone) - from_wall_ms;
  const days = Math.ceil(length_ms / DAY_MS);
  const is_days = from_wall_ms % DAY_MS === 0 || length_ms % DAY_MS === 0;
  if (days < 1 || !is_days) {
    const back_ms = to_ms - from_ms;
    return { from_ms: from_ms - back_ms, to_ms: until_ms - back_ms };
  }
  const back = (ms: number) =>
    firstMoment(wallTime(ms, timezone) - days * DAY_MS, timezone);
  return { from_ms: back(from_ms), to_ms: Math.min(back(until_ms), from_ms) };
}

/**
 * The same dates a year earlier. A 29 February that begins the period stands for the 28th; at its
 * end it adds nothing.
 */
function yearBefore({ from_ms, timezone }: ZonedRange, until_ms: number) {
  const from_wall_ms = wallTime(from_ms, timezone);
  const until_wall_ms = wallTime(until_ms, timezone);
  const is_one_day =
    Math.floor(from_wall_ms / DAY_MS) === Math.floor(until_wall_ms / DAY_MS);
  const until = sameDate(until_wall_ms);
  const until_year_ms =
    until.is_leap_day && !is_one_day
      ? nextMultiple(until.wall_ms, DAY_MS)
      : until.wall_ms;
  return {
    from_ms: firstMoment(sameDate(from_wall_ms).wall_ms, timezone),
    to_ms: firstMoment(until_year_ms, timezone),
  };
}

/** A time on the clock a year earlier; on 28 February for the 29th. */
function sameDate(wall_ms: number): { wall_ms: number; is_leap_day: boolean } {
  const date = new Date(wall_ms);
  const is_leap_day = date.getUTCMonth() === 1 && date.getUTCDate() === 29;
  date.setUTCFullYear(date.getUTCFullYear() - 1);
  return {
    wall_ms: date.getTime() - (is_leap_day ? DAY_MS : 0),
    is_leap_day,
  };
}

/** The time on the zone's clock, as if it were UTC; midnight at a day's start, also where the clock skips it. */
function wallTime(ms: number, timezone: string): number {
  const wall_ms = ms + offsetAt(ms, timezone);
  const midnight_ms = Math.floor(wall_ms / DAY_MS) * DAY_MS;
  return firstMoment(midnight_ms, timezone) === ms ? midnight_ms : wall_ms;
}
