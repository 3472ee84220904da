import { shownBy } from "./fit.ts";
import type { Subject, ZoneDays } from "./model.ts";
import type { PartSums } from "./part_sums.ts";

/**
 * Finds clicks that a tool may have recorded on the day before or after: a day's shortage that the
 * other day has too much, up to ours of the quarter-hour at the midnight between. Sums up to 0.
 */
export function moveOverMidnight(
  left: readonly number[],
  { sums, zone }: { sums: PartSums; zone: ZoneDays },
  { subject, differs_in }: { subject: Subject; differs_in: readonly string[] },
): number[] {
  const { days } = zone;
  const moved = left.map(() => 0);
  const remaining = [...left];
  const countIn = (quarter: number) =>
    shownBy(sums.between(quarter, quarter + 1), subject, differs_in);
  for (let at = 0; at + 1 < days.length; at++) {
    const midnight = days[at]!.end;
    if (days[at + 1]!.start !== midnight) continue;
    const [before = 0, after = 0] = remaining.slice(at, at + 2);
    let count = 0;
    if (before < 0 && after > 0) {
      count = Math.min(-before, after, countIn(midnight - 1));
    } else if (before > 0 && after < 0) {
      count = -Math.min(before, -after, countIn(midnight));
    }
    if (count === 0) continue;
    moved[at]! -= count;
    moved[at + 1]! += count;
    remaining[at]! += count;
    remaining[at + 1]! -= count;
  }
  return moved;
}
