// A campaign may pay for visitors rather than sales: once its day is over, its clicks are counted
// and booked, once.
import { beforeAll, describe, expect, test } from "bun:test";
import { apiClient, ok } from "../client/api_client.ts";
import type { paths } from "../../web/api/api_types.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { AGENTS, BEHIND_PROXY, drainAll, visit } from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api, clock } = service;
const DAY_MS = 86_400_000;

const client = apiClient(service);
let visitors = 0;
async function visits(world: Setup, count: number, change: object = {}) {
  for (let done = 0; done < count; done++) {
    const ip = `8.8.${Math.floor(visitors / 200)}.${(visitors % 200) + 1}`;
    visitors += 1;
    const user_agent = AGENTS.windows;
    await visit(api, world.slug, { ip, user_agent, ...change });
  }
}

const drain = () => drainAll(service);

async function close() {
  await api.call("POST", "/jobs/book_clicks/run");
  while (await service.scheduler.runOnce());
}

async function daysOf({ campaign_id }: Setup) {
  const path = { id: String(campaign_id) };
  const asked = client.GET("/api/v1/campaigns/{id}/click-days", {
    params: { path },
  });
  return (await ok(asked)).data;
}

const entriesOf = async ({ campaign_id }: Setup) => {
  const query = { campaign_id: String(campaign_id) };
  const asked = client.GET("/api/v1/ledger/transactions", {
    params: { query },
  });
  return (await ok(asked)).data;
};

/** Advances to the next time that is this many hours after midnight UTC. */
function toHour(hour: number) {
  const now = clock.nowMs();
  const today = Math.floor(now / DAY_MS) * DAY_MS + hour * 3_600_000;
  clock.advance((today <= now ? today + DAY_MS : today) - now);
}

type Price =
  paths["/api/v1/campaigns/{id}/click-prices"]["post"]["requestBody"]["content"]["application/json"];

async function pricedWorld(prices: Price[], campaign: object = {}) {
  const world = await setUp(api, { campaign: { ...campaign } });
  const path = { id: String(world.campaign_id) };
  for (const body of prices) {
    const params = { path };
    await ok(
      client.POST("/api/v1/campaigns/{id}/click-prices", { params, body }),
    );
  }
  return world;
}

describe("clicks that are paid for each", () => {
  let world: Setup;
  beforeAll(async () => {
    world = await pricedWorld([
      { model: "cpc", revenue: "0.10", payout: "0.07" },
    ]);
    await visits(world, 3);
    const twice = { ip: "9.9.9.9" };
    await visits(world, 2, twice);
    await visits(world, 1, { user_agent: AGENTS.robot });
    await api.call("POST", `/links/${world.link_id}/test-click`);
  });

  test("are booked when their day is over: unique ones, no robots, no tests", async () => {
    await drain();
    await close();
    expect(await daysOf(world)).toEqual([]);
    const day = new Date(clock.nowMs()).toISOString().slice(0, 10);
    toHour(1);
    await close();
    const [row, ...more] = await daysOf(world);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      day,
      affiliate_id: world.affiliate_id,
      clicks: 4,
      revenue: "0.40",
      payout: "0.28",
    });
    expect(await entriesOf(world)).toMatchObject([
      {
        kind: "clicks",
        subject_id: row?.subject_id,
        reason: `4 clicks of ${day}`,
        receivable: "0.40",
        payable: "-0.28",
        margin: "-0.12",
      },
    ]);
  });

  test("are booked once, and what comes into the database later as a difference", async () => {
    await close();
    expect(await entriesOf(world)).toHaveLength(1);
    toHour(22);
    await visits(world, 1);
    await drain();
    await visits(world, 2);
    toHour(1);
    await close();
    expect((await daysOf(world))[0]).toMatchObject({ clicks: 1, version: 1 });
    await drain();
    await close();
    await close();
    const [late] = await daysOf(world);
    expect(late).toMatchObject({ clicks: 3, version: 2, payout: "0.21" });
    const [last, first, ...before] = await entriesOf(world);
    expect(last).toMatchObject({
      reason: `3 clicks of ${late?.day}`,
      payable: "-0.14",
      origin_id: first?.id,
    });
    expect(before).toHaveLength(1);
    expect(await api.call("GET", "/ledger/verify")).toMatchObject({ ok: true });
  });

  test("of a day that nobody closed are booked with the next", async () => {
    await visits(world, 1);
    await drain();
    clock.advance(4 * DAY_MS);
    await close();
    expect((await daysOf(world))[0]).toMatchObject({ clicks: 1 });
    const before = await entriesOf(world);
    expect(before).toHaveLength(4);
  });
});

