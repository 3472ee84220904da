// Undelivered deliveries aren't lost: they show why, and can be sent again, one by one or
// by a filter, at a bounded rate.
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { asc, eq, sql } from "drizzle-orm";
import {
  deliveries,
  deliveryQueue,
  openBreakers,
} from "../../db/schema/mod.ts";
import { newId } from "../kernel/mod.ts";
import { replayPiece, startReplay } from "./delivery_replay.ts";
import { deliveryOf, sell } from "../../tests/deliveries.ts";
import type { Delivery } from "../../tests/deliveries.ts";
import { EndpointWorld } from "../../tests/endpoint_world.ts";
import { serviceForFile } from "../../tests/harness.ts";

const HOUR_MS = 3_600_000;
const service = await serviceForFile();
const { api, clock, db, deliverer } = service;

let world: EndpointWorld;
beforeEach(async () => {
  world = await EndpointWorld.start(api);
});
afterEach(async () => {
  await db.delete(deliveryQueue);
  await db.delete(openBreakers);
  await world.stop();
});

async function sellAndSend(status: number): Promise<Delivery> {
  world.answer = () => new Response("", { status });
  const conversion_id = await sell(api, world.setup.slug);
  await deliverer.runOnce();
  world.answer = () => new Response("OK");
  return await deliveryOf(api, conversion_id);
}

/** Deliveries past their age budget of an hour. */
async function expired(count: number): Promise<Delivery[]> {
  const unheard: Delivery[] = [];
  for (let index = 0; index < count; index++) {
    unheard.push(await sellAndSend(500));
    clock.advance(1_000);
  }
  clock.advance(2 * HOUR_MS);
  await deliverer.runOnce();
  world.heard.length = 0;
  return unheard;
}

async function read(id: string): Promise<Delivery> {
  return await api.call<Delivery>("GET", `/deliveries/${id}`);
}

async function list(query = ""): Promise<Delivery[]> {
  const { affiliate_id } = world.setup;
  const path = `/deliveries?affiliate_id=${affiliate_id}${query}`;
  return (await api.call<{ data: Delivery[] }>("GET", path)).data;
}

async function claim(id: string): Promise<void> {
  await db
    .update(deliveryQueue)
    .set({ claimed_until: sql`now() + interval '1 minute'` })
    .where(eq(deliveryQueue.delivery_id, id));
}

describe("the list of deliveries", () => {
  test("is filtered by the very state that it shows, parked ones with why", async () => {
    const elsewhere = world.origin.replace("127.0.0.1", "127.0.0.2");
    const off = await world.make();
    const told = await sellAndSend(200);
    const parked = await sellAndSend(500);
    await api.call("POST", `${world.base}/${off.id}/pause`);
    const on = await world.make({ url: world.url("/other") });
    const due = await sellAndSend(500);
    const sent = await sellAndSend(500);
    await claim(sent.id);
    const broken = await world.make({ url: `${elsewhere}/pb` });
    await api.call("POST", `${world.base}/${on.id}/pause`);
    const open = await sellAndSend(200);
    await api.call("POST", `${world.base}/${on.id}/resume`);
    await db.insert(openBreakers).values({
      origin: elsewhere,
      opened_at: clock.nowMs(),
      probe_at: clock.nowMs() + 30_000,
      reason: "refused",
    });
    const states = Object.fromEntries(
      (await list()).map(({ id, state, reason }) => [id, [state, reason]]),
    );
    expect(states).toEqual({
      [told.id]: ["delivered", null],
      [parked.id]: ["parked", "endpoint off"],
      [due.id]: ["due", "HTTP 500"],
      [sent.id]: ["sending", "HTTP 500"],
      [open.id]: ["parked", "breaker open"],
    });
    for (const state of [
      "due",
      "sending",
      "parked",
      "delivered",
      "expired",
      "superseded",
      "cancelled",
    ]) {
      const found = (await list(`&state=${state}`)).map(({ id }) => id);
      const shown = Object.keys(states).filter(
        (id) => states[id]?.[0] === state,
      );
      expect([state, found.sort()]).toEqual([state, shown.sort()]);
    }
    expect(await list(`&endpoint_id=${broken.id}`)).toHaveLength(1);
    expect(await read(open.id)).toMatchObject({ reason: "breaker open" });
  });

  test("is narrowed by time, and refuses what is no state", async () => {
    await world.make();
    const first = await sellAndSend(200);
    clock.advance(HOUR_MS);
    const second = await sellAndSend(200);
    const middle = new Date(clock.nowMs()).toISOString();
    const ids = async (query: string) =>
      (await list(query)).map(({ id }) => id);
    expect(await ids(`&from=${middle}`)).toEqual([second.id]);
    expect(await ids(`&to=${middle}`)).toEqual([first.id]);
    for (const query of ["state=lost", "from=now", "conversion_id=x"]) {
      const { status } = await api.try("GET", `/deliveries?${query}`);
      expect([query, status]).toEqual([query, 422]);
    }
  });
});

