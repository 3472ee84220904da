import type { Finding } from "../facts.ts";
import { percent, reasonOf } from "../reason.ts";
import type { Reason } from "../reason.ts";

const WHOLE_EXCESS = 0.4;

/** Of a group of which the advertiser rejects more than of the offer's others, by the bounds. */
export function approvalRate(
  { status }: { status: string },
  finding: Finding | undefined,
): Reason | null {
  if (finding === undefined) return null;
  const { k, n, usual, share_low, unusual } = finding;
  const excess = share_low * unusual;
  const share =
    status === "rejected" ? unusual : Math.min(unusual, excess / WHOLE_EXCESS);
  return reasonOf("approval_rate", share, {
    found: `${k} of ${n} rejected`,
    expected: `${percent(usual)} rejected, as the offer's others`,
    evidence: [
      { name: "rejected", value: k },
      { name: "decided", value: n },
      { name: "share_low", value: percent(share_low) },
    ],
  });
}
