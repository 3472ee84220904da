import { describe, expect, test } from "bun:test";
import type { CampaignConfig, LinkConfig } from "../campaigns/mod.ts";
import { judgeClick } from "./route_click.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 10);

function judge(
  change: {
    link?: Partial<LinkConfig>;
    campaign?: Partial<CampaignConfig>;
    affiliate_status?: string;
  } = {},
) {
  const campaign = {
    status: "active",
    starts_at: null,
    ends_at: null,
    ...change.campaign,
  };
  return judgeClick({
    link: { paused: false, ...change.link } as LinkConfig,
    campaign: campaign as CampaignConfig,
    affiliate_status: change.affiliate_status ?? "active",
    now_ms: NOW_MS,
  });
}

describe("judgeClick()", () => {
  test("sends a click where all is in order", () => {
    expect(judge()).toBe("sent");
  });

  test.each([
    ["active", "sent"],
    ["draft", "paused"],
    ["paused", "paused"],
    ["archived", "ended"],
    ["a status that is new", "paused"],
  ])("by a campaign that is %s: %s", (status, verdict) => {
    expect(judge({ campaign: { status } })).toBe(verdict as "sent");
  });

  test.each([
    ["active", "sent"],
    ["pending", "not_approved"],
    ["paused", "paused"],
    ["blocked", "affiliate_blocked"],
  ])("by an affiliate who is %s: %s", (affiliate_status, verdict) => {
    expect(judge({ affiliate_status })).toBe(verdict as "sent");
  });

  test("by a link that is paused", () => {
    expect(judge({ link: { paused: true } })).toBe("paused");
  });

  test("from the start on, up to the end, to the millisecond", () => {
    const at = (starts_at: number | null, ends_at: number | null) =>
      judge({ campaign: { starts_at, ends_at } });
    expect(at(NOW_MS + 1, null)).toBe("not_started");
    expect(at(NOW_MS, null)).toBe("sent");
    expect(at(null, NOW_MS)).toBe("ended");
    expect(at(null, NOW_MS + 1)).toBe("sent");
  });

  test("says the weightiest reason where there are several", () => {
    const campaign = { status: "archived", starts_at: NOW_MS + 1 };
    const link = { paused: true };
    const all = { campaign, link };
    expect(judge({ ...all, affiliate_status: "blocked" })).toBe(
      "affiliate_blocked",
    );
    expect(judge(all)).toBe("ended");
    expect(judge({ link, campaign: { status: "draft" } })).toBe("paused");
  });
});
