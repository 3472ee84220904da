import { Problem } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { Configuration } from "../configuration.ts";
import { isSeen, whyNoLinks } from "./promotion.ts";

interface PromotedDeps {
  clock: Clock;
  configuration: Pick<Configuration, "campaign" | "affiliate">;
}

/** An affiliate, and the campaigns that its link leads to. */
export interface Promotion {
  affiliate_id: number;
  campaign_ids: readonly number[];
}

/**
 * Throws a Problem unless an affiliate may promote all of these campaigns; the same for one that
 * it may not know of, and one that there isn't.
 */
export function refuseUnpromoted(
  { configuration, clock }: PromotedDeps,
  { affiliate_id, campaign_ids }: Promotion,
): void {
  const affiliate_status =
    configuration.affiliate(affiliate_id)?.status ?? "blocked";
  refuseInactive(affiliate_status);
  const is_promoted = campaign_ids.every((id) => {
    const campaign = configuration.campaign(id);
    if (campaign === undefined) return false;
    const status = campaign.plan.approvals.get(affiliate_id);
    const approval = status === undefined ? null : { status };
    const now_ms = clock.nowMs();
    const facts = { affiliate_status, campaign, approval, now_ms };
    return whyNoLinks(facts) === null;
  });
  if (is_promoted) return;
  const message = "names no campaign that you may promote: see your offers";
  throw new Problem(
    422,
    "unknown_reference",
    `Cannot link: campaign_id ${message}`,
    {
      errors: [{ field: "campaign_id", message }],
    },
  );
}

/** Throws a Problem if an affiliate is pending, paused or blocked. */
export function refuseInactive(status: string): void {
  if (status === "active") return;
  const detail = `Your account is ${status}`;
  if (status === "blocked") throw new Problem(422, "affiliate_blocked", detail);
  throw new Problem(409, "affiliate_inactive", detail);
}

/** Whether an affiliate knows of a campaign with an id. */
export function seesCampaign(
  configuration: Pick<Configuration, "campaign">,
  key: { affiliate_id: number; campaign_id: number },
): boolean {
  const found = configuration.campaign(key.campaign_id);
  if (found === undefined) return false;
  return isSeen(found, found.plan.approvals.has(key.affiliate_id));
}

/** Throws a Problem for a link's field that only the network sets. */
export function refuseOperatorsName(external_id: string | null | undefined) {
  if (external_id === undefined || external_id === null) return;
  const message = "is the network's own name for the link";
  throw new Problem(403, "network_decides", `external_id ${message}`, {
    errors: [{ field: "external_id", message }],
  });
}
