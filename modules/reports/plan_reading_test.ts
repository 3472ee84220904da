import { describe, expect, test } from "bun:test";
import { planReading } from "./plan_reading.ts";
import { planReport } from "./report_plan.ts";
import type { ReportRequest } from "./model.ts";

const DAY_MS = 86_400_000;
/** 2026-11-01 in UTC. */
const FIRST = Date.UTC(2026, 10, 1) / DAY_MS;

function readingsOf(change: Partial<ReportRequest>) {
  const request: ReportRequest = {
    group_by: ["campaign"],
    from_ms: FIRST * DAY_MS,
    to_ms: (FIRST + 30) * DAY_MS,
    timezone: "UTC",
    axis: "conversion",
    currency: null,
    default_currency: "USD",
    filters: [],
    sort: null,
    limit: 50,
    after: null,
    compare: null,
    empty: false,
    ...change,
  };
  const facts = {
    now_ms: (FIRST + 400) * DAY_MS,
    advertisers: new Map(),
    click_prices: [],
  };
  const { plan } = planReport(request, facts);
  return planReading(request, plan);
}

/** The ways and columns of clicks, with the first and last day of each range. */
function clicksOf(change: Partial<ReportRequest>) {
  return readingsOf(change)
    .readings.filter(({ axis }) => axis === "click")
    .map(({ ways, columns, days }) => ({
      form: ways.map((way) => way.join("+")).join(" "),
      columns: columns.join(" "),
      days: days
        .map(({ first, last }) => `${first - FIRST}-${last - FIRST}`)
        .join(" "),
    }));
}

describe("planReading()", () => {
  test("reads whole days of clicks in one of the cubes that have the columns", () => {
    for (const [group_by, form, columns] of [
      [
        ["campaign", "affiliate", "verdict"],
        "by_link",
        "kind campaign affiliate count",
      ],
      [
        ["day", "advertiser"],
        "by_link by_place by_campaign",
        "kind campaign count",
      ],
      [
        ["country", "device", "month"],
        "by_place by_country",
        "kind country device count",
      ],
      [["browser"], "by_agent", "kind browser count"],
      [["affiliate", "country"], "", "kind affiliate country count"],
      [["week", "sub1"], "", "kind sub1 count"],
      [
        ["goal", "status"],
        "by_link by_place by_campaign by_affiliate by_country by_agent",
        "kind count",
      ],
    ] as const) {
      expect(clicksOf({ group_by })).toEqual([{ form, columns, days: "0-29" }]);
    }
  });

  test("counts a filter's column among those that are needed", () => {
    const filters = [{ dimension: "country", values: ["DE"] }] as const;
    expect(clicksOf({ group_by: ["day"], filters })).toMatchObject([
      { form: "by_place by_country" },
    ]);
    expect(clicksOf({ group_by: ["link"], filters })).toMatchObject([
      { form: "" },
    ]);
  });

  test("reads minutes only of days that the period or a row cuts, where quarters of an hour do", () => {
    const timezone = "Asia/Kathmandu";
    const from_ms = FIRST * DAY_MS - 345 * 60_000;
    const to_ms = from_ms + 30 * DAY_MS;
    const range = { timezone, from_ms, to_ms };
    const columns = "kind campaign count";
    const cut = { form: "by_quarter", columns: `${columns} minute` };
    const form = "by_link by_place by_campaign";
    expect(clicksOf({ ...range, group_by: ["campaign"] })).toEqual([
      { form, columns, days: "0-28" },
      { ...cut, days: "-1--1 29-29" },
    ]);
    expect(clicksOf({ ...range, group_by: ["week", "campaign"] })).toEqual([
      { form, columns, days: "1-6 8-13 15-20 22-27" },
      { ...cut, days: "-1-0 7-7 14-14 21-21 28-29" },
    ]);
    expect(clicksOf({ ...range, group_by: ["day", "campaign"] })).toEqual([
      { ...cut, days: "-1-29" },
    ]);
    expect(
      clicksOf({ ...range, to_ms: to_ms - 60_000, group_by: ["day"] }),
    ).toEqual([
      { form: "by_quarter", columns: "kind count minute", days: "-1-28" },
      { form: "", columns: "kind count minute", days: "29-29" },
    ]);
    expect(clicksOf({ ...range, group_by: ["affiliate"] })).toMatchObject([
      { form: "by_link by_affiliate", days: "0-28" },
      { form: "", days: "-1--1 29-29" },
    ]);
  });

  test("reads conversions' sums and their times in cubes of their own", () => {
    const waysOf = (group_by: ReportRequest["group_by"]) =>
      readingsOf({ group_by })
        .readings.filter(({ axis }) => axis !== "click")
        .map(({ ways }) => ways.map((way) => way.join("+")).join(" "));
    const both = "by_campaign+by_seconds by_affiliate+by_seconds";
    expect(waysOf(["month"])).toEqual([both]);
    expect(waysOf(["day", "goal", "status", "verdict"])).toEqual([both]);
    expect(waysOf(["advertiser"])).toEqual(["by_campaign+by_seconds"]);
    expect(waysOf(["affiliate"])).toEqual(["by_affiliate+by_seconds"]);
    expect(waysOf(["campaign", "affiliate"])).toEqual([""]);
    expect(waysOf(["country"])).toEqual([""]);
    expect(waysOf(["hour"])).toEqual([""]);
  });

  test("reads conversions on the axis that is asked for, with their money", () => {
    for (const [axis, stored] of [
      ["conversion", "conversion"],
      ["click", "conversion_by_click"],
      ["approval", "conversion_by_approval"],
    ] as const) {
      const { readings } = readingsOf({ axis, group_by: ["goal", "verdict"] });
      const [, conversions] = readings;
      expect(conversions).toMatchObject({ axis: stored });
      expect(conversions?.columns.join(" ")).toBe(
        "goal verdict status currency rate_day seconds count amount revenue payout",
      );
    }
  });

  test("reads the days of both periods once, and none of an empty one", () => {
    const days = clicksOf({
      compare: "previous_year",
      from_ms: FIRST * DAY_MS,
      to_ms: (FIRST + 2) * DAY_MS,
    });
    expect(days).toMatchObject([{ days: "-365--364 0-1" }]);
    const skipped = clicksOf({
      timezone: "Pacific/Apia",
      compare: "previous_period",
      from_ms: Date.parse("2011-12-30T10:00:00Z"),
      to_ms: Date.parse("2011-12-31T10:00:00Z"),
    });
    expect(skipped).toHaveLength(1);
  });

  test("names the affiliates that a block must have one of", () => {
    const affiliates = (values: (string | null)[]) =>
      readingsOf({ filters: [{ dimension: "affiliate", values }] }).affiliates;
    expect(affiliates(["7", null])).toEqual([7, 0]);
    expect(affiliates([])).toEqual([]);
    expect(readingsOf({}).affiliates).toBeNull();
  });
});
