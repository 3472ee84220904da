import type { Finding, Visitor } from "../facts.ts";
import { percent, reasonOf } from "../reason.ts";
import type { Reason } from "../reason.ts";

/** People look on the phone and buy at the desk. */
const ALONE = 0.35;

/** Clicked on one system and bought on another. */
export function deviceMismatch(
  { click, customer }: { click: Visitor | null; customer: Visitor | null },
  finding: Finding | undefined,
): Reason | null {
  const from = click?.os ?? null;
  const to = customer?.os ?? null;
  if (!differ(from, to)) return null;
  const shared =
    finding === undefined ? "" : `; ${finding.k} of ${finding.n} differ`;
  return reasonOf("device_mismatch", Math.max(ALONE, finding?.unusual ?? 0), {
    found: `Clicked on ${from}, bought on ${to}${shared}`,
    expected:
      finding === undefined
        ? "one system"
        : `${percent(finding.usual)}, as the offer's others`,
    evidence: [
      { name: "click_os", value: from ?? "unknown" },
      { name: "customer_os", value: to ?? "unknown" },
    ],
  });
}

/** Whether two systems are known and different. */
export function differ(from: string | null, to: string | null): boolean {
  if (from === null || to === null) return false;
  return from !== to && from !== "other" && to !== "other";
}
