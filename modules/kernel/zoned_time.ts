/** Bounds the cache: zone names come from users. */
const FORMATS_MAX = 1000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** A cached formatter of an IANA zone; throws on an unknown zone. */
function zoneFormat(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  if (formats.size >= FORMATS_MAX) formats.clear();
  formats.set(timezone, format);
  return format;
}

const LOCAL_TIME = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/**
 * Parses `YYYY-MM-DD HH:MM:SS` as wall-clock time in an IANA zone; null for any other form and for
 * dates that don't exist. A repeated time means the earlier one; a skipped time is read with the
 * offset before the gap.
 */
export function parseZonedTime(text: string, timezone: string): number | null {
  const parts = LOCAL_TIME.exec(text);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  const wall_ms = Date.UTC(
    year ?? 0,
    (month ?? 0) - 1,
    day,
    hour,
    minute,
    second,
  );
  const printed = new Date(wall_ms).toISOString();
  if (printed !== `${text.replace(" ", "T")}.000Z`) return null;
  if (timezone === "UTC") return wall_ms;
  const day_ms = 86_400_000;
  const before = wall_ms - offsetMs(wall_ms - day_ms, timezone);
  const after = wall_ms - offsetMs(wall_ms + day_ms, timezone);
  const is_right = (at: number) => at + offsetMs(at, timezone) === wall_ms;
  if (is_right(before)) return before;
  return is_right(after) ? after : before;
}

/** How far a zone's wall clock is ahead of UTC at a given time. */
export function offsetMs(at_ms: number, timezone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of zoneFormat(timezone).formatToParts(at_ms)) {
    parts[type] = Number(value);
  }
  const { year = 0, month = 1, day, hour = 0, minute, second } = parts;
  const wall = Date.UTC(year, month - 1, day, hour % 24, minute, second);
  return wall - (at_ms - (((at_ms % 1000) + 1000) % 1000));
}

/** The window a counter covers before it resets. */
export type Period = "day" | "month" | "total";

/** The start of the period; 0 for `total`. */
export function periodStart(
  now_ms: number,
  period: Period,
  timezone: string,
): number {
  if (period === "total") return 0;
  const { year, month, day } = localDate(now_ms, timezone);
  return dayStart(year, month, period === "day" ? day : 1, timezone);
}

/** The end of the period (start of the next); null for `total`. */
export function periodEnd(
  now_ms: number,
  period: Period,
  timezone: string,
): number | null {
  if (period === "total") return null;
  const { year, month, day } = localDate(now_ms, timezone);
  if (period === "month") return dayStart(year, month + 1, 1, timezone);
  return dayStart(year, month, day + 1, timezone);
}

/** A calendar date. */
interface CalendarDay {
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

/** The name of an IANA time zone in its usual case; null for anything else, offsets included. */
export function canonicalTimezone(text: string): string | null {
  if (!isTimezone(text)) return null;
  return zoneFormat(text).resolvedOptions().timeZone;
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
