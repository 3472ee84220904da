// A sender that was told "kept" won't send its postback again. Postgres is stopped under load, and
// the tracker killed while postbacks wait: each answered one is recorded exactly once, and a
// reversal never overtakes its sale.
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { IS_LONG } from "../long.ts";
import { makeSource } from "../senders.ts";
import { refsOf, sendClicks, untilDrained } from "./click_load.ts";
import type { Readiness } from "./click_load.ts";
import { ExternalPostgres } from "./external_postgres.ts";
import { TrackerDirectory } from "./tracker_process.ts";

const ORDERS = IS_LONG ? 2000 : 600;
/** Postbacks that are kept before Postgres comes back, however long it takes to stop. */
const KEPT_MIN = ORDERS / 3;
const SENDERS = 24;
const TRIES_MAX = 200;
const base = new TrackerDirectory();
let server: ExternalPostgres;
beforeAll(async () => {
  server = await ExternalPostgres.start(base.base, "bundled");
});
afterAll(async () => {
  await server.stop();
  await base.remove();
});

/** The status that each postback was answered with, by its id. */
type Statuses = Map<string, number>;

/** Sends until accepted, like a sender that retries after an error or no response. */
async function sendUntilTaken(
  api: ApiClient,
  parameters: Record<string, string>,
  told: Statuses,
): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const answer = await api.postback(parameters).catch(() => null);
    if (answer === null || answer.status >= 500) continue;
    expect([200, 201, 202]).toContain(answer.status);
    told.set(String(answer.body.postback_id), answer.status);
    return;
  }
  throw new Error(`Never taken: ${JSON.stringify(parameters)}`);
}

/** Sends a sale for each order, and after its response a reversal of every second one. */
async function sendSales(
  api: ApiClient,
  clicks: readonly string[],
  orders: readonly string[],
  onAnswered: (told: Statuses) => Promise<void> = async () => {},
): Promise<Statuses> {
  const told: Statuses = new Map();
  const left = orders.entries();
  const send = async () => {
    for (const [index, order_id] of left) {
      const click_id = clicks[index % clicks.length] ?? "";
      await sendUntilTaken(api, { click_id, order_id }, told);
      await onAnswered(told);
      if (index % 2 === 1) continue;
      const reversal = { click_id, order_id, status: "reversed" };
      await sendUntilTaken(api, reversal, told);
      await onAnswered(told);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  return told;
}

/**
 * Expects every answered postback once, and one conversion per order, half of them reversed after
 * being recorded.
 */
async function expectAllRight(
  database: string,
  told: Statuses,
  orders: number,
): Promise<void> {
  const kept = await server.ask(
    database,
    "select id, outcome from all_postbacks",
  );
  const count = new Map<string, number>();
  for (const { id } of kept) {
    count.set(String(id), (count.get(String(id)) ?? 0) + 1);
  }
  const wrong = [...told.keys()].filter((id) => count.get(id) !== 1);
  expect(wrong).toEqual([]);
  const odd = kept.filter(
    ({ outcome }) =>
      !["recorded", "updated", "duplicate"].includes(String(outcome)),
  );
  expect(odd).toEqual([]);
  const [row] = await server.ask(
    database,
    `select count(*)::int as all, count(distinct order_id)::int as orders,
      count(*) filter (where status = 'approved')::int as approved,
      count(*) filter (where status = 'reversed')::int as reversed,
      (select count(*)::int from conversion_versions) as versions,
      (select string_agg(distinct kind, ',') from conversion_versions
        where version = 1 and status <> 'approved') as began_otherwise
    from conversions`,
  );
  expect(row).toEqual({
    all: orders,
    orders,
    approved: orders / 2,
    reversed: orders / 2,
    versions: orders * 1.5,
    began_otherwise: null,
  });
}

async function untilJudged(api: ApiClient): Promise<void> {
  const { journal } = await untilDrained(api);
  expect(journal).toMatchObject({ set_aside: 0, postbacks_queued: 0 });
}

test("Postgres stops under a load of postbacks and clicks and comes back: what was answered is on record once, in order", async () => {
  const directory = new TrackerDirectory();
  try {
    const url = await server.makeDatabase("load", "createrole");
    const { api } = await directory.start({ DATABASE_URL: url });
    const { slug } = await setUp(api);
    const clicks = [
      ...(await sendClicks(api, slug, refsOf("first", 50))).values(),
    ];
    let stopped: Promise<void> | undefined;
    let back: Promise<void> | undefined;
    const onAnswered = async (told: Statuses) => {
      if (told.size >= ORDERS / 5) stopped ??= server.stop();
      // Nobody sends another postback before Postgres has stopped: enough are left to arrive without it.
      await stopped;
      const kept = told.values().filter((status) => status === 202);
      if ([...kept].length < KEPT_MIN) return;
      back ??= stopped?.then(() => server.startAgain());
    };
    const orders = refsOf("order", ORDERS);
    const [told, visitors] = await Promise.all([
      sendSales(api, clicks, orders, onAnswered),
      sendClicks(api, slug, refsOf("visitor", ORDERS / 2)),
    ]);
    await back;
    await untilJudged(api);
    const statuses = new Set(told.values());
    expect([...statuses].sort()).toEqual([200, 201, 202]);
    await expectAllRight("load", told, ORDERS);
    expect(told.size).toBe(ORDERS * 1.5);
    const [row] = await server.ask("load", "select count(*)::int from clicks");
    expect(row?.count).toBe(50 + visitors.size);
    const click_id = clicks[0] ?? "";
    const direct = await api.postback({ click_id, order_id: "after" });
    expect(direct.status).toBe(201);
  } finally {
    await directory.remove();
  }
}, 180_000);

test("a tracker that is killed while postbacks wait, and starts without the database, loses none and keeps their order", async () => {
  const directory = new TrackerDirectory();
  try {
    const url = await server.makeDatabase("killed", "superuser");
    const first = await directory.start({ DATABASE_URL: url });
    const { slug, advertiser_id } = await setUp(first.api);
    // The first source judges the plain address.
    await makeSource(first.api, advertiser_id);
    const { key } = await makeSource(first.api, advertiser_id, {
      answer: "always_200",
    });
    const clicks = [
      ...(await sendClicks(first.api, slug, refsOf("first", 20))).values(),
    ];
    await untilDrained(first.api);
    await server.stop();
    const told = await sendSales(first.api, clicks, refsOf("before", 200));
    expect(new Set(told.values())).toEqual(new Set([202]));
    await first.kill();

    const second = await directory.start({ DATABASE_URL: url });
    const { body } = await second.api.fetch<Readiness>("/readyz");
    expect(body.degraded).toContain("postbacks_queued");
    expect(body.journal.postbacks_queued).toBe(300);
    const own = await second.api.fetch(
      `/v1/postback/${key}?click_id=${clicks[1]}&order_id=before-1&status=approved`,
    );
    expect(own).toMatchObject({ status: 200, body: { outcome: "queued" } });
    const later = await sendSales(second.api, clicks, refsOf("later", 100));
    expect(new Set(later.values())).toEqual(new Set([202]));
    await second.kill();

    await server.startAgain();
    const third = await directory.start({ DATABASE_URL: url });
    await untilJudged(third.api);
    const all: Statuses = new Map([...told, ...later]);
    all.set(String(own.body.postback_id), own.status);
    await expectAllRight("killed", all, 300);
    expect(all.size).toBe(451);
  } finally {
    await directory.remove();
  }
}, 180_000);
