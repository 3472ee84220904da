import { describeDay, isWrong } from "../../modules/rollups/mod.ts";
import type { ComparedDay } from "../../modules/rollups/mod.ts";

/** Describes how reports compare with the rows. */
export function describeReports(days: readonly ComparedDay[]): string[] {
  const wrong = days.filter(isWrong);
  const lines = wrong.flatMap(describeDay);
  const compared = daysOf(days, "same", "differs", "damaged");
  const first =
    wrong.length === 0
      ? `The reports are valid: they count what clicks and conversions say, on ${daysText(compared)}`
      : `The reports are wrong on ${daysText(daysOf(wrong, "differs", "damaged"))} of ${compared}`;
  return [first, ...lines.map((line) => `  ${line}`), ...notCompared(days)];
}

function notCompared(days: readonly ComparedDay[]): string[] {
  const gone = daysOf(days, "gone");
  const waiting = daysOf(days, "waiting");
  return [
    ...(gone === 0
      ? []
      : [
          `Clicks of ${daysText(gone)} are deleted for their age: what reports count of them can't be compared`,
        ]),
    ...(waiting === 0
      ? []
      : [`To be counted by the job recount_reports: ${daysText(waiting)}`]),
  ];
}

function daysOf(
  days: readonly ComparedDay[],
  ...states: ComparedDay["state"][]
): number {
  const of_state = days.filter(({ state }) => states.includes(state));
  return new Set(of_state.map(({ day }) => day)).size;
}

function daysText(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}
