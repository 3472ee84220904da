import type { LinkConfig, TrafficRuleConfig } from "../campaigns/mod.ts";
import type { Routed, RouteInput } from "./routed.ts";
import { ruleFlag } from "./verdict_detail.ts";

/** A label of a click; the visitor's value beats the link's. */
export function labelOf(
  input: Pick<RouteInput, "params">,
  link: Pick<LinkConfig, "subs">,
  name: string,
): string {
  return input.params.known[name] ?? link.subs[name] ?? "";
}

/**
 * Applies the traffic rules in order: the first that blocks or falls back decides. It and every
 * matching flag rule are recorded.
 */
export function judgeTraffic(
  input: RouteInput,
  routed: Routed,
): TrafficRuleConfig | null {
  const { campaign, link } = routed;
  let decided: TrafficRuleConfig | null = null;
  for (const rule of campaign.plan.rules) {
    if (rule.affiliate_id !== null && rule.affiliate_id !== link.affiliate_id) {
      continue;
    }
    if (decided !== null && rule.action !== "flag") continue;
    const value = valueOf(input, link, rule);
    const ok = !rule.matches(value);
    input.steps?.push({
      step: `traffic_rule ${rule.id}`,
      campaign_id: campaign.id,
      found: `${rule.field} "${value}"`,
      ok,
    });
    if (ok) continue;
    // The deciding rule is recorded too, so that the affiliate can see why.
    routed.flags.push(ruleFlag(rule.id));
    if (rule.action !== "flag") decided = rule;
  }
  return decided;
}

/** In lower case, as rules compare. */
function valueOf(
  input: RouteInput,
  link: LinkConfig,
  rule: TrafficRuleConfig,
): string {
  switch (rule.kind) {
    case "country":
      return (input.visitor.country() ?? "").toLowerCase();
    case "asn":
      return String(input.visitor.asn() ?? "");
    case "referrer":
      return (input.referrer ?? "").toLowerCase();
    default:
      return labelOf(input, link, rule.field).toLowerCase();
  }
}
