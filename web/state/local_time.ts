const LENGTHS = { day: 10, minute: 16, second: 19 };

/** `2026-11-28 10:00` in a zone: the order of its texts is that of the times. */
export function localTime(
  date: Date,
  timezone: string,
  style: "day" | "minute" | "second",
): string {
  const text =
    timezone === "UTC"
      ? date.toISOString().replace("T", " ")
      : formatIn(timezone).format(date);
  return text.slice(0, LENGTHS[style]);
}

/**
 * Making a format takes far longer than using it, and a list has hundreds of times; the first of a
 * page takes longest, so that UTC does without.
 */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatIn(timezone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timezone);
  if (known !== undefined) return known;
  // Sweden writes times as ISO 8601 does.
  const made = new Intl.DateTimeFormat("sv-SE", {
    timeZone: timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  FORMATS.set(timezone, made);
  return made;
}
