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

const ISO_TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*Z/g;

/** A sentence of the API, its times in a zone. */
export function withLocalTimes(text: string, timezone: string): string {
  return text.replace(ISO_TIME, (at) =>
    localTime(new Date(at), timezone, "minute"),
  );
}
