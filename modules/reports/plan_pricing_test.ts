import { describe, expect, test } from "bun:test";
import type { ClickPrice } from "./engine/mod.ts";
import type { ReportRequest } from "./model.ts";
import { planPricing } from "./plan_pricing.ts";
import { planReport } from "./report_plan.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** 2026-11-01 in UTC. */
const FIRST = Date.UTC(2026, 10, 1) / DAY_MS;

const price = (change: Partial<ClickPrice> = {}): ClickPrice => ({
  campaign: "1",
  affiliate: null,
  from_ms: 0,
  to_ms: Infinity,
  is_of_unique: true,
  currency: "USD",
  revenue: 1n,
  payout: 1n,
  ...change,
});

/** The cubes, columns and days of clicks that are read again. */
function pricingOf(
  prices: readonly ClickPrice[],
  change: Partial<ReportRequest> = {},
) {
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
  const facts = { now_ms: (FIRST + 400) * DAY_MS, advertisers: new Map() };
  const { plan } = planReport(request, { ...facts, click_prices: prices });
  return planPricing(request, plan).map((reading) => [
    reading.ways.flat().join(" "),
    reading.columns.join(" "),
    reading.days
      .map(({ first, last }) => `${first - FIRST}-${last - FIRST}`)
      .join(" "),
  ]);
}

describe("planPricing()", () => {
  test("reads nothing without a price, nor on days before and after it", () => {
    expect(pricingOf([])).toEqual([]);
    const from_ms = (FIRST + 30) * DAY_MS;
    expect(pricingOf([price({ from_ms })])).toEqual([]);
    expect(pricingOf([price({ to_ms: FIRST * DAY_MS })])).toEqual([]);
    const of_days = {
      from_ms: (FIRST + 3) * DAY_MS,
      to_ms: (FIRST + 5) * DAY_MS,
    };
    expect(pricingOf([price(of_days)])).toEqual([
      ["by_link by_place by_campaign", "kind campaign count", "3-4"],
    ]);
  });

  test("reads affiliates if one has its own price, and minutes of a day on which one changes", () => {
    const change_ms = (FIRST + 2) * DAY_MS + 10.5 * HOUR_MS;
    const prices = [
      price({ to_ms: change_ms }),
      price({ from_ms: change_ms, affiliate: "7" }),
    ];
    expect(pricingOf(prices, { group_by: ["day", "sub1", "goal"] })).toEqual([
      ["", "kind campaign affiliate sub1 count", "0-1 3-29"],
      ["", "kind campaign affiliate sub1 count minute", "2-2"],
    ]);
    expect(pricingOf(prices).map(([form]) => form)).toEqual(["by_link", ""]);
  });

  test("reads minutes where the zone's days cut those of the blocks", () => {
    const group_by = ["day"] as const;
    const timezone = "Asia/Kathmandu";
    expect(pricingOf([price()], { group_by, timezone })).toEqual([
      ["by_quarter", "kind campaign count minute", "0-29"],
    ]);
    const change_ms = (FIRST + 2) * DAY_MS + 10.1 * HOUR_MS;
    const prices = [price({ from_ms: change_ms })];
    expect(pricingOf(prices, { group_by, timezone })).toEqual([
      ["by_quarter", "kind campaign count minute", "3-29"],
      ["", "kind campaign count minute", "2-2"],
    ]);
  });
});
