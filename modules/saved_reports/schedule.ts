import { localDate, parseZonedTime } from "../kernel/mod.ts";

export const SCHEDULES = ["daily", "weekly", "monthly"] as const;

/** When a report is sent: at an hour of each day, Monday or first of a month. */
export interface Schedule {
  schedule: string;
  hour: number;
  timezone: string;
}

/** The last due time up to now, and the next one. */
export function dueTimes(
  { schedule, hour, timezone }: Schedule,
  now_ms: number,
): { last_ms: number; next_ms: number } {
  const { year, month, day } = localDate(now_ms, timezone);
  const dateAt = (step: number): number => {
    if (schedule === "monthly") return Date.UTC(year, month - 1 + step, 1);
    if (schedule === "daily") return Date.UTC(year, month - 1, day + step);
    const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
    return Date.UTC(year, month - 1, day - weekday + 1 + 7 * step);
  };
  const [before_ms = 0, at_ms = 0, after_ms = 0] = [-1, 0, 1].map((step) => {
    const date = new Date(dateAt(step)).toISOString().slice(0, 10);
    const time = `${date} ${String(hour).padStart(2, "0")}:00:00`;
    return parseZonedTime(time, timezone) ?? dateAt(step);
  });
  return at_ms <= now_ms
    ? { last_ms: at_ms, next_ms: after_ms }
    : { last_ms: before_ms, next_ms: at_ms };
}
