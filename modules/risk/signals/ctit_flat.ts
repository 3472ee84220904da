import type { Finding } from "../facts.ts";
import { binOf } from "../peers/bins.ts";
import { percent, reasonOf, span } from "../reason.ts";
import type { Reason } from "../reason.ts";

/**
 * As late after its click as chance has it, in a group whose times are flatter than the offer's, as
 * where clicks are sprayed and buyers come by themselves.
 */
export function ctitFlat(
  { seconds }: { seconds: number | null },
  finding: Finding | undefined,
): Reason | null {
  if (seconds === null || finding === undefined) return null;
  const here = finding.bins?.[binOf(seconds)] ?? 0;
  const { k, n, usual, edge_s = 0 } = finding;
  return reasonOf("ctit_flat", here, {
    found: `${span(seconds)} after its click; ${k} of ${n} came later than ${span(edge_s)}`,
    expected: `${percent(usual)} later than ${span(edge_s)}, as the offer's others`,
    evidence: [
      { name: "seconds", value: seconds },
      { name: "by_chance_at_this_time", value: percent(here) },
    ],
  });
}
