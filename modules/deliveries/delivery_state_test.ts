// A waiting delivery shows why.
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { eq } from "drizzle-orm";
import {
  deliveries,
  deliveryQueue,
  openBreakers,
} from "../../db/schema/mod.ts";
import { newId } from "../kernel/mod.ts";
import { deliveryOf, sell } from "../../tests/deliveries.ts";
import type { Delivery } from "../../tests/deliveries.ts";
import { EndpointWorld } from "../../tests/endpoint_world.ts";
import { serviceForFile } from "../../tests/harness.ts";

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

async function list(query = ""): Promise<Delivery[]> {
  const { affiliate_id } = world.setup;
  const path = `/deliveries?affiliate_id=${affiliate_id}${query}`;
  return (await api.call<{ data: Delivery[] }>("GET", path)).data;
}

describe("what is shown of a delivery", () => {
  test("says why one waits: for the version before it, for what its endpoint asked", async () => {
    await world.make({
      statuses: ["approved", "reversed"],
      url: world.url("/why?s={status}"),
    });
    const told = await sellAndSend(500);
    const [row] = await db
      .select()
      .from(deliveries)
      .where(eq(deliveries.id, told.id));
    const [queued] = await db
      .select()
      .from(deliveryQueue)
      .where(eq(deliveryQueue.delivery_id, told.id));
    const now_ms = clock.nowMs();
    const newer = { ...row!, id: newId(clock), version: 2, reason: null };
    const other = {
      ...row!,
      id: newId(clock),
      conversion_id: newId(clock),
      reason: null,
    };
    await db.insert(deliveries).values([newer, other]);
    await db.insert(deliveryQueue).values(
      [newer, other].map(({ id, conversion_id, version }) => ({
        ...queued!,
        delivery_id: id,
        conversion_id,
        version,
        due_at: now_ms,
      })),
    );
    const shown = async () =>
      Object.fromEntries(
        (await list()).map(({ id, state, reason }) => [id, [state, reason]]),
      );
    const behind = ["parked", "waits for the version before it"];
    expect(await shown()).toEqual({
      [told.id]: ["due", "HTTP 500"],
      [newer.id]: behind,
      [other.id]: ["due", null],
    });
    await db.insert(openBreakers).values({
      origin: `endpoint ${row!.endpoint_id}`,
      opened_at: now_ms,
      probe_at: now_ms + 1,
      reason: "HTTP 429",
    });
    const asked = ["parked", "its endpoint asks to wait (Retry-After)"];
    expect(await shown()).toEqual({
      [told.id]: ["due", "HTTP 500"],
      [newer.id]: asked,
      [other.id]: asked,
    });
    const parked = await list("&state=parked");
    expect(parked.map(({ id }) => id).sort()).toEqual(
      [newer.id, other.id].sort(),
    );
  });
});
