import { describe, expect, test } from "bun:test";
import { describeVerification } from "./verify.ts";
import { describeReports } from "./verify_report_text.ts";

const read = { entries: 3, links: 1, unchained: 1, conversions: 2 };

describe("describeVerification()", () => {
  test("counts what was checked if all of it is valid", () => {
    const lines = describeVerification({ ok: true, ...read, difference: null });
    expect(lines).toEqual([
      "The ledger is valid: 3 entries, 1 chain links (1 entries not chained yet), 2 conversions",
    ]);
  });

  test("names the first difference, with the expected and the found value", () => {
    const difference = {
      check: "entry" as const,
      id: "0192",
      expected: "content aa",
      found: "content bb",
    };
    const lines = describeVerification({ ok: false, ...read, difference });
    expect(lines.slice(0, 3)).toEqual([
      "The ledger is wrong, first at entry 0192",
      "  expected content aa",
      "  found    content bb",
    ]);
  });
});

describe("describeReports()", () => {
  const nothing = {
    count: 0,
    money: { amount: 0n, revenue: 0n, payout: 0n },
  };
  const five = { count: 5, money: { ...nothing.money, payout: -1_500_000n } };

  test("names differences, and how many days weren't compared", () => {
    const facts = { campaign: "3", goal: "sale", kind: null };
    const difference = { facts, counted: five, rows: nothing, others: [] };
    const differences = [{ sum: "day" as const, ...difference }];
    const axis = "conversion" as const;
    expect(
      describeReports([
        { axis, day: 20_000, state: "differs", differences },
        { axis: "click", day: 20_000, state: "same" },
        { axis: "click", day: 19_999, state: "same" },
        { axis: "click", day: 19_998, state: "gone" },
        { axis: "click", day: 20_001, state: "waiting" },
      ]),
    ).toEqual([
      "The reports are wrong on 1 day of 2",
      "  2024-10-04, conversions by their own time: campaign 3, goal sale: counted 5 with payout -1.500000, rows 0 with payout 0.000000",
      "Clicks of 1 day are deleted for their age: what reports count of them can't be compared",
      "To be counted by the job recount_reports: 1 day",
    ]);
  });
});
