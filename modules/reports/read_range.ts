import { invalid, isDay, notOneOf, readMoment } from "../http/mod.ts";
import { canonicalTimezone, dayStart, localDate } from "../kernel/mod.ts";
import type { ZonedRange } from "../kernel/mod.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAYS_DEFAULT = 30;
/** Up to a day beyond, for zones ahead of UTC and behind it. */
const FROM_MS_MIN = Date.UTC(1970, 0, 1) - 14 * HOUR_MS;
const TO_MS_MAX = Date.UTC(2200, 0, 1) + 14 * HOUR_MS;

/** Periods by name, on the clock of the report's zone; those of days end with today. */
export const PERIODS = [
  "today",
  "yesterday",
  "last_7_days",
  "last_30_days",
  "this_week",
  "last_week",
  "this_month",
  "last_month",
  "this_year",
  "last_year",
] as const;

type PeriodName = (typeof PERIODS)[number];

/** The period that is asked for; by default that of `last_30_days`. */
export interface AskedPeriod {
  from?: string | undefined;
  to?: string | undefined;
  period?: string | undefined;
}

/** Parses an IANA time zone in either case; throws a Problem for anything else, offsets included. */
export function readTimezone(text: string): string {
  const timezone = canonicalTimezone(text);
  if (timezone !== null) return timezone;
  throw invalid(
    "timezone",
    "must be an IANA time zone such as Europe/Berlin, not an offset",
  );
}

/**
 * Parses a report's period: whole minutes, and days mean their first moment in the zone. By default
 * the last thirty days up to the end of today; throws a Problem if it is empty.
 */
export function readRange(
  { from, to, period }: AskedPeriod,
  { now_ms, timezone }: { now_ms: number; timezone: string },
): ZonedRange {
  if (period !== undefined) {
    if (from !== undefined || to !== undefined) {
      throw invalid("period", "can't be combined with from and to");
    }
    return namedRange(readPeriod(period), now_ms, timezone);
  }
  const to_ms =
    to === undefined
      ? daysFrom(now_ms, 1, timezone)
      : readMinute("to", to, timezone);
  const from_ms =
    from === undefined
      ? daysFrom(to_ms - 1, 1 - DAYS_DEFAULT, timezone)
      : readMinute("from", from, timezone);
  // A day that the zone skipped is empty, and no mistake.
  const is_skipped =
    from_ms === to_ms && isDay(from ?? "") && isDay(to ?? "") && from !== to;
  if (from_ms >= to_ms && !is_skipped) {
    const by_default = to === undefined ? ", by default the end of today" : "";
    throw invalid("from", `must be before \`to\`${by_default}`);
  }
  return { from_ms, to_ms, timezone };
}

function readPeriod(text: string): PeriodName {
  const found = PERIODS.find((name) => name === text);
  if (found === undefined) throw notOneOf("period", PERIODS);
  return found;
}

function namedRange(
  name: PeriodName,
  now_ms: number,
  timezone: string,
): ZonedRange {
  const { year, month, day } = localDate(now_ms, timezone);
  // From Monday, as ISO weeks are.
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
  const monday = day - weekday + 1;
  const dates: Readonly<Record<PeriodName, [CalendarDay, CalendarDay]>> = {
    today: [
      [year, month, day],
      [year, month, day + 1],
    ],
    yesterday: [
      [year, month, day - 1],
      [year, month, day],
    ],
    last_7_days: [
      [year, month, day - 6],
      [year, month, day + 1],
    ],
    last_30_days: [
      [year, month, day - 29],
      [year, month, day + 1],
    ],
    this_week: [
      [year, month, monday],
      [year, month, monday + 7],
    ],
    last_week: [
      [year, month, monday - 7],
      [year, month, monday],
    ],
    this_month: [
      [year, month, 1],
      [year, month + 1, 1],
    ],
    last_month: [
      [year, month - 1, 1],
      [year, month, 1],
    ],
    this_year: [
      [year, 1, 1],
      [year + 1, 1, 1],
    ],
    last_year: [
      [year - 1, 1, 1],
      [year, 1, 1],
    ],
  };
  const [from_ms = 0, to_ms = 0] = dates[name].map((date) =>
    dayStart(...date, timezone),
  );
  return { from_ms, to_ms, timezone };
}

type CalendarDay = [year: number, month: number, day: number];

function readMinute(field: string, text: string, timezone: string): number {
  // In an address a plus means a blank.
  const ms = readMoment(field, text.replace(" ", "+"), timezone);
  if (ms < FROM_MS_MIN || ms > TO_MS_MAX) {
    throw invalid(field, "must lie in the years 1970 to 2199");
  }
  if (ms % MINUTE_MS === 0) return ms;
  throw invalid(
    field,
    "must be a whole minute such as 2026-11-01T10:00:00Z: reports count by minutes",
  );
}

/** The start of the day so many days after that of a time. */
function daysFrom(ms: number, days: number, timezone: string): number {
  const { year, month, day } = localDate(ms, timezone);
  return dayStart(year, month, day + days, timezone);
}
