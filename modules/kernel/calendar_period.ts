import { dayStart, localDate } from "./zone_day.ts";

/** The window a counter covers before it resets. */
export type Period = "day" | "month" | "total";

/** The start of the period; 0 for `total`. */
export function periodStart(
  now_ms: number,
  period: Period,
  timezone: string,
): number {
  if (period === "total") return 0;
  const { year, month, day } = localDate(now_ms, timezone);
  return dayStart(year, month, period === "day" ? day : 1, timezone);
}

/** The end of the period (start of the next); null for `total`. */
export function periodEnd(
  now_ms: number,
  period: Period,
  timezone: string,
): number | null {
  if (period === "total") return null;
  const { year, month, day } = localDate(now_ms, timezone);
  if (period === "month") return dayStart(year, month + 1, 1, timezone);
  return dayStart(year, month, day + 1, timezone);
}
