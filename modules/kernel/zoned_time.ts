import { zoneFormat } from "./zone_format.ts";

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
function offsetMs(at_ms: number, timezone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of zoneFormat(timezone).formatToParts(at_ms)) {
    parts[type] = Number(value);
  }
  const { year = 0, month = 1, day, hour = 0, minute, second } = parts;
  const wall = Date.UTC(year, month - 1, day, hour % 24, minute, second);
  return wall - (at_ms - (((at_ms % 1000) + 1000) % 1000));
}
