import { invalid, isDay } from "../../http/mod.ts";
import type { ZonedRange } from "../../kernel/mod.ts";
import { dayStart } from "../../kernel/mod.ts";
import { bucketsOf } from "../calendar.ts";
import { readRange, readTimezone } from "../read_range.ts";
import type { DiscrepancyRow } from "./discrepancy_body.ts";
import type { TheirDay } from "./model.ts";

/** A year, and a day of a leap year. */
export const DAYS_MAX = 366;
const DAY_MS = 86_400_000;

/** A period of whole days. */
export interface DaysAsked extends ZonedRange {
  /** The days, in order. */
  days: readonly string[];
}

/** Parses the period, which must be of whole days of its zone. */
export function readDays(
  body: { from: string; to: string; timezone?: string | undefined },
  asker: { timezone: string; now_ms: number },
): DaysAsked {
  const timezone = readTimezone(body.timezone ?? asker.timezone);
  const range = readRange(body, { now_ms: asker.now_ms, timezone });
  if ((range.to_ms - range.from_ms) / DAY_MS > DAYS_MAX + 1) {
    throw invalid("to", `must be at most ${DAYS_MAX} days after \`from\``);
  }
  const days = bucketsOf("day", range).map(({ label }) => label);
  const last = days.at(-1) ?? "";
  if (startOf(days[0] ?? "", timezone) !== range.from_ms) {
    throw invalid("from", `must be the start of a day in ${timezone}`);
  }
  if (startOf(last, timezone, 1) !== range.to_ms) {
    throw invalid("to", `must be the start of a day in ${timezone}`);
  }
  if (days.length <= DAYS_MAX) return { ...range, days };
  throw invalid("to", `must be at most ${DAYS_MAX} days after \`from\``);
}

function startOf(text: string, timezone: string, days_later = 0): number {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  return dayStart(year, month, day + days_later, timezone);
}

/** Checks rows, and puts them in order; each day is of the period, and there once. */
export function readRows(
  rows: readonly DiscrepancyRow[],
  days: readonly string[],
): TheirDay[] {
  const known = new Set(days);
  const found = new Map<string, TheirDay>();
  for (const [at, { day, clicks, conversions = null }] of rows.entries()) {
    const field = `rows.${at}.day`;
    if (!isDay(day)) throw invalid(field, "must be a day such as 2026-11-28");
    if (!known.has(day)) throw invalid(field, `${day} isn't in the period`);
    if (found.has(day)) throw invalid(field, `${day} is given twice`);
    found.set(day, { day, clicks, conversions });
  }
  return days.flatMap((day) => found.get(day) ?? []);
}
