import { invalid } from "../../http/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import { refuseInactive } from "./promoted.ts";
import { standingOf, whyNotRunning } from "./promotion.ts";
import type { PromotionFacts } from "./promotion.ts";

interface Terms {
  terms: string | null;
  terms_version: number;
}

/** An application, and the things that it depends on. */
export interface ApplicationFacts {
  affiliate_status: string;
  campaign: PromotionFacts["campaign"] & Terms;
  approval: { status: string; reason: string | null } | null;
  accepted_terms_version: string | null | undefined;
  now_ms: number;
}

/** The standing that an application leads to; throws a Problem that says why it can't. */
export function judgeApplication(facts: ApplicationFacts): string {
  const { affiliate_status, campaign, approval, now_ms } = facts;
  refuseInactive(affiliate_status);
  const standing = standingOf(approval);
  const reason = approval?.reason ? `: ${approval.reason}` : "";
  if (standing === "blocked") {
    const detail = `You are blocked from this campaign${reason}`;
    throw new Problem(409, "application_blocked", detail);
  }
  if (standing === "refused") {
    const detail = `Your application was refused${reason}`;
    throw new Problem(409, "application_refused", detail);
  }
  const is_public = campaign.visibility === "public";
  if (standing === "approved" && !is_public) {
    throw new Problem(409, "already_approved", "You are approved already");
  }
  const closed = whyNotRunning({ ...campaign, starts_at: null }, now_ms);
  if (closed !== null) throw new Problem(422, "campaign_closed", closed);
  checkTerms(campaign, facts.accepted_terms_version);
  return is_public ? "approved" : "applied";
}

/** The standing that accepting the terms leads to: that of now, or that of an application. */
export function judgeAcceptance(facts: ApplicationFacts): string {
  const { affiliate_status, campaign, approval } = facts;
  refuseInactive(affiliate_status);
  if (approval === null) {
    if (campaign.visibility === "public") return judgeApplication(facts);
    throw new Problem(409, "not_applied", "Apply for this campaign first");
  }
  checkTerms(campaign, facts.accepted_terms_version);
  return approval.status;
}

/** Throws a Problem unless the version that is accepted is that of the terms now. */
function checkTerms(
  { terms, terms_version }: Terms,
  accepted: string | null | undefined,
): void {
  if (terms === null) return;
  if (accepted === null || accepted === undefined) {
    throw invalid(
      "accepted_terms_version",
      "is required: the campaign has terms, see the offer's `terms`",
    );
  }
  if (accepted === String(terms_version)) return;
  throw new Problem(
    409,
    "terms_changed",
    `The terms are version ${terms_version} by now: read and accept that one`,
  );
}
