import { afterAll, afterEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import type { TestService } from "../harness.ts";
import { IS_LONG } from "../long.ts";
import { until } from "../until.ts";

const TIMES = IS_LONG ? 10 : 3;

const database = await createTestDatabase();
const running: TestService[] = [];
afterEach(async () => {
  await Promise.all(running.map((service) => service.stop()));
});
afterAll(() => database.drop());

async function start(): Promise<TestService> {
  const service = await startTestService(database, { background: true });
  running.push(service);
  return service;
}

/** Polls until a tracker has no connection: a backend ends a moment after its client disconnects. */
async function untilDisconnected(): Promise<void> {
  const client = postgres({ ...database.owner, max: 1, onnotice: () => {} });
  try {
    await until("no connection is left", async () => {
      const rows = await client`
        select from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and backend_type = 'client backend'`;
      return rows.length === 0;
    });
  } finally {
    await client.end();
  }
}

/** Polls until a statement waits for a lock. */
async function untilSomebodyWaits(client: postgres.Sql): Promise<void> {
  await until("a statement waits for the lock", async () => {
    const waiting = await client`select from pg_locks where not granted`;
    return waiting.length > 0;
  });
}

/** Polls until a link's click is stored: deliveries wait for it. */
async function untilStored(
  service: TestService,
  link_id: number,
): Promise<void> {
  await until("the click is stored", async () => {
    const rows = await service.db.execute(
      sql`select from clicks where link_id = ${link_id}`,
    );
    return rows.length > 0;
  });
}

describe("a tracker", () => {
  test(`starts and stops ${TIMES} times, and leaves no connection, no socket and no complaint`, async () => {
    for (let time = 0; time < TIMES; time++) {
      const service = await start();
      const { slug } = await setUp(service.api);
      const click_id = await service.api.click(slug);
      const sold = await service.api.postback({ click_id });
      expect(sold.status).toBe(201);
      const jobs = await service.api.call("GET", "/jobs");
      expect(jobs.data).toContainEqual(
        expect.objectContaining({ name: "end_sessions" }),
      );
      await Promise.all([service.stop(), service.stop()]);
      await service.stop();
      await expect(fetch(service.url)).rejects.toThrow();
      expect(service.log).toEqual([]);
    }
    await untilDisconnected();
  });

  test("answers what is under way before it stops, and what it answered is recorded", async () => {
    const service = await start();
    const { slug } = await setUp(service.api);
    const click_id = await service.api.click(slug);
    const order_ids = Array.from({ length: 20 }, (_, index) => `last-${index}`);
    const holder = postgres({ ...database.owner, max: 2, onnotice: () => {} });
    const under_way = await holder.begin(async (held) => {
      await held`lock table postbacks in access exclusive mode`;
      const answers = order_ids.map((order_id) =>
        service.api.postback({ click_id, order_id }),
      );
      await untilSomebodyWaits(holder);
      const stopping = service.stop();
      return { answers, stopping };
    });
    const answers = await Promise.all(under_way.answers);
    await under_way.stopping;
    await holder.end();
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set([201]),
    );
    expect(service.log).toEqual([]);
    const next = await start();
    for (const order_id of order_ids) {
      const path = `/conversions?order_id=${order_id}`;
      const found = await next.api.call<{ data: unknown[] }>("GET", path);
      expect(found.data).toHaveLength(1);
    }
  });

  test("finishes the current delivery before it stops", async () => {
    const asked = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const partner = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: async () => {
        asked.resolve();
        await gate.promise;
        return new Response("OK");
      },
    });
    const service = await start();
    const { slug, link_id, affiliate_id } = await setUp(service.api);
    await service.api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
      url: `http://127.0.0.1:${partner.port}/pb?o={order_id}`,
    });
    const click_id = await service.api.click(slug);
    await untilStored(service, link_id);
    const { body } = await service.api.postback({ click_id });
    await asked.promise;
    const stopping = service.stop();
    gate.resolve();
    await stopping;
    await partner.stop(true);
    const next = await start();
    const id = String(body.conversion_id);
    const told = await next.api.call("GET", `/deliveries?conversion_id=${id}`);
    expect(told.data).toMatchObject([{ state: "delivered", attempts: 1 }]);
  });
});
