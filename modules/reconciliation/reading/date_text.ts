import { parseTime } from "../../kernel/mod.ts";

/** Order of the parts of a date. */
export type DateOrder = "ymd" | "dmy" | "mdy";

/** A time read from a cell. */
export type DateReading =
  | {
      ok: true;
      /** Epoch ms; without a zone, as if in UTC. */
      at_ms: number;
      /** Whether the text has a zone, or counts from the epoch. */
      has_zone: boolean;
    }
  | { ok: false; problem: string };

const CHARS_MAX = 64;
const DAY_MS = 86_400_000;
/** Century of two-digit years. */
const CENTURY = 2_000;
const YEAR_MIN = 1990;
const YEAR_MAX = 2100;
/** Day 0 of spreadsheet dates, chosen to make up for their leap day in 1900. */
const SERIAL_EPOCH_MS = Date.UTC(1899, 11, 30);
const SERIAL_DAYS_MIN = 32_874;
const SERIAL_DAYS_MAX = 73_415;
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

const TIME = String.raw`(?:[T,]?\s*(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?(?:\s*(?<half>[AaPp]\.?[Mm]\.?))?\s*(?<zone>Z|z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|[+-]\d{2}|[A-Z]{2,5})?)?`;
const SHAPES: readonly RegExp[] = [
  String.raw`(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})`,
  String.raw`(?<first>\d{1,2})(?<mark>[-/.])(?<last>\d{1,2})\k<mark>(?<year>\d{4}|\d{2})`,
  String.raw`(?:[A-Za-z]{3,9},?\s+)?(?<day>\d{1,2})[-\s](?<name>[A-Za-z]{3,9})[-,\s]+(?<year>\d{4}|\d{2})`,
  String.raw`(?:[A-Za-z]{3,9},?\s+)?(?<name>[A-Za-z]{3,9})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})`,
  String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})`,
].map((shape) => new RegExp(`^${shape}${TIME}$`));
const FULL_YEAR_FIRST = /^\d{4}\D/;

/**
 * Reads a time as statements print it. `order` only decides between two small
 * numbers and a year; two-digit years are of this century. Invalid dates such as 30
 * February are refused, not rolled over.
 */
export function readDate(text: string, order: DateOrder): DateReading {
  const given = text.trim();
  if (given.length > CHARS_MAX) return refused("it is too long for a time");
  const counted = readCounted(given);
  if (counted !== null) return counted;
  for (const shape of SHAPES) {
    const parts = shape.exec(given)?.groups;
    if (parts !== undefined) return readParts(parts, order);
  }
  return refused("it is no time");
}

/** Reads seconds or milliseconds since the epoch, or spreadsheet days. */
function readCounted(text: string): DateReading | null {
  if (FULL_YEAR_FIRST.test(text)) return null;
  if (/^\d{10}(?:\.\d{1,9})?$|^\d{13}$/.test(text)) {
    const at_ms = parseTime(text);
    return at_ms === null ? null : bounded(at_ms, true);
  }
  const serial = /^(\d{5})(?:[.,](\d{1,12}))?$/.exec(text);
  if (serial === null) return null;
  const days = Number(serial[1]);
  if (days < SERIAL_DAYS_MIN || days > SERIAL_DAYS_MAX) return null;
  // Round to seconds: anything finer is the spreadsheet's rounding error.
  const seconds = Math.round(Number(`0.${serial[2] ?? "0"}`) * 86_400);
  return bounded(SERIAL_EPOCH_MS + days * DAY_MS + seconds * 1000, false);
}

type Parts = Record<string, string | undefined>;

function readParts(parts: Parts, order: DateOrder): DateReading {
  const calendar = readCalendar(parts, order);
  if (typeof calendar === "string") return refused(calendar);
  const clock = readClock(parts);
  if (typeof clock === "string") return refused(clock);
  const zone = readZone(parts["zone"]);
  if (zone === undefined) {
    return refused(`"${parts["zone"]}" does not say how far from UTC it is`);
  }
  const at_ms = calendar + clock - (zone ?? 0) * 60_000;
  return bounded(at_ms, zone !== null);
}

function readCalendar(parts: Parts, order: DateOrder): number | string {
  const { name, first, last } = parts;
  let day = Number(parts["day"]);
  let month = Number(parts["month"]);
  if (name !== undefined) {
    month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
    if (month === 0) return `"${name}" is no month`;
  } else if (first !== undefined) {
    const is_month_first = order === "mdy";
    day = Number(is_month_first ? last : first);
    month = Number(is_month_first ? first : last);
  }
  const written = parts["year"] ?? "";
  const year = Number(written) + (written.length === 2 ? CENTURY : 0);
  const at_ms = Date.UTC(year, month - 1, day);
  const read = new Date(at_ms);
  const is_there =
    read.getUTCMonth() === month - 1 && read.getUTCDate() === day;
  return is_there ? at_ms : "there is no such day";
}

function readClock(parts: Parts): number | string {
  const { half } = parts;
  let hour = Number(parts["hour"] ?? 0);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return "there is no such time of day";
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  const minute = Number(parts["minute"] ?? 0);
  const second = Number(parts["second"] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) {
    return "there is no such time of day";
  }
  const { fraction } = parts;
  const ms =
    fraction === undefined ? 0 : Number(fraction.padEnd(3, "0").slice(0, 3));
  return ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

/**
 * Returns minutes ahead of UTC; null without a zone, undefined if the zone is
 * unknown or ambiguous.
 */
function readZone(zone: string | undefined): number | null | undefined {
  if (zone === undefined) return null;
  if (/^(?:Z|UTC|GMT)$/i.test(zone)) return 0;
  const [, sign, hours, minutes = "0"] =
    /([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  if (sign === undefined) return undefined;
  const ahead = Number(hours) * 60 + Number(minutes);
  if (ahead > 14 * 60 || Number(minutes) > 59) return undefined;
  return sign === "-" ? -ahead : ahead;
}

function bounded(at_ms: number, has_zone: boolean): DateReading {
  const year = new Date(at_ms).getUTCFullYear();
  if (year >= YEAR_MIN && year <= YEAR_MAX)
    return { ok: true, at_ms, has_zone };
  return refused(`its year is not within ${YEAR_MIN} to ${YEAR_MAX}`);
}

function refused(problem: string): DateReading {
  return { ok: false, problem };
}

/**
 * A cell's evidence for the date order: one order only, both with different dates (`ambiguous`),
 * both with the same date, or no date.
 */
export type OrderEvidence = "dmy" | "mdy" | "ambiguous" | "same" | "no_date";

/** Reads a cell in both orders. */
export function orderEvidence(text: string): OrderEvidence {
  const dmy = readDate(text, "dmy");
  const mdy = readDate(text, "mdy");
  if (dmy.ok && mdy.ok) return dmy.at_ms === mdy.at_ms ? "same" : "ambiguous";
  if (dmy.ok) return "dmy";
  return mdy.ok ? "mdy" : "no_date";
}