describe("a price of clicks", () => {
  test("by the thousand, of an affiliate, and of all clicks", async () => {
    const cpm = { model: "cpm", revenue: "2.50", payout: "1.00" } as const;
    const world = await pricedWorld([cpm]);
    const path = `/campaigns/${world.campaign_id}/click-prices`;
    // A price is what was set, not money for people: it stays as it is.
    await api.call("POST", path, {
      ...cpm,
      payout: "1.25",
      counts: "all",
      affiliate_id: world.affiliate_id,
    });
    await visits(world, 3, { ip: "7.7.7.7" });
    await drain();
    toHour(1);
    await close();
    expect(await daysOf(world)).toMatchObject([
      {
        clicks: 3,
        revenue: "0.01",
        payout: "0.00",
        exact: { revenue: "0.0075", payout: "0.00375" },
      },
    ]);
  });

  test("holds for its time, and the day is the campaign's own", async () => {
    const world = await pricedWorld(
      [{ model: "cpc", revenue: "0.10", payout: "0.05" }],
      { timezone: "Asia/Tokyo" },
    );
    toHour(14);
    await visits(world, 1);
    clock.advance(1_000);
    const path = `/campaigns/${world.campaign_id}/click-prices`;
    const { data } = await api.call<{ data: { id: number }[] }>("GET", path);
    const old = `${path}/${data[0]?.id}`;
    await api.call("DELETE", old);
    await api.call("POST", path, {
      model: "cpc",
      revenue: "0.20",
      payout: "0.10",
      valid_from: new Date(clock.nowMs()).toISOString(),
    });
    await visits(world, 1);
    await drain();
    toHour(16);
    await close();
    expect(await daysOf(world)).toMatchObject([
      { clicks: 2, revenue: "0.30", payout: "0.15" },
    ]);
    const again = await api.try("PATCH", old, { valid_to: null });
    expect([again.status, again.body.code]).toEqual([422, "invalid_request"]);
  });

  test.each([
    ["its campaign's", "EUR", null, "EUR"],
    ["its affiliate's", null, "SEK", "SEK"],
    ["its campaign's before its affiliate's", "NOK", "CHF", "NOK"],
  ])(
    "becomes %s payout currency, or waits for its rate",
    async (_whose, campaign, payout_currency, currency) => {
      const world = await pricedWorld(
        [{ model: "cpc", revenue: "1.00", payout: "0.50" }],
        { payout_currency: campaign },
      );
      const affiliate = `/affiliates/${world.affiliate_id}`;
      await api.call("PATCH", affiliate, { payout_currency });
      const day = new Date(clock.nowMs()).toISOString().slice(0, 10);
      await visits(world, 2);
      await drain();
      toHour(1);
      await close();
      expect(await daysOf(world)).toEqual([]);
      const rates = { [currency]: "0.8" };
      await api.call("PUT", "/fx-rates", { date: day, base: "USD", rates });
      await close();
      expect(await daysOf(world)).toMatchObject([
        { payout: "1.00", owed: "0.80", owed_currency: currency },
      ]);
      const [owed, own] = await entriesOf(world);
      expect(owed).toMatchObject({ kind: "fx", payable: "-0.80", fx: "0.80" });
      expect(own).toMatchObject({
        kind: "clicks",
        fx: "-1.00",
        payable: "0.00",
      });
      expect(await api.call("GET", "/ledger/verify")).toMatchObject({
        ok: true,
      });
    },
  );
});
