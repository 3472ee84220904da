import type { Finding, Visitor } from "../facts.ts";
import { percent, reasonOf } from "../reason.ts";
import type { Reason } from "../reason.ts";

/** Companies' networks and VPNs go out by data centres too. */
const ALONE = 0.5;

/** Clicked or bought from a data centre's address. */
export function dataCentre(
  { click, customer }: { click: Visitor | null; customer: Visitor | null },
  finding: Finding | undefined,
): Reason | null {
  const is_click = click?.is_data_centre === true;
  if (!is_click && customer?.is_data_centre !== true) return null;
  const whose = is_click ? "click's" : "customer's";
  const shared =
    finding === undefined ? "" : `; ${finding.k} of ${finding.n} are`;
  return reasonOf("data_centre", Math.max(ALONE, finding?.unusual ?? 0), {
    found: `The ${whose} address is a data centre's${shared}`,
    expected:
      finding === undefined
        ? "an address of people"
        : `${percent(finding.usual)}, as the offer's others`,
    evidence: [{ name: "address", value: whose.slice(0, -2) }],
  });
}
