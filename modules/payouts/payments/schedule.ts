import { PAYMENT_SCHEDULES } from "../../../db/schema/mod.ts";
import { dayStart, isoTime, localDate } from "../../kernel/mod.ts";

/** When a run is made, and the booking time up to which it pays. */
export interface Slot {
  at: number;
  up_to: number;
}

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
/** 5 January 1970 was a Monday. */
const FIRST_MONDAY = 4;
/** A `net30` slot is up to two months after the month that it pays for. */
const MONTHS_AROUND = 3;

/**
 * Returns when an affiliate is paid next, by days in its time zone: `weekly` on
 * Mondays, `biweekly` on every other Monday, `monthly` on the first, `net15` and
 * `net30` 15 and 30 days after the end of the month that they pay for. Null if paid
 * by hand.
 */
export function nextRun(
  schedule: string | null,
  now_ms: number,
  timezone: string,
): number | null {
  return nextSlot(schedule, now_ms, timezone)?.at ?? null;
}

/** Returns the slot of that run, with the time up to which it pays. */
export function nextSlot(
  schedule: string | null,
  now_ms: number,
  timezone: string,
): Slot | null {
  const slots = slotsAround(schedule, now_ms, timezone);
  return slots.find(({ at }) => at > now_ms) ?? null;
}

/** Returns the latest slot that is due by now; null if paid by hand. */
export function dueSlot(
  schedule: string | null,
  now_ms: number,
  timezone: string,
): Slot | null {
  const slots = slotsAround(schedule, now_ms, timezone);
  return slots.findLast(({ at }) => at <= now_ms) ?? null;
}

/** The key of the runs of a slot, beside their currency. */
export function slotKey(
  schedule: string | null,
  timezone: string,
  { at }: Slot,
): string {
  return `${schedule} ${timezone} ${isoTime(at)}`;
}

/** Slots before and after a moment, in order. */
function slotsAround(
  text: string | null,
  now_ms: number,
  timezone: string,
): Slot[] {
  const schedule = PAYMENT_SCHEDULES.find((name) => name === text);
  if (schedule === undefined) return [];
  const today = localDay(now_ms, timezone);
  if (schedule === "weekly" || schedule === "biweekly") {
    return weeksAround(today, schedule === "weekly" ? 1 : 2, timezone);
  }
  const { year, month } = calendarOf(today);
  const days_after = { monthly: 0, net15: 15, net30: 30 }[schedule];
  return Array.from({ length: 2 * MONTHS_AROUND + 1 }, (_, index) => {
    const first = dayNumber(year, month - MONTHS_AROUND + index, 1);
    // Day n after a month's end is day n of the next: 31 October + 15 = 15
    // November.
    const day = days_after === 0 ? first : first + days_after - 1;
    return { at: startOf(day, timezone), up_to: startOf(first, timezone) };
  });
}

function weeksAround(
  today: number,
  every_weeks: number,
  timezone: string,
): Slot[] {
  const step = every_weeks * WEEK_DAYS;
  const begun = today - ((((today - FIRST_MONDAY) % step) + step) % step);
  return [begun - step, begun, begun + step, begun + 2 * step].map((day) => {
    const at = startOf(day, timezone);
    return { at, up_to: at };
  });
}

/** First moment of a day, also if the clock skips midnight. */
function startOf(day: number, timezone: string): number {
  const { year, month, date } = calendarOf(day);
  return dayStart(year, month, date, timezone);
}

/** The calendar day in a time zone, counted from 1 January 1970. */
function localDay(ms: number, timezone: string): number {
  const { year, month, day } = localDate(ms, timezone);
  return dayNumber(year, month, day);
}

function dayNumber(year: number, month: number, date: number): number {
  return Date.UTC(year, month - 1, date) / DAY_MS;
}

function calendarOf(day: number) {
  const at = new Date(day * DAY_MS);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    date: at.getUTCDate(),
  };
}
