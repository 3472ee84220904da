import { describe, expect, test } from "bun:test";
import { changesOf } from "../../web/screens/logs/conversion_changes.ts";
import { partsOf } from "../../web/screens/logs/discrepancy_parts.ts";
import { filledIn } from "../../web/screens/logs/filled_in.ts";
import { replayFilter } from "../../web/screens/logs/replay_filter.ts";
import { groupOf, summaryQuery } from "../../web/screens/logs/summary_query.ts";

describe("changesOf()", () => {
  const before = {
    status: "approved",
    amount: "10.00",
    revenue: "2.00",
    payout: "1.00",
  };

  test("sends nothing that stayed as it was", () => {
    expect(changesOf(before, before)).toEqual({});
  });

  test("sends a status and an amount of money that were changed", () => {
    const after = { ...before, status: "reversed", payout: " 1.50 " };
    expect(changesOf(before, after)).toEqual({
      status: "reversed",
      payout: "1.50",
    });
  });

  test("sends an emptied sale as none", () => {
    expect(changesOf(before, { ...before, amount: " " })).toEqual({
      amount: null,
    });
  });
});

describe("filledIn()", () => {
  test("leaves out what is empty, and the spaces around the rest", () => {
    expect(filledIn({ a: " x ", b: "  ", c: "" })).toEqual({ a: "x" });
  });
});

describe("replayFilter()", () => {
  test("takes the filters that sending again knows", () => {
    const query = { state: "expired", endpoint_id: "4", from: "2026-11-01" };
    expect(replayFilter(query)).toEqual({
      filter: { state: "expired", endpoint_id: 4, from: "2026-11-01" },
      left_out: [],
    });
  });

  test("names a filter that it can't take, so that no more is sent than is shown", () => {
    expect(replayFilter({ status: "approved" }).left_out).toEqual(["status"]);
  });
});

describe("partsOf()", () => {
  test("says what makes up a difference, the largest first, and no more", () => {
    const parts = partsOf({ bots: 3, zone: -12, tests: 0 });
    expect(parts).toEqual(["−12 days of another zone", "+3 bots"]);
  });
});

describe("the summary of clicks", () => {
  test("takes the filters that it knows, and names the others", () => {
    const query = { campaign_id: "3", country: "DE", from: "2026-11-01" };
    expect(summaryQuery(query)).toEqual({
      taken: { campaign_id: "3", from: "2026-11-01" },
      left_out: ["country"],
    });
  });

  test("counts by nothing that the address makes up", () => {
    expect(groupOf("campaign")).toBe("campaign");
    expect(groupOf("toString")).toBeNull();
    expect(groupOf(null)).toBeNull();
  });
});
