/** Zones are written by people; what they can write is bounded by this. */
const FORMATS_MAX = 1000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar and clock of a zone (IANA), made once; throws where there is no such zone. */
export function zoneFormat(timezone: string): Intl.DateTimeFormat {
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
