import { nextDay, startOfDay } from "../../state/days.ts";
import { localTime } from "../../state/local_time.ts";

/** The days that a form asks for; each is included. */
interface ChosenDays {
  from: string;
  up_to: string;
  closes: string;
}

/** The times of a window that opens now; null while a day is missing or the days are in disorder. */
export function windowTimes(
  { from, up_to, closes }: ChosenDays,
  timezone: string,
  now: Date,
): Record<"opens_at" | "closes_at" | "event_from" | "event_to", string> | null {
  const event_from = startOfDay(from, timezone);
  const event_to = startOfDay(nextDay(up_to), timezone);
  const closes_at = startOfDay(nextDay(closes), timezone);
  if (
    event_from === undefined ||
    event_to === undefined ||
    closes_at === undefined
  ) {
    return null;
  }
  const opens_at = now.toISOString();
  if (event_to <= event_from || closes_at <= opens_at) return null;
  return { opens_at, closes_at, event_from, event_to };
}

/** The first or the last day of a period whose end isn't part of it. */
export function dayOf(
  at: string,
  timezone: string,
  which: "first" | "last",
): string {
  const inside = Date.parse(at) - (which === "last" ? 1 : 0);
  return localTime(new Date(inside), timezone, "day");
}
