import { zoneFormat } from "./zone_format.ts";

/** A calendar date. */
export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Whether a text is an IANA time zone name. */
export function isTimezone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(text)) return false;
  try {
    zoneFormat(text);
    return true;
  } catch {
    return false;
  }
}

/** The local date at a time in a zone. */
export function localDate(ms: number, timezone: string): CalendarDay {
  const [year, month, day] = localParts(ms, timezone);
  return { year, month, day };
}

/**
 * The first moment of a day in a zone, also where the clock skips midnight or repeats it.
 * Out-of-range days and months roll over; a day the zone skipped (Apia, 30 December 2011) begins
 * with the next.
 */
export function dayStart(
  year: number,
  month: number,
  day: number,
  timezone: string,
): number {
  const wall_ms = Date.UTC(year, month - 1, day);
  // No offset exceeds a day, so the first moment lies between these two.
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

/** The local day as the UTC time of its midnight; never decreases, whatever the clock does. */
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
