import { dayStart, localDate } from "./zone_day.ts";

/** How long something is counted before it begins anew. */
export type Period = "day" | "month" | "total";

/** When a period has begun; 0 for the one that never ends. */
export function periodStart(
  now_ms: number,
  period: Period,
  timezone: string,
): number {
  if (period === "total") return 0;
  const { year, month, day } = localDate(now_ms, timezone);
  return dayStart(year, month, period === "day" ? day : 1, timezone);
}

/** When the period ends and the next begins; null for the one that never ends. */
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
