// The platform that traffic is bought at learns of each conversion once, and of no more than it needs: an
// event too many is a sale that the platform believes to have made.
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { eventsOf, metaDouble, metaError } from "../ad_doubles.ts";
import type { AdDouble } from "../ad_doubles.ts";
import { openAds } from "../ads_world.ts";
import { deliveriesOf, deliveryOf } from "../deliveries.ts";
import type { Setup } from "../factory.ts";
import { ADDRESSES, AGENTS } from "../visits.ts";

const DAY_MS = 24 * 3_600_000;
const PAGE = "https://landing.example/shoes";
const { api, clock, db, ...ads } = await openAds();
const { newSetup, tell, pathOf, sell, send } = ads;

let meta: AdDouble;
let setup: Setup;
beforeEach(async () => {
  meta = metaDouble(clock);
  setup = await newSetup();
});
afterEach(() => meta.stop());

const META = { preset: "meta", ad: { page_url: PAGE } };

describe("Meta", () => {
  test("is told of a sale with its own click id, when the click was, and who it may be", async () => {
    await tell(setup, meta, META);
    const clicked_at = clock.nowMs();
    const conversion_id = await sell(setup, "?fbclid=IwAR0aBc_D&em=x&sub1=a");
    const sold_at = Math.floor(clock.nowMs() / 1000);
    await send();
    const { method, url, body } = meta.last;
    expect(`${method} ${url.pathname}`).toBe("POST /v24.0/1234567890/events");
    expect(body).toEqual({
      data: [
        {
          event_name: "Purchase",
          event_time: sold_at,
          event_id: conversion_id,
          action_source: "website",
          event_source_url: PAGE,
          user_data: {
            client_ip_address: ADDRESSES.US,
            client_user_agent: AGENTS.windows,
            fbc: `fb.1.${clicked_at}.IwAR0aBc_D`,
          },
          custom_data: { value: 12.5, currency: "USD" },
        },
      ],
    });
    expect(await deliveryOf(api, conversion_id)).toMatchObject({
      state: "delivered",
      reason: null,
      tries: [{ http_status: 200, succeeded: true }],
    });
  });

  test("is told nothing of visitors that it didn't send, unless the endpoint says all", async () => {
    const endpoint = await tell(setup, meta, META);
    const first = await sell(setup, "?ttclid=E.C.P.1");
    await send();
    expect(meta.heard).toEqual([]);
    expect(await deliveryOf(api, first)).toMatchObject({
      state: "cancelled",
      reason: "its click has no id of Meta (Facebook, Instagram) (fbclid)",
      attempts: 0,
    });
    const change = { ad: { visitors: "all" } };
    await api.call("PATCH", pathOf(setup, endpoint), change);
    await sell(setup, "?ttclid=E.C.P.1");
    await send();
    const [event] = eventsOf(meta.last.body);
    expect(event?.user_data).toEqual({
      client_ip_address: ADDRESSES.US,
      client_user_agent: AGENTS.windows,
    });
  });

  test("hears many at once in one request; each has its own delivery and its own part in the log", async () => {
    await tell(setup, meta, META);
    const ids = [];
    for (const at of [1, 2, 3, 4, 5]) {
      ids.push(await sell(setup, `?fbclid=click-${at}`));
    }
    await send();
    expect(meta.heard).toHaveLength(1);
    expect(eventsOf(meta.last.body)).toHaveLength(5);
    expect([...meta.counted.keys()].sort()).toEqual(ids.toSorted());
    for (const id of ids) {
      const { state, tries } = await deliveryOf(api, id);
      expect(state).toBe("delivered");
      const body = JSON.parse(tries[0]?.body ?? "") as Record<string, unknown>;
      expect(eventsOf(body).map(({ event_id }) => event_id)).toEqual([id]);
      expect(tries[0]?.headers["tallyho-events"]).toBe("5");
    }
  });

  test("refuses a whole request for one event: the others go again alone, and that one nowhere", async () => {
    await tell(setup, meta, META);
    const good = await sell(setup, "?fbclid=good-1");
    const bad = await sell(setup, "?fbclid=refused");
    const fine = await sell(setup, "?fbclid=good-2");
    await send();
    expect([...meta.counted.keys()].sort()).toEqual([good, fine].sort());
    expect(meta.heard.map(({ body }) => eventsOf(body).length)).toEqual([
      3, 1, 1, 1,
    ]);
    expect(await deliveryOf(api, bad)).toMatchObject({
      state: "cancelled",
      reason: expect.stringContaining("refused it: HTTP 400: Invalid fbc"),
      attempts: 2,
    });
    expect(await deliveryOf(api, good)).toMatchObject({
      state: "delivered",
      attempts: 2,
    });
  });

  test("never hears of one that is too old, since that would have the others refused", async () => {
    const endpoint = await tell(setup, meta, {
      ...META,
      age_budget_hours: 720,
    });
    const path = pathOf(setup, endpoint);
    const old = await sell(setup, "?fbclid=old");
    await api.call("POST", `${path}/pause`);
    clock.advance(7 * DAY_MS);
    await api.call("POST", `${path}/resume`);
    clock.advance(60_000);
    const young = await sell(setup, "?fbclid=young");
    await send();
    expect([...meta.counted.keys()]).toEqual([young]);
    expect(await deliveryOf(api, old)).toMatchObject({
      state: "expired",
      reason:
        "Meta (Facebook, Instagram) takes no event that is older than 7 days",
      attempts: 0,
    });
  });

  test("that fails is tried again only as long as it would take the event", async () => {
    const budget = { ...META, age_budget_hours: 720 };
    await tell(setup, meta, budget);
    const conversion_id = await sell(setup, "?fbclid=slow");
    clock.advance(7 * DAY_MS - 110_000);
    const headers = { "retry-after": "3600" };
    meta.answers.push(
      metaError(2, "Service temporarily unavailable", {}, 503),
      new Response("busy", { status: 503, headers }),
    );
    await send();
    expect(await deliveryOf(api, conversion_id)).toMatchObject({
      state: "due",
      reason: "HTTP 503: Service temporarily unavailable",
    });
    clock.advance(10_000);
    await send();
    // When Meta wants to hear again, it takes this event no more.
    expect(await deliveryOf(api, conversion_id)).toMatchObject({
      state: "expired",
      reason: "HTTP 503",
      attempts: 2,
    });
    expect(meta.counted.size).toBe(0);
  });

  test("that asks for fewer calls is left alone for as long, though it says so with 400", async () => {
    await tell(setup, meta, META);
    meta.answers.push(
      metaError(80_004, "There have been too many calls"),
      metaError(4, "Application request limit reached"),
    );
    const conversion_id = await sell(setup, "?fbclid=many");
    for (const wait_ms of [0, 60_000, 120_000]) {
      clock.advance(wait_ms);
      await send();
    }
    expect(await deliveryOf(api, conversion_id)).toMatchObject({
      state: "delivered",
      attempts: 3,
    });
  });

  test.each([
    ["an expired token", 190, 400],
    ["a token without the right", 200, 403],
    ["an unknown data set", 100, 400],
  ])(
    "that refuses for %s switches the endpoint off at once, and what waits goes when it is on again",
    async (_, code, status) => {
      const endpoint = await tell(setup, meta, META);
      await api.call("POST", "/webhooks", {
        url: `${meta.url}/watch`,
        events: ["endpoint.switched_off"],
      });
      const subcode = code === 100 ? { error_subcode: 33 } : {};
      meta.answers.push(metaError(code, "Not allowed", subcode, status));
      const conversion_id = await sell(setup, "?fbclid=wait");
      await send();
      const path = pathOf(setup, endpoint);
      expect(await api.call("GET", path)).toMatchObject({
        enabled: false,
        disabled_reason: `Meta (Facebook, Instagram) refuses: HTTP ${status}: Not allowed`,
      });
      const { affiliate_id } = setup;
      const told = await db.execute(
        sql`select data from network_events
          where type = 'endpoint.switched_off'
            and data ->> 'affiliate_id' = ${String(affiliate_id)}`,
      );
      expect(told).toHaveLength(1);
      await api.call("POST", `${path}/resume`);
      clock.advance(60_000);
      await send();
      expect(await deliveryOf(api, conversion_id)).toMatchObject({
        state: "delivered",
      });
    },
  );

  test("is told once of a conversion, whatever becomes of it", async () => {
    await tell(setup, meta, { ...META, statuses: ["pending", "approved"] });
    const parameters = { order_id: "A-1", status: "pending" };
    const conversion_id = await sell(setup, "?fbclid=one", parameters);
    await send();
    const { click_id } = await api.call("GET", `/conversions/${conversion_id}`);
    await api.postback({
      ...{ click_id: String(click_id), ...parameters },
      status: "approved",
    });
    await send();
    expect(meta.heard).toHaveLength(1);
    const [first, second] = await deliveriesOf(api, conversion_id);
    expect(first).toMatchObject({ state: "delivered", status: "pending" });
    expect(second).toMatchObject({
      state: "cancelled",
      reason: "Meta (Facebook, Instagram) was told of this conversion before",
    });
  });

  test("isn't told of what a test click became", async () => {
    await tell(setup, meta, META);
    const { click_id } = await api.call<{ click_id: string }>(
      "POST",
      `/links/${setup.link_id}/test-click`,
    );
    const { body } = await api.postback({ click_id });
    await send();
    expect(meta.heard).toEqual([]);
    expect(await deliveryOf(api, String(body.conversion_id))).toMatchObject({
      state: "cancelled",
      reason: expect.stringContaining("a test"),
    });
  });

  test("has its own name for each goal, and isn't told of those without", async () => {
    const price = (amount: string) => ({ type: "fixed", amount });
    const prices = { revenue: price("2.00"), payout: price("1.00") };
    const goals = ["lead", "sale", "renewal"].map((key) => ({
      ...{ key, ...prices },
    }));
    setup = await newSetup({ goals });
    await tell(setup, meta, { ...META, ad: { event: "lead=Lead, sale=Buy" } });
    await sell(setup, "?fbclid=1", { goal: "lead" });
    await sell(setup, "?fbclid=2", { goal: "sale" });
    const third = await sell(setup, "?fbclid=3", { goal: "renewal" });
    await send();
    const told = [...meta.counted.values()].map(({ event_name }) => event_name);
    expect(told.sort()).toEqual(["Buy", "Lead"]);
    expect(await deliveryOf(api, third)).toMatchObject({
      state: "cancelled",
      reason:
        "no event of Meta (Facebook, Instagram) is set for the goal renewal",
    });
  });
});
