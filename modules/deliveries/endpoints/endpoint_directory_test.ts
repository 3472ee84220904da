import { describe, expect, test } from "bun:test";
import { matchEndpoints } from "./endpoint_directory.ts";
import type { EndpointRow } from "./endpoint_config.ts";
import type { Change } from "./endpoint_directory.ts";

let next_id = 1;

function endpoint(change: Partial<EndpointRow> = {}): EndpointRow {
  const row = {
    id: next_id++,
    affiliate_id: 3,
    campaign_id: null,
    preset: null,
    url: "https://partner.example/pb",
    statuses: ["approved"],
    goals: null,
    send_zero: false,
    timeout_s: 10,
    age_budget_hours: 72,
    enabled: true,
    disabled_reason: null,
    created_at: 0,
    ...change,
  };
  return row as EndpointRow;
}

function told(rows: EndpointRow[], change: Partial<Change> = {}): number[] {
  const matched = matchEndpoints(rows, {
    affiliate_id: 3,
    campaign_id: 7,
    goal_key: "sale",
    status: "approved",
    payout_micros: 12_500_000n,
    ...change,
  });
  return matched.map(({ id }) => id);
}

describe("matchEndpoints()", () => {
  test("tells every general endpoint, and none of another campaign", () => {
    const rows = [endpoint(), endpoint(), endpoint({ campaign_id: 8 })];
    expect(told(rows)).toEqual([rows[0]?.id ?? 0, rows[1]?.id ?? 0]);
    expect(told([])).toEqual([]);
  });

  test("a campaign's own endpoints replace the general ones, even where they want nothing of it", () => {
    const general = endpoint();
    const own = endpoint({ campaign_id: 7 });
    expect(told([general, own])).toEqual([own.id]);
    const other_goal = endpoint({ campaign_id: 7, goals: ["lead"] });
    expect(told([general, other_goal])).toEqual([]);
    expect(told([general, own], { campaign_id: 9 })).toEqual([general.id]);
  });

  test("a campaign's own pixel replaces the general one of its platform, and no tracker", () => {
    const tracker = endpoint();
    const meta = endpoint({ preset: "meta" });
    const tiktok = endpoint({ preset: "tiktok" });
    const own = endpoint({ preset: "meta", campaign_id: 7 });
    const rows = [own, tracker, meta, tiktok];
    expect(told(rows)).toEqual([own.id, tracker.id, tiktok.id]);
    expect(told(rows, { campaign_id: 9 })).toEqual([
      ...[tracker.id, meta.id, tiktok.id],
    ]);
    const replaced = endpoint({ campaign_id: 7 });
    expect(told([...rows, replaced])).toEqual([
      ...[own.id, tiktok.id, replaced.id],
    ]);
  });

  test("tells only of the statuses that are asked for", () => {
    const approved = endpoint();
    const ends = endpoint({ statuses: ["rejected", "reversed"] });
    const rows = [approved, ends];
    expect(told(rows)).toEqual([approved.id]);
    expect(told(rows, { status: "pending" })).toEqual([]);
    expect(told(rows, { status: "reversed" })).toEqual([ends.id]);
  });

  test("tells only of the goals that are asked for; none named is all", () => {
    const leads = endpoint({ goals: ["lead", "signup"] });
    const all = endpoint({ goals: null });
    expect(told([leads, all])).toEqual([all.id]);
    expect(told([leads, all], { goal_key: "lead" })).toEqual([
      leads.id,
      all.id,
    ]);
  });

  test("keeps nothing to pay to itself unless asked, but not that something ended", () => {
    const statuses = ["pending", "approved", "rejected", "reversed"];
    const quiet = endpoint({ statuses });
    const zero = endpoint({ statuses, send_zero: true });
    const change = { payout_micros: 0n };
    for (const status of ["pending", "approved"]) {
      expect(told([quiet, zero], { ...change, status })).toEqual([zero.id]);
    }
    for (const status of ["rejected", "reversed"]) {
      expect(told([quiet, zero], { ...change, status })).toEqual([
        quiet.id,
        zero.id,
      ]);
    }
  });
});
