import type { judgeClick } from "./judge_click.ts";
import type { ClickVerdict } from "./judge_click.ts";

/** Explains why the states of link, campaign and affiliate stop a click; null if they don't. */
export function stateReason(
  verdict: ClickVerdict,
  states: Parameters<typeof judgeClick>[0],
): string | null {
  const { link, campaign, affiliate_status } = states;
  switch (verdict) {
    case "affiliate_blocked":
    case "not_approved":
      return `the affiliate is ${affiliate_status}`;
    case "not_started":
      return "the campaign has not started";
    case "ended":
      return campaign.status === "archived"
        ? "the campaign is archived"
        : "the campaign has ended";
    case "paused":
      if (link.paused) return "the link is paused";
      return affiliate_status === "paused"
        ? "the affiliate is paused"
        : `the campaign is ${campaign.status}`;
    default:
      return null;
  }
}
