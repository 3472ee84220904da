import { zoneFormat } from "./zone_format.ts";

/** A day of the calendar. */
export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Whether a text is the name of a time zone (IANA). */
export function isTimezone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(text)) return false;
  try {
    zoneFormat(text);
    return true;
  } catch {
    return false;
  }
}

/** The day of the calendar that it is in a zone. */
export function localDate(ms: number, timezone: string): CalendarDay {
  const [year, month, day] = localParts(ms, timezone);
  return { year, month, day };
}

/**
 * When a day begins in a zone: its first moment, also where the clock jumps over
 * midnight or strikes it twice. A day or month beyond the calendar's is counted
 * on; a day that a zone has left out (Apia, 30 December 2011) begins with the next.
 */
export function dayStart(
  year: number,
  month: number,
  day: number,
  timezone: string,
): number {
  const wall_ms = Date.UTC(year, month - 1, day);
  // No offset is beyond a day, so that the first moment lies within these two.
  let before_ms = wall_ms - DAY_MS;
  let at_ms = wall_ms + DAY_MS;
  while (at_ms - before_ms > MINUTE_MS) {
    const half = Math.floor((at_ms - before_ms) / 2 / MINUTE_MS) * MINUTE_MS;
    const middle_ms = before_ms + Math.max(half, MINUTE_MS);
    if (dayNumber(middle_ms, timezone) < wall_ms) before_ms = middle_ms;
    else at_ms = middle_ms;
  }
  return at_ms;
}

/** The local day as the time at which it would begin in UTC; it never goes back, whatever the clock does. */
function dayNumber(ms: number, timezone: string): number {
  const [year, month, day] = localParts(ms, timezone);
  return Date.UTC(year, month - 1, day);
}

function localParts(ms: number, timezone: string): [number, number, number] {
  let year = 0;
  let month = 0;
  let day = 0;
  for (const { type, value } of zoneFormat(timezone).formatToParts(ms)) {
    if (type === "year") year = Number(value);
    else if (type === "month") month = Number(value);
    else if (type === "day") day = Number(value);
  }
  return [year, month, day];
}
