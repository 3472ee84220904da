import { RISK } from "../../messages/risk.ts";

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

/** A span in the largest unit that it fills. */
function spanText(seconds: number): string {
  const rounded = (value: number) => String(Math.round(value * 10) / 10);
  if (seconds < MINUTE_S) return `${rounded(seconds)} s`;
  if (seconds < HOUR_S) return `${rounded(seconds / MINUTE_S)} min`;
  if (seconds < DAY_S) return `${rounded(seconds / HOUR_S)} h`;
  return `${rounded(seconds / DAY_S)} d`;
}

/** The name of the times up to a bound; without one, of those after the last. */
export function boundName(up_to_s: number | null): string {
  return up_to_s === null ? RISK.later : RISK.below(spanText(up_to_s));
}

/** The name of an hour of the day. */
export function hourName(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}

/** Counts as shares of their sum; null where there are none. */
export function sharesOf(counts: readonly number[]): (number | null)[] {
  const sum = counts.reduce((left, right) => left + right, 0);
  return counts.map((count) => (sum === 0 ? null : count / sum));
}
