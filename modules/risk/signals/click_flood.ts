import type { Finding } from "../facts.ts";
import { percent, reasonOf } from "../reason.ts";
import type { Reason } from "../reason.ts";

/** Far more clicks to a conversion than the offer's others have. */
export function clickFlood(finding: Finding | undefined): Reason | null {
  if (finding === undefined) return null;
  const { k, n, usual } = finding;
  return reasonOf("click_flood", finding.unusual, {
    found: `${k} conversions of ${n} clicks`,
    expected: `${percent(usual)} of clicks convert for the offer's others`,
    evidence: [
      { name: "clicks", value: n },
      { name: "conversions", value: k },
      { name: "as_many_would_have", value: Math.round(n * usual) },
    ],
  });
}
