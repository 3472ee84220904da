import type { Finding } from "../facts.ts";
import { percent, reasonOf } from "../reason.ts";
import type { Reason } from "../reason.ts";

/** From this much over the usual rate on, the rest of the group is suspect as well. */
const WHOLE_EXCESS = 0.5;

/**
 * Of a group with more refunds than the offer's others, by the bounds of both. Those not refunded
 * yet weigh by how far the rate is over the usual one.
 */
export function refundRate(
  { is_refunded }: { is_refunded: boolean },
  finding: Finding | undefined,
): Reason | null {
  if (finding === undefined) return null;
  const { k, n, usual, share_low, unusual } = finding;
  const excess = share_low * unusual;
  const share = is_refunded
    ? unusual
    : Math.min(unusual, excess / WHOLE_EXCESS);
  return reasonOf("refund_rate", share, {
    found: `${k} of ${n} refunded`,
    expected: `${percent(usual)} refunded, as the offer's others`,
    evidence: [
      { name: "refunded", value: k },
      { name: "settled", value: n },
      { name: "share_low", value: percent(share_low) },
    ],
  });
}
