// A network's own systems hear of its events without asking, and an affiliate of its own.
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { eq } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { deliveryQueue } from "../../db/schema/mod.ts";
import { ManualClock, systemClock } from "../../modules/kernel/mod.ts";
import { recordEvents } from "../../modules/notices/mod.ts";
import { ApiClient } from "../api_client.ts";
import { sell } from "../deliveries.ts";
import { EndpointWorld } from "../endpoint_world.ts";
import { serviceForFile } from "../harness.ts";

// The standard's library compares with the system's time.
const service = await serviceForFile({
  clock: new ManualClock(systemClock.nowMs()),
});
const { api, clock } = service;

interface Hook {
  id: number;
  secret: string;
  enabled: boolean;
  disabled_reason: string | null;
}
interface Body {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

let world: EndpointWorld;
let affiliate: ApiClient;
beforeAll(async () => {
  world = await EndpointWorld.start(api);
  affiliate = await affiliateClient(world.setup.affiliate_id);
});
beforeEach(async () => {
  world.heard.length = 0;
  world.answer = () => new Response("OK");
  for (const { id } of (await api.call<{ data: Hook[] }>("GET", "/webhooks"))
    .data) {
    await api.call("DELETE", `/webhooks/${id}`);
  }
});
afterAll(() => world.stop());

async function affiliateClient(affiliate_id: number) {
  const party = { name: "t", role: "affiliate", affiliate_id };
  const { token } = await api.call("POST", "/tokens", party);
  return new ApiClient(service.url, String(token));
}

async function makeHook(
  more: object = {},
  client: ApiClient = api,
): Promise<Hook> {
  const url = world.url("/hook");
  const events = ["conversion.recorded", "conversion.changed"];
  return await client.call("POST", "/webhooks", { url, events, ...more });
}

/** Sends what waits, and returns the bodies that arrived. */
async function send(): Promise<Body[]> {
  while (await service.network_events.runOnce());
  await service.deliverer.runOnce();
  return world.heard.map(({ body }) => JSON.parse(body) as Body);
}

test("a recorded sale reaches the network's webhook, signed, and with all that the network knows of it", async () => {
  const { secret, id } = await makeHook();
  const conversion_id = await sell(api, world.setup.slug, {
    amount: "49.90",
    order_id: "A-1",
  });
  const [body] = await send();
  expect(body).toMatchObject({
    type: "conversion.recorded",
    data: {
      conversion_id,
      status: "approved",
      amount: "49.90",
      revenue: "20.00",
      payout: "12.50",
      order_id: "A-1",
      is_test: false,
    },
  });
  const [heard] = world.heard;
  new Webhook(secret).verify(heard?.body ?? "", heard?.headers ?? {});
  const { data } = await api.call<{ data: Record<string, unknown>[] }>(
    "GET",
    `/webhooks/${id}/deliveries`,
  );
  expect(data).toMatchObject([
    { state: "delivered", type: "conversion.recorded", attempts: 1 },
  ]);
  expect(data[0]?.event_id).toBe(heard?.headers["webhook-id"]);
});

test("an affiliate's webhook hears of its own sales only, without what it may not see", async () => {
  const { id } = await makeHook({}, affiliate);
  const other = await EndpointWorld.start(api);
  await sell(api, other.setup.slug, { amount: "10.00" });
  await other.stop();
  const conversion_id = await sell(api, world.setup.slug, { amount: "30.00" });
  const bodies = await send();
  expect(bodies.map(({ data }) => data.conversion_id)).toEqual([conversion_id]);
  const shown = Object.keys(bodies[0]?.data ?? {});
  expect(shown).toContain("payout");
  for (const name of ["amount", "revenue", "advertiser_id"]) {
    expect(shown).not.toContain(name);
  }
  const { campaign_id } = world.setup;
  await api.call("PATCH", `/campaigns/${campaign_id}`, { share_amount: true });
  world.heard.length = 0;
  await sell(api, world.setup.slug, { amount: "31.00" });
  expect((await send())[0]?.data.amount).toBe("31.00");
  await api.call("PATCH", `/campaigns/${campaign_id}`, { share_amount: false });
  const hers = await affiliate.call("GET", `/webhooks/${id}`);
  expect(hers.affiliate_id).toBe(world.setup.affiliate_id);
  expect(hers).not.toHaveProperty("advertiser_id");
});

test("an affiliate can't set up a webhook for another, for the network or for events of the network", async () => {
  const url = world.url("/hook");
  const events = ["conversion.recorded"];
  const other = await EndpointWorld.start(api);
  await other.stop();
  const { affiliate_id } = other.setup;
  const foreign = await affiliate.try("POST", "/webhooks", {
    url,
    events,
    affiliate_id,
  });
  expect(foreign.status).toBe(422);
  const networks = await affiliate.try("POST", "/webhooks", {
    url,
    events: ["ledger.broken"],
  });
  expect(networks.status).toBe(422);
  expect(networks.body.errors).toMatchObject([
    { field: "events", allowed: expect.arrayContaining(["payment.paid"]) },
  ]);
  const { id } = await makeHook();
  expect((await affiliate.try("GET", `/webhooks/${id}`)).status).toBe(404);
  const deliveries = `/webhooks/${id}/deliveries`;
  expect((await affiliate.try("GET", deliveries)).status).toBe(404);
  expect((await affiliate.call<{ data: [] }>("GET", "/webhooks")).data).toEqual(
    [],
  );
});

test("the tracker's own address is no target, however it is written", async () => {
  const { port } = new URL(service.url);
  const own = [
    service.url,
    `http://localhost:${port}/api/v1/webhooks`,
    `http://127.0.0.2:${port}/`,
    `https://127.0.0.1:${port}/x`,
    `http://2130706433:${port}/`,
  ];
  for (const url of own) {
    const { status, body } = await api.try("POST", "/webhooks", {
      url,
      events: ["conversion.recorded"],
    });
    expect([url, status, body.code]).toEqual([url, 422, "webhook_to_itself"]);
  }
  const inside = await api.try("POST", "/webhooks", {
    url: "http://10.0.0.7/",
    events: ["conversion.recorded"],
  });
  expect(inside.body.code).toBe("target_not_allowed");
});

test("while a secret is replaced both sign, and the old one no longer once it is deleted", async () => {
  const { id, secret } = await makeHook();
  const added = await api.call("POST", `/webhooks/${id}/secrets`, {});
  await sell(api, world.setup.slug);
  await send();
  const first = world.heard[0];
  for (const one of [secret, String(added.secret)]) {
    new Webhook(one).verify(first?.body ?? "", first?.headers ?? {});
  }
  const { secrets } = await api.call<{ secrets: { id: string }[] }>(
    "GET",
    `/webhooks/${id}`,
  );
  await api.call("DELETE", `/webhooks/${id}/secrets/${secrets[0]?.id}`);
  const last = await api.try(
    "DELETE",
    `/webhooks/${id}/secrets/${secrets[1]?.id}`,
  );
  expect(last.body.code).toBe("in_use");
  world.heard.length = 0;
  await sell(api, world.setup.slug);
  await send();
  const { body = "", headers = {} } = world.heard[0] ?? {};
  expect(() => new Webhook(secret).verify(body, headers)).toThrow();
  new Webhook(String(added.secret)).verify(body, headers);
});

test("a blocked affiliate's webhook hears nothing more", async () => {
  const other = await EndpointWorld.start(api);
  const { affiliate_id, slug } = other.setup;
  const client = await affiliateClient(affiliate_id);
  const { id } = await makeHook({ url: other.url("/hook") }, client);
  await sell(api, slug);
  while (await service.network_events.runOnce());
  await api.call("PATCH", `/affiliates/${affiliate_id}`, { status: "blocked" });
  await send();
  expect(other.heard).toEqual([]);
  const { data } = await api.call<{ data: object[] }>(
    "GET",
    `/webhooks/${id}/deliveries`,
  );
  expect(data).toMatchObject([
    { state: "parked", reason: "its affiliate is blocked" },
  ]);
  await other.stop();
});

test("a sample is sent on request, marked as a test", async () => {
  const { id, secret } = await makeHook();
  const sent = await api.call("POST", `/webhooks/${id}/test`, {
    type: "conversion.changed",
  });
  expect(sent.heard).toBe(true);
  const [heard] = world.heard;
  expect(JSON.parse(heard?.body ?? "")).toMatchObject({
    type: "conversion.changed",
    data: { is_test: true },
  });
  new Webhook(secret).verify(heard?.body ?? "", heard?.headers ?? {});
  const again = await api.try("POST", `/webhooks/${id}/test`, {});
  expect(again.body.code).toBe("rate_limited");
});

test("money, applications, decisions and pauses are told, and an affiliate hears what is its own", async () => {
  const { affiliate_id, campaign_id, advertiser_id } = world.setup;
  const events = [
    "payment.closed",
    "payment.paid",
    "invoice.created",
    "affiliate.applied",
    "offer.changed",
    "campaign.paused",
  ];
  await makeHook({ events });
  const own = ["payment.paid", "offer.changed"];
  await makeHook({ events: own, url: world.url("/own") }, affiliate);
  await sell(api, world.setup.slug);
  await api.call("POST", "/ledger/adjustments", {
    affiliate_id,
    amount: "5.00",
    currency: "USD",
    kind: "bonus",
    reason: "for the month",
  });
  clock.advance(1_000);
  const up_to = new Date(clock.nowMs()).toISOString();
  const run = { currency: "USD", up_to };
  await api.call("POST", "/payment-runs", run);
  const { data } = await api.call<{ data: { id: string }[] }>(
    "GET",
    `/payments?affiliate_id=${affiliate_id}`,
  );
  const payment = `/payments/${data[0]?.id}`;
  await api.call("POST", `${payment}/close`, {});
  await api.call("POST", `${payment}/pay`, { reference: "SEPA-1" });
  await api.call("POST", `${payment}/pay`, { reference: "SEPA-1" });
  const period = { from: "2020-01-01T00:00:00Z", to: up_to };
  await api.call("POST", "/invoices", { advertiser_id, ...period });
  const made = await api.call("POST", "/campaigns", {
    advertiser_id,
    name: "On request",
    destination_url: "https://shop.example/",
    currency: "USD",
    visibility: "request",
    status: "active",
    goals: [
      { key: "sale", revenue: { type: "none" }, payout: { type: "none" } },
    ],
  });
  await affiliate.call("POST", `/offers/${made.id}/apply`, {});
  const approval = `/campaigns/${made.id}/affiliates/${affiliate_id}`;
  await api.call("PATCH", approval, { status: "approved" });
  for (const status of ["paused", "paused", "active"]) {
    await api.call("PATCH", `/campaigns/${campaign_id}`, { status });
  }
  await send();
  const types = (path: string) =>
    world.heard
      .filter((heard) => heard.path === path)
      .map(({ body }) => (JSON.parse(body) as Body).type)
      .toSorted();
  expect(types("/hook")).toEqual(events.toSorted());
  expect(types("/own")).toEqual(own.toSorted());
});

test("an undone transaction tells nothing, and an event is queued once by two trackers", async () => {
  await makeHook();
  const undone = service.db.transaction(async (tx) => {
    const type = "conversion.recorded";
    await recordEvents(tx, clock, [{ type, data: {} }]);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  const conversion_id = await sell(api, world.setup.slug);
  await Promise.all([
    service.network_events.runOnce(),
    service.network_events.runOnce(),
  ]);
  expect(await send()).toMatchObject([{ data: { conversion_id } }]);
});

test("what still waits is forgotten with its event", async () => {
  const { id } = await makeHook();
  world.answer = () => new Response("busy", { status: 500 });
  await sell(api, world.setup.slug);
  await send();
  const queued = () =>
    service.db.$count(deliveryQueue, eq(deliveryQueue.endpoint_id, id));
  expect(await queued()).toBe(1);
  clock.advance(31 * 24 * 3_600_000);
  await service.scheduler.enqueue(service.db, { name: "forget_events" });
  while (await service.scheduler.runOnce());
  const path = `/webhooks/${id}/deliveries`;
  expect((await api.call<{ data: [] }>("GET", path)).data).toEqual([]);
  expect(await queued()).toBe(0);
});

test("a failed try is repeated with the same id, and by hand too", async () => {
  const { id } = await makeHook();
  world.answer = () => new Response("busy", { status: 500 });
  await sell(api, world.setup.slug);
  await send();
  world.answer = () => new Response("OK");
  clock.advance(3_600_000);
  await send();
  const ids = world.heard.map(({ headers }) => headers["webhook-id"]);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  const path = `/webhooks/${id}/deliveries`;
  const { data } = await api.call<{ data: { id: string }[] }>("GET", path);
  const one = `${path}/${data[0]?.id}`;
  const before = await api.call<{ tries: object[] }>("GET", one);
  expect(before.tries).toMatchObject([
    { http_status: 500, succeeded: false },
    { http_status: 200, succeeded: true },
  ]);
  const again = await api.call("POST", `${one}/retry`);
  expect(again.state).toBe("due");
  await send();
  expect(
    new Set(world.heard.map(({ headers }) => headers["webhook-id"])),
  ).toEqual(new Set(ids));
  expect(world.heard).toHaveLength(3);
});

test("410 switches it off with the reason, tells other webhooks once, and what waits is sent once it is on again", async () => {
  const { id } = await makeHook();
  const url = world.url("/watch");
  await api.call("POST", "/webhooks", {
    url,
    events: ["endpoint.switched_off"],
  });
  world.answer = () => new Response("gone", { status: 410 });
  await sell(api, world.setup.slug);
  await send();
  world.answer = () => new Response("OK");
  const off = await api.call("GET", `/webhooks/${id}`);
  expect(off).toMatchObject({
    enabled: false,
    disabled_reason: "It answered 410 Gone",
  });
  world.heard.length = 0;
  const told = await send();
  expect(told).toMatchObject([
    {
      type: "endpoint.switched_off",
      data: { webhook_id: id, endpoint_id: null },
    },
  ]);
  await api.call("PATCH", `/webhooks/${id}`, { enabled: true });
  clock.advance(24 * 3_600_000);
  world.heard.length = 0;
  expect(await send()).toMatchObject([{ type: "conversion.recorded" }]);
});
