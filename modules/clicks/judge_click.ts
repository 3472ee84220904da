import type { CampaignConfig, LinkConfig } from "../campaigns/mod.ts";

/** The verdict on a click: `sent`, or the reason for the fallback. */
export type ClickVerdict =
  | "sent"
  | "paused"
  | "not_started"
  | "ended"
  | "capped"
  | "geo"
  | "device"
  | "os"
  | "source_blocked"
  | "affiliate_blocked"
  | "not_approved";

/** Judges a click by the states of its link, campaign and affiliate at a time. */
export function judgeClick(input: {
  link: LinkConfig;
  campaign: CampaignConfig;
  affiliate_status: string;
  now_ms: number;
}): ClickVerdict {
  const { link, campaign, affiliate_status, now_ms } = input;
  if (affiliate_status === "blocked") return "affiliate_blocked";
  if (affiliate_status === "pending") return "not_approved";
  if (campaign.status === "archived") return "ended";
  if (link.paused || affiliate_status === "paused") return "paused";
  if (campaign.status !== "active") return "paused";
  if (campaign.starts_at !== null && now_ms < campaign.starts_at) {
    return "not_started";
  }
  if (campaign.ends_at !== null && now_ms >= campaign.ends_at) return "ended";
  return "sent";
}
