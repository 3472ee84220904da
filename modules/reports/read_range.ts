import { invalid, readMoment } from "../http/mod.ts";
import { canonicalTimezone, dayStart, localDate } from "../kernel/mod.ts";
import type { ZonedRange } from "../kernel/mod.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAYS_DEFAULT = 30;
/** Up to a day beyond, for zones ahead of UTC and behind it. */
const FROM_MS_MIN = Date.UTC(1970, 0, 1) - 14 * HOUR_MS;
const TO_MS_MAX = Date.UTC(2200, 0, 1) + 14 * HOUR_MS;

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
  { from, to }: { from?: string | undefined; to?: string | undefined },
  { now_ms, timezone }: { now_ms: number; timezone: string },
): ZonedRange {
  const to_ms =
    to === undefined
      ? daysFrom(now_ms, 1, timezone)
      : readMinute("to", to, timezone);
  const from_ms =
    from === undefined
      ? daysFrom(to_ms - 1, 1 - DAYS_DEFAULT, timezone)
      : readMinute("from", from, timezone);
  if (from_ms >= to_ms) throw invalid("from", "must be before `to`");
  return { from_ms, to_ms, timezone };
}

function readMinute(field: string, text: string, timezone: string): number {
  const ms = readMoment(field, text, timezone);
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
