const LENGTHS = { day: 10, minute: 16, second: 19 };

/** `2026-11-28 10:00` in a zone: the order of its texts is that of the times. */
export function localTime(
  date: Date,
  timezone: string,
  style: "day" | "minute" | "second",
): string {
  // Sweden writes times as ISO 8601 does.
  const text = date.toLocaleString("sv-SE", {
    timeZone: timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return text.slice(0, LENGTHS[style]);
}
