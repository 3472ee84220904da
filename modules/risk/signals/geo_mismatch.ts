import type { Finding, Visitor } from "../facts.ts";
import { percent, reasonOf } from "../reason.ts";
import type { Reason } from "../reason.ts";

/** People travel, and companies' networks have one way out for many countries. */
const ALONE = 0.45;

/** Clicked in one country and bought in another, or in one that the campaign doesn't want. */
export function geoMismatch(
  visitors: { click: Visitor | null; customer: Visitor | null },
  wanted: readonly string[] | null,
  finding: Finding | undefined,
): Reason | null {
  const [from, to] = countriesOf(visitors);
  const differs = from !== null && to !== null && from !== to;
  const at = to ?? from;
  const is_unwanted = wanted !== null && at !== null && !wanted.includes(at);
  if (!differs && !is_unwanted) return null;
  const shared =
    finding === undefined ? "" : `; ${finding.k} of ${finding.n} differ`;
  const found = differs
    ? `Clicked in ${from}, bought in ${to}${shared}`
    : `Bought in ${at}`;
  return reasonOf("geo_mismatch", Math.max(ALONE, finding?.unusual ?? 0), {
    found,
    expected: differs
      ? finding === undefined
        ? "one country"
        : `${percent(finding.usual)}, as the offer's others`
      : `one of ${(wanted ?? []).join(", ")}`,
    evidence: [
      { name: "click_country", value: from ?? "unknown" },
      { name: "customer_country", value: to ?? "unknown" },
    ],
  });
}

function countriesOf({ click, customer }: Parameters<typeof geoMismatch>[0]) {
  return [click?.country ?? null, customer?.country ?? null] as const;
}
