/** The facts that decide whether an affiliate may promote a campaign. */
export interface PromotionFacts {
  affiliate_status: string;
  campaign: {
    status: string;
    visibility: string;
    starts_at: number | null;
    ends_at: number | null;
  };
  /** Its application or approval; null if there is none. */
  approval: { status: string } | null;
  now_ms: number;
}

/** Where an affiliate may stand with a campaign. */
export const STANDINGS = [
  "none",
  "applied",
  "approved",
  "refused",
  "blocked",
] as const;

type Standing = (typeof STANDINGS)[number];

/** The standing that an approval gives. */
export function standingOf(approval: { status: string } | null): Standing {
  return (approval?.status ?? "none") as Standing;
}

/** Whether an affiliate knows of a campaign: it isn't a draft, and is open to it or was. */
export function isSeen(
  {
    status,
    visibility,
  }: Pick<PromotionFacts["campaign"], "status" | "visibility">,
  has_applied: boolean,
): boolean {
  return status !== "draft" && (visibility !== "private" || has_applied);
}

/** Why an affiliate may not make links to a campaign, in words; null if it may. */
export function whyNoLinks(facts: PromotionFacts): string | null {
  const { affiliate_status, campaign, approval, now_ms } = facts;
  if (affiliate_status !== "active") {
    return `Your account is ${affiliate_status}`;
  }
  const standing = standingOf(approval);
  if (standing === "blocked") return "You are blocked from this campaign";
  if (campaign.status === "archived" || campaign.status === "draft") {
    return whyNotRunning(campaign, now_ms);
  }
  if (standing === "approved") return null;
  if (campaign.visibility === "public") {
    return whyNotRunning({ ...campaign, starts_at: null }, now_ms);
  }
  switch (standing) {
    case "applied":
      return "Your application is not decided yet";
    case "refused":
      return "Your application was refused";
    default:
      return campaign.visibility === "request"
        ? "Apply first: the campaign needs an approval"
        : "The campaign is by invitation only";
  }
}

/** Why clicks are not sent to the campaign now, in words; null if they are. */
export function whyNotRunning(
  { status, starts_at, ends_at }: PromotionFacts["campaign"],
  now_ms: number,
): string | null {
  if (status !== "active") return `The campaign is ${status}`;
  if (starts_at !== null && now_ms < starts_at) {
    return "The campaign has not started";
  }
  if (ends_at !== null && now_ms >= ends_at) return "The campaign has ended";
  return null;
}
