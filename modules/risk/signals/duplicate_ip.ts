import type { Crowd, Finding } from "../facts.ts";
import { percent, reasonOf } from "../reason.ts";
import type { Reason } from "../reason.ts";
import { crowdOf, crowdShare } from "./crowd.ts";

/** Of an address with more conversions, of the affiliate or of several, than clicks there explain. */
export function duplicateIp(
  address: Crowd | null,
  cr: number | null,
  finding: Finding | undefined,
): Reason | null {
  const count = crowdOf(address, cr);
  if (address === null || count === 0) return null;
  const { own, all, clicks } = address;
  const alone = crowdShare(count);
  const whose = count > own ? ", with other affiliates'" : "";
  const shared =
    finding === undefined
      ? ""
      : `; ${finding.k} of ${finding.n} are of such addresses`;
  const usual =
    finding === undefined
      ? "about one, or many clicks that don't convert"
      : `${percent(finding.usual)} of such addresses, as the offer's others`;
  return reasonOf("duplicate_ip", Math.max(alone, finding?.unusual ?? 0), {
    found: `${count} conversions of one address${whose}${shared}`,
    expected: usual,
    evidence: [
      { name: "conversions", value: own },
      { name: "clicks", value: clicks ?? "not counted" },
      { name: "of_other_affiliates", value: all - own },
    ],
  });
}
