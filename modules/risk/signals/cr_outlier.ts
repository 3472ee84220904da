import type { Finding } from "../facts.ts";
import { percent, reasonOf } from "../reason.ts";
import type { Reason } from "../reason.ts";

/** Of a group whose clicks convert far more often than the offer's others. */
export function crOutlier(finding: Finding | undefined): Reason | null {
  if (finding === undefined) return null;
  const { k, n, usual } = finding;
  return reasonOf("cr_outlier", finding.unusual, {
    found: `${k} conversions of ${n} clicks`,
    expected: `${percent(usual)} of clicks convert for the offer's others`,
    evidence: [
      { name: "clicks", value: n },
      { name: "conversions", value: k },
      { name: "share_low", value: percent(finding.share_low) },
    ],
  });
}
