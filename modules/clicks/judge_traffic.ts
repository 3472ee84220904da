import type { LinkConfig, TrafficRuleConfig } from "../campaigns/mod.ts";
import type { Routed, RouteInput } from "./routed.ts";

/** A label of a click: what the visitor brings goes before what the link has. */
export function labelOf(
  input: Pick<RouteInput, "params">,
  link: Pick<LinkConfig, "subs">,
  name: string,
): string {
  return input.params.known[name] ?? link.subs[name] ?? "";
}

/**
 * Holds a click against the traffic rules: the first that blocks or falls back
 * decides, in the order of the plan; it and every flag that matches is written down.
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
    // Also the rule that decides is kept with the click: its affiliate may see why.
    routed.flags.push(`rule_${rule.id}`);
    if (rule.action !== "flag") decided = rule;
  }
  return decided;
}

/** In lower case, as rules are compared. */
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
