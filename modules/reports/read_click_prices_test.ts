import { expect, test } from "bun:test";
import { setUp } from "../../tests/factory.ts";
import { serviceForFile, START_MS } from "../../tests/harness.ts";
import type { ReportRequest } from "./model.ts";
import { readClickPrices } from "./read_click_prices.ts";

const DAY_MS = 86_400_000;
const service = await serviceForFile();
const { api, db } = service;
const shoes = await setUp(api);
const hats = await setUp(api);

function pricesOf(change: Partial<ReportRequest>) {
  const request: ReportRequest = {
    group_by: ["day"],
    from_ms: START_MS - DAY_MS,
    to_ms: START_MS + DAY_MS,
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
  const times = { now_ms: START_MS + 9 * DAY_MS, default_timezone: "UTC" };
  return readClickPrices(db, request, times);
}

test("prices are those of the campaigns, affiliates and days of the report, by which alone it reads more", async () => {
  expect(await pricesOf({})).toEqual([]);
  const cpc = { model: "cpc", revenue: "0.10", payout: "0.07" };
  const path = `/campaigns/${shoes.campaign_id}/click-prices`;
  await api.call("POST", path, cpc);
  const { affiliate_id } = shoes;
  await api.call("POST", path, { ...cpc, model: "cpm", affiliate_id });
  const asked = async (change: Partial<ReportRequest>) =>
    (await pricesOf(change)).map(({ affiliate, payout }) => [
      affiliate,
      payout,
    ]);
  const own = [String(affiliate_id), 70_000n];
  const general = [null, 70_000_000n];
  expect(await asked({})).toEqual([own, general]);
  for (const [dimension, id, found] of [
    ["campaign", shoes.campaign_id, [own, general]],
    ["campaign", hats.campaign_id, []],
    ["advertiser", shoes.advertiser_id, [own, general]],
    ["advertiser", hats.advertiser_id, []],
    ["affiliate", affiliate_id, [own, general]],
    ["affiliate", hats.affiliate_id, [general]],
  ] as const) {
    const filters = [{ dimension, values: [String(id)] }];
    expect(await asked({ filters })).toEqual([...found]);
  }
  // They were made on this day, and hold from its beginning.
  const start_ms = Math.floor(START_MS / DAY_MS) * DAY_MS;
  expect(await asked({ to_ms: start_ms })).toEqual([]);
  expect(await asked({ to_ms: start_ms + 60_000 })).toEqual([own, general]);
  const later = { from_ms: START_MS + DAY_MS, to_ms: START_MS + 2 * DAY_MS };
  expect(await asked(later)).toEqual([own, general]);
});
