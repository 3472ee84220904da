import type { CapUsage, Configuration, LinkConfig } from "../campaigns/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { approvalVerdict, judgeClick } from "./route_click.ts";
import type { ClickVerdict } from "../kernel/mod.ts";

/** Dependencies of judging a link as of now. */
export interface LinkNowDeps {
  clock: Pick<Clock, "nowMs">;
  configuration: Pick<Configuration, "affiliate" | "campaign" | "link">;
  cap_usage: Pick<CapUsage, "isCapped">;
}

/** Where a link's visitors go at present. */
export interface LinkNow {
  verdict: ClickVerdict;
  cap_id?: number;
}

/**
 * Judges a link as of now by what doesn't depend on the visitor: states, approval, and caps on all
 * of its clicks. Targeting and traffic rules are judged for each click.
 */
export function linkNow(deps: LinkNowDeps, link: LinkConfig): LinkNow {
  if (link.kind !== "smart" || link.paused) return plainLinkNow(deps, link);
  const each = link.smart.flatMap(({ plain_link_id }) => {
    const plain = deps.configuration.link(plain_link_id);
    return plain === undefined ? [] : [plainLinkNow(deps, plain)];
  });
  const sent = each.find(({ verdict }) => verdict === "sent");
  return sent ?? each[0] ?? plainLinkNow(deps, link);
}

function plainLinkNow(
  { clock, configuration, cap_usage }: LinkNowDeps,
  link: LinkConfig,
): LinkNow {
  const { affiliate_id, campaign_id } = link;
  const campaign = configuration.campaign(campaign_id);
  if (campaign === undefined) return { verdict: "ended" };
  const affiliate_status =
    configuration.affiliate(affiliate_id)?.status ?? "blocked";
  const now_ms = clock.nowMs();
  const state = judgeClick({ link, campaign, affiliate_status, now_ms });
  if (state !== "sent") return { verdict: state };
  const { plan } = campaign;
  const status = plan.approvals.get(affiliate_id) ?? "not applied";
  const approval = approvalVerdict(plan.needs_approval, status);
  if (approval !== "sent") return { verdict: approval };
  const cap = plan.caps.find(
    (one) =>
      one.over === "fallback" &&
      (one.affiliate_id === null || one.affiliate_id === affiliate_id) &&
      (one.sub_name === null || link.subs[one.sub_name] === one.sub_value) &&
      cap_usage.isCapped(one.id),
  );
  return cap === undefined
    ? { verdict: "sent" }
    : { verdict: "capped", cap_id: cap.id };
}
