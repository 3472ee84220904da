import type { Finding, Visitor } from "../facts.ts";
import { percent, reasonOf } from "../reason.ts";
import type { Reason } from "../reason.ts";

const ALONE = 0.6;

/** Clicked or bought by a user agent that says that it is a program. */
export function botAgent(
  { click, customer }: { click: Visitor | null; customer: Visitor | null },
  finding: Finding | undefined,
): Reason | null {
  const is_click = click?.is_bot === true;
  if (!is_click && customer?.is_bot !== true) return null;
  const shared =
    finding === undefined ? "" : `; ${finding.k} of ${finding.n} are`;
  return reasonOf("bot_agent", Math.max(ALONE, finding?.unusual ?? 0), {
    found: `The ${is_click ? "click's" : "customer's"} user agent is a bot's${shared}`,
    expected:
      finding === undefined
        ? "a browser or an app"
        : `${percent(finding.usual)}, as the offer's others`,
    evidence: [{ name: "agent", value: is_click ? "click" : "customer" }],
  });
}