describe("a retry", () => {
  test("sends what has expired now, under its id, with an age budget of its own", async () => {
    await world.make({ age_budget_hours: 1 });
    const [{ id } = { id: "" }] = await expired(1);
    expect(await read(id)).toMatchObject({ state: "expired", attempts: 1 });
    const now_ms = clock.nowMs();
    const retried = await api.call("POST", `/deliveries/${id}/retry`);
    expect(retried).toMatchObject({
      state: "due",
      settled_at: null,
      due_at: new Date(now_ms).toISOString(),
      expires_at: new Date(now_ms + HOUR_MS).toISOString(),
    });
    const [queued] = await db.select().from(deliveryQueue);
    // No earlier worker can hold this claim number.
    expect(queued?.claim).toBeGreaterThan(3);
    await deliverer.runOnce();
    expect(world.heard[0]?.headers["webhook-id"]).toBe(id);
    expect(await read(id)).toMatchObject({
      state: "delivered",
      attempts: 2,
      tries: [{ attempt: 1 }, { attempt: 2, succeeded: true }],
    });
  });

  test("makes what waits due at once", async () => {
    await world.make();
    const { id } = await sellAndSend(500);
    await api.call("POST", `/deliveries/${id}/retry`, {});
    await deliverer.runOnce();
    expect(await read(id)).toMatchObject({ state: "delivered", attempts: 2 });
  });

  test("of a delivered one takes force", async () => {
    await world.make();
    const { id } = await sellAndSend(200);
    const refused = await api.try("POST", `/deliveries/${id}/retry`);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "already_told" },
    });
    await api.call("POST", `/deliveries/${id}/retry`, { force: true });
    await deliverer.runOnce();
    expect(world.heard).toHaveLength(2);
    expect(await read(id)).toMatchObject({ state: "delivered", attempts: 2 });
  });

  test("does not take a receiver back to what is no more, nor send twice at a time", async () => {
    await world.make({ age_budget_hours: 1 });
    const [{ id } = { id: "" }] = await expired(1);
    const [row] = await db
      .select()
      .from(deliveries)
      .where(eq(deliveries.id, id));
    await db
      .insert(deliveries)
      .values({ ...row!, id: newId(clock), version: 2, state: "delivered" });
    const outdated = await api.try("POST", `/deliveries/${id}/retry`);
    expect(outdated.body).toMatchObject({
      code: "already_told",
      detail: expect.stringContaining("a newer version was heard"),
    });
    const plan = await api.call("POST", "/deliveries/replay", {
      filter: { affiliate_id: world.setup.affiliate_id },
      dry_run: true,
    });
    expect(plan).toMatchObject({ count: 0, outdated: 1 });

    const { id: other } = await sellAndSend(500);
    await claim(other);
    const sending = await api.try("POST", `/deliveries/${other}/retry`, {
      force: true,
    });
    expect(sending).toMatchObject({ status: 409, body: { code: "in_flight" } });
    const unknown = `/deliveries/${newId(clock)}/retry`;
    expect((await api.try("POST", unknown)).status).toBe(404);
  });
});

