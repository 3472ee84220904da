// An endpoint's health can be seen at any time, and an endpoint can be tested at once.
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { endpointHealth, openBreakers } from "../../db/schema/mod.ts";
import { deliveryOf, sell } from "../deliveries.ts";
import { EndpointWorld } from "../endpoint_world.ts";
import type { Endpoint } from "../endpoint_world.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const { api, clock, db, deliverer } = await serviceForFile();

let world: EndpointWorld;
beforeEach(async () => {
  world = await EndpointWorld.start(api);
});
afterEach(() => world.stop());

describe("an endpoint's health", () => {
  test("is shown while it fails, with the rule and the moment that it would be switched off", async () => {
    world.answer = () => new Response("no", { status: 500 });
    const { id } = await world.make();
    const failed_at = clock.nowMs();
    await sell(api, world.setup.slug);
    await deliverer.runOnce();
    const iso = new Date(failed_at).toISOString();
    expect(await world.read(id)).toMatchObject({
      health: {
        failing_since: iso,
        failures: 1,
        last_success_at: null,
        last_failure_at: iso,
        last_error: "HTTP 500",
        switch_off_rule: { failing_hours: 120, failures: 20, http_status: 410 },
        switches_off_at: new Date(failed_at + 5 * DAY_MS).toISOString(),
      },
      waiting: { count: 1, is_more: false, oldest_due_at: expect.any(String) },
    });
    world.answer = () => new Response("yes");
    clock.advance(HOUR_MS);
    await deliverer.runOnce();
    expect(await world.read(id)).toMatchObject({
      health: {
        failing_since: null,
        failures: 0,
        last_success_at: new Date(clock.nowMs()).toISOString(),
        switches_off_at: null,
      },
      waiting: { count: 0, oldest_due_at: null },
    });
  });

  test("shows the breaker of its destination, with the time of the next probe", async () => {
    const { id } = await world.make();
    const opened_at = clock.nowMs();
    const probe_at = opened_at + 30_000;
    await db.insert(openBreakers).values({
      origin: world.origin,
      opened_at,
      probe_at,
      reason: "HTTP 500",
    });
    expect(await world.read(id)).toMatchObject({
      destination: {
        origin: world.origin,
        breaker: {
          opened_at: new Date(opened_at).toISOString(),
          probe_at: new Date(probe_at).toISOString(),
          reason: "HTTP 500",
        },
      },
    });
    await db.delete(openBreakers);
  });

  test("begins afresh when it is resumed: one more failure does not switch it off again", async () => {
    const { id } = await world.make();
    const long_ago = clock.nowMs() - 6 * DAY_MS;
    await db.insert(endpointHealth).values({
      endpoint_id: id,
      failing_since: long_ago,
      failures: 30,
      last_failure_at: long_ago,
      last_error: "HTTP 500",
    });
    await api.call("POST", `${world.base}/${id}/pause`);
    const resumed = await api.call<Endpoint>(
      "POST",
      `${world.base}/${id}/resume`,
    );
    expect(resumed).toMatchObject({
      enabled: true,
      health: { failing_since: null, failures: 0, last_error: "HTTP 500" },
    });
    world.answer = () => new Response("no", { status: 500 });
    await sell(api, world.setup.slug);
    await deliverer.runOnce();
    expect(await world.read(id)).toMatchObject({
      enabled: true,
      health: { failures: 1 },
    });
  });

  test("says who paused it and why; deliveries are parked meanwhile and sent after", async () => {
    const { id } = await world.make();
    const conversion_id = await sell(api, world.setup.slug);
    const paused = await api.call("POST", `${world.base}/${id}/pause`, {
      reason: "their tracker moves",
    });
    expect(paused).toMatchObject({
      enabled: false,
      disabled_reason: "Paused: their tracker moves",
      waiting: { count: 1 },
    });
    await deliverer.runOnce();
    expect(await deliveryOf(api, conversion_id)).toMatchObject({
      state: "parked",
      reason: "endpoint off",
      attempts: 0,
    });
    const resumed = await api.call("POST", `${world.base}/${id}/resume`);
    expect(resumed).toMatchObject({ enabled: true, disabled_reason: null });
    await deliverer.runOnce();
    expect((await deliveryOf(api, conversion_id)).state).toBe("delivered");
    const off = await api.call("PATCH", `${world.base}/${id}`, {
      enabled: false,
    });
    expect(off).toMatchObject({ disabled_reason: "Switched off" });
  });
});

