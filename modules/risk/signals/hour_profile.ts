import type { Finding } from "../facts.ts";
import { percent, reasonOf } from "../reason.ts";
import type { Reason } from "../reason.ts";

const HOUR_MS = 3_600_000;

/** At an hour of the day at which the group has more than the offer's others. */
export function hourProfile(
  { recorded_at, is_first }: { recorded_at: number; is_first: boolean },
  finding: Finding | undefined,
): Reason | null {
  if (finding === undefined || !is_first) return null;
  const hour = Math.floor(recorded_at / HOUR_MS) % 24;
  const here = finding.bins?.[hour] ?? 0;
  return reasonOf("hour_profile", here, {
    found: `Of the ${finding.n} conversions, more than elsewhere come at ${hour}:00 UTC`,
    expected: "hours of the day as the offer's others",
    evidence: [
      { name: "hour", value: hour },
      { name: "more_than_usual", value: percent(here) },
    ],
  });
}