describe("a replay", () => {
  test("shows count, money and age before it changes anything, and then sends all at its rate", async () => {
    await world.make({ age_budget_hours: 1 });
    await sellAndSend(200);
    const unheard = await expired(3);
    const filter = { affiliate_id: world.setup.affiliate_id };
    const [oldest] = await list("&state=expired").then((rows) =>
      rows.reverse(),
    );
    const plan = {
      count: 3,
      money: [{ currency: "USD", amount: "37.50", count: 3 }],
      oldest_at: expect.any(String),
      oldest_age_s: 2 * 3_600 + 3,
      outdated: 0,
      per_second: 2,
    };
    const dry = await api.call("POST", "/deliveries/replay", {
      filter,
      per_second: 2,
      dry_run: true,
    });
    expect(dry).toEqual({ dry_run: true, ...plan });
    expect(oldest?.id).toBe(unheard[0]?.id ?? "");
    expect(await list("&state=expired")).toHaveLength(3);
    expect(await db.select().from(deliveryQueue)).toEqual([]);

    const run = await api.call("POST", "/deliveries/replay", {
      filter,
      per_second: 2,
    });
    expect(run).toMatchObject({ ...plan, queued: 3, next_cursor: null });
    const now_ms = clock.nowMs();
    const queue = await db
      .select()
      .from(deliveryQueue)
      .orderBy(asc(deliveryQueue.due_at));
    expect(
      queue.map(({ delivery_id, due_at, expires_at }) => [
        delivery_id,
        due_at - now_ms,
        expires_at - due_at,
      ]),
    ).toEqual(unheard.map(({ id }, at) => [id, at * 500, HOUR_MS]));
    for (const sent of [1, 2, 3]) {
      await deliverer.runOnce();
      expect(world.heard).toHaveLength(sent);
      clock.advance(500);
    }
    const again = await api.call("POST", "/deliveries/replay", { filter });
    expect(again).toMatchObject({ count: 0, queued: 0, oldest_at: null });
  });

  test("sends what is parked as soon as it may, of the states that are asked for", async () => {
    const { id } = await world.make();
    await sellAndSend(200);
    const { id: parked } = await sellAndSend(500);
    await api.call("POST", `${world.base}/${id}/pause`);
    const replay = async (state: string | string[]) =>
      await api.call("POST", "/deliveries/replay", {
        filter: { endpoint_id: id, state },
      });
    expect(await replay("due")).toMatchObject({ queued: 0 });
    expect(await replay(["parked"])).toMatchObject({ queued: 1 });
    expect((await read(parked)).state).toBe("parked");
    await api.call("POST", `${world.base}/${id}/resume`);
    await deliverer.runOnce();
    expect((await read(parked)).state).toBe("delivered");
    for (const state of ["sending", "lost", []]) {
      const { status } = await api.try("POST", "/deliveries/replay", {
        filter: { state },
      });
      expect(status).toBe(422);
    }
  });

  test("goes on in bounded pieces from where it was, each delivery once", async () => {
    await world.make({ age_budget_hours: 1 });
    await expired(1);
    const [row] = await db
      .select()
      .from(deliveries)
      .where(eq(deliveries.affiliate_id, world.setup.affiliate_id));
    const more = Array.from({ length: 1_499 }, (_, at) => ({
      ...row!,
      id: newId(clock),
      version: at + 2,
    }));
    await db.insert(deliveries).values(more);
    const filter = {
      affiliate_id: world.setup.affiliate_id,
      states: ["expired"] as const,
    };
    const input = { filter, per_second: 1_000 };
    const now_ms = clock.nowMs();
    const start = await startReplay(db, now_ms);
    const piece = async (cursor: typeof start) => {
      if (cursor === null) throw new Error("There is nothing more");
      return await replayPiece(db, input, cursor, now_ms);
    };
    const first = await piece(start);
    expect(first).toMatchObject({
      queued: 1_000,
      cursor: { due_at: now_ms + 1_000 },
    });
    // A delivery created while it runs is not included.
    await db
      .insert(deliveries)
      .values({ ...row!, id: newId(clock), version: 1_501 });
    const second = await piece(first.cursor);
    expect(second).toEqual({ queued: 500, cursor: null });
    expect((await piece(start)).queued).toBe(0);
    expect((await piece(first.cursor)).queued).toBe(0);
    const [{ count, last } = { count: 0, last: "" }] = await db
      .select({
        count: sql<number>`count(distinct ${deliveryQueue.due_at})::int`,
        last: sql<string>`max(${deliveryQueue.due_at})::text`,
      })
      .from(deliveryQueue);
    expect(count).toBe(1_500);
    expect(Date.parse(last.replace(/\+00$/, "Z"))).toBe(now_ms + 1_499);
    // Requeued waiting deliveries still match the filter: only the cursor makes it end.
    const waiting = {
      ...input,
      filter: { ...filter, states: ["due", "parked"] as const },
    };
    const begin = await startReplay(db, now_ms);
    const due = await replayPiece(db, waiting, begin!, now_ms);
    expect(due.queued).toBe(1_000);
    expect(await replayPiece(db, waiting, due.cursor!, now_ms)).toEqual({
      queued: 500,
      cursor: null,
    });
  });
});