interface TestAnswer {
  heard: boolean;
  reason: string | null;
  request: { method: string; url: string; headers: Record<string, string> };
  response: { http_status: number; body: string } | null;
}

describe("a test send", () => {
  async function send(id: number, body?: object) {
    clock.advance(2_000);
    return await api.call<TestAnswer>("POST", `${world.base}/${id}/test`, body);
  }

  test("goes out marked as a test, and shows what was sent and what came back", async () => {
    const { id } = await world.make({
      url: world.url("/pb?r={click_ref}&s={sub3}&p={payout}&c={currency}#top"),
      secret: true,
    });
    world.answer = () => new Response("hello", { status: 202 });
    const tested = await send(id, {
      click_ref: "abc d",
      payout: "12.5",
      currency: "eur",
    });
    expect(world.heard).toHaveLength(1);
    expect(world.heard[0]?.path).toBe(
      "/pb?r=abc%20d&s=test-sub3&p=12.50&c=EUR&is_test=1",
    );
    expect(tested).toMatchObject({
      heard: true,
      reason: null,
      request: { method: "GET", url: world.url(`${world.heard[0]?.path}#top`) },
      response: { http_status: 202, body: "hello" },
    });
    expect(tested.request.headers["webhook-signature"]).toStartWith("v1,");
    expect(world.heard[0]?.headers["webhook-id"]).toBe(
      tested.request.headers["webhook-id"] ?? "",
    );
  });

  test("of a conversion tells of it with its click; no other affiliate's is found", async () => {
    const conversion_id = await sell(
      api,
      world.setup.slug,
      { order_id: "A-7" },
      "?click_ref=real",
    );
    await deliverer.runOnce();
    const { id } = await world.make({
      url: world.url("/pb?r={click_ref}&o={order_id}&p={payout}&t={is_test}"),
    });
    const { heard: was_heard } = await send(id, { conversion_id });
    expect(was_heard).toBe(true);
    expect(world.heard.map(({ path }) => path)).toEqual([
      "/pb?r=real&o=A-7&p=12.50&t=1",
    ]);
    const other = await setUp(api);
    const foreign = await sell(api, other.slug);
    clock.advance(2_000);
    const refused = await api.try("POST", `${world.base}/${id}/test`, {
      conversion_id: foreign,
    });
    expect(refused.status).toBe(404);
  });

  test("says why it would not count as delivered, stores nothing, and counts against nobody", async () => {
    const { id } = await world.make({ success_match: "success=true" });
    world.answer = () => new Response("success=false");
    const tested = await send(id);
    expect(tested).toMatchObject({
      heard: false,
      reason: "HTTP 200, but its body does not say that it was heard",
      response: { http_status: 200, body: "success=false" },
    });
    await world.stop();
    expect(await send(id)).toMatchObject({
      heard: false,
      response: null,
      error: expect.stringMatching(/connect|refused/i),
    });
    expect(await world.read(id)).toMatchObject({
      health: { failures: 0, last_failure_at: null },
    });
    const list = await api.call<{ data: unknown[] }>(
      "GET",
      `/deliveries?endpoint_id=${id}`,
    );
    expect(list.data).toEqual([]);
  });

  test("reaches only what a delivery may reach, and comes once in two seconds at most", async () => {
    const { id } = await world.make();
    expect((await send(id)).heard).toBe(true);
    clock.advance(1_999);
    const early = await api.try("POST", `${world.base}/${id}/test`);
    expect(early).toMatchObject({
      status: 429,
      body: { code: "rate_limited" },
    });
    expect(early.headers.get("retry-after")).toBe("1");
    clock.advance(1);
    const late = await api.try("POST", `${world.base}/${id}/test`);
    expect(late.status).toBe(200);
    for (const { headers } of [early, late]) {
      expect(headers.get("ratelimit-limit")).toBe("1");
      expect(headers.get("ratelimit-remaining")).toBe("0");
    }
    expect(world.heard).toHaveLength(2);
  });

  test.each([
    [{ payout: "12,5" }, 422],
    [{ currency: "dollars" }, 422],
    [{ conversion_id: "no uuid" }, 422],
    [{ conversion_id: crypto.randomUUID() }, 404],
    [{ conversion_id: crypto.randomUUID(), sub1: "x" }, 422],
    [{ unheard_of: "x" }, 422],
  ])("of %j is refused", async (body, status) => {
    const { id } = await world.make();
    const refused = await api.try("POST", `${world.base}/${id}/test`, body);
    expect(refused.status).toBe(status);
    expect(world.heard).toEqual([]);
  });
});
