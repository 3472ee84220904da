import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import { addDeliveries } from "../../tests/simulation/delivery_rows.ts";
import { claimDeliveries } from "./claim_deliveries.ts";
import { finishDeliveries } from "./finish_deliveries.ts";
import type { ClaimedDelivery, Finished } from "./delivery_store.ts";

const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 4 });
const owner = openDatabase(database.owner, { connections_max: 1 });
afterAll(async () => {
  await closeDatabase(db);
  await closeDatabase(owner);
  await database.drop();
});
beforeEach(async () => {
  await owner.execute(sql`truncate deliveries, delivery_queue, conversions,
    delivery_attempts, endpoint_health`);
});

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ENDPOINT_ID = 1;

describe("finishDeliveries()", () => {
  test("a result of a claim that was taken over leaves its try in the log and changes nothing else", async () => {
    const stale = await claimOne();
    await lapse();
    const current = await claimAgain();
    expect(current.claim).toBe(stale.claim + 1);
    await finishDeliveries(db, [resultOf(stale, "delivered")]);
    expect(await stateOf(stale)).toEqual({ state: "due", waits: true });
    await finishDeliveries(db, [resultOf(current, "due")]);
    expect(await stateOf(stale)).toEqual({ state: "due", waits: true });
    expect(await tries()).toBe(2);
  });

  test("where both come in one batch, the one that holds the claim decides, whatever their order", async () => {
    for (const turned of [false, true]) {
      for (const [old_state, new_state] of [
        ["due", "delivered"],
        ["delivered", "due"],
      ] as const) {
        const stale = await claimOne();
        await lapse();
        const batch = [
          resultOf(stale, old_state),
          resultOf(await claimAgain(), new_state),
        ];
        await finishDeliveries(db, turned ? batch.reverse() : batch);
        const waits = new_state === "due";
        expect(await stateOf(stale)).toEqual({ state: new_state, waits });
        await owner.execute(sql`truncate deliveries, delivery_queue`);
      }
    }
  });

  test("a stale claim with a higher number than the one in force decides nothing", async () => {
    // A requeued delivery gets a random claim number.
    const current = await claimOne();
    for (const off of [1, 7, 500_000_000]) {
      const stale = { ...current, claim: current.claim + off };
      await finishDeliveries(db, [resultOf(stale, "delivered")]);
      expect(await stateOf(current)).toEqual({ state: "due", waits: true });
    }
    await finishDeliveries(db, [
      resultOf({ ...current, claim: current.claim + 1 }, "due"),
      resultOf(current, "delivered"),
    ]);
    expect(await stateOf(current)).toEqual({
      state: "delivered",
      waits: false,
    });
    const [row] = await db.execute(sql`select attempts from deliveries`);
    expect(row).toEqual({ attempts: 1 });
  });

  test("finishing the same twice keeps one try and one outcome", async () => {
    const claimed = await claimOne();
    const result = resultOf(claimed, "delivered");
    await finishDeliveries(db, [result]);
    await finishDeliveries(db, [result]);
    expect(await tries()).toBe(1);
    expect(await stateOf(claimed)).toEqual({
      state: "delivered",
      waits: false,
    });
  });

  test("a day without its partition gets one, and nothing of the batch is lost", async () => {
    const days = [400, 401, 400].map((day) => START_MS + day * DAY_MS);
    const finished: Finished[] = [];
    for (const started_at of days) {
      finished.push(resultOf(await claimOne(), "delivered", started_at));
    }
    await finishDeliveries(db, finished);
    const rows = await db.execute(sql`
      select tableoid::regclass::text as child, count(*)::int as count
      from delivery_attempts group by 1 order by 1`);
    expect([...rows]).toEqual([
      { child: "delivery_attempts_20271227", count: 2 },
      { child: "delivery_attempts_20271228", count: 1 },
    ]);
    const [left] = await db.execute(
      sql`select count(*)::int as count from delivery_queue`,
    );
    expect(left).toEqual({ count: 0 });
  });

  test("a fault of ours makes the age budget longer, in the queue as in what is shown", async () => {
    const claimed = await claimOne();
    const expires_at = claimed.expires_at + 5_000;
    const due_at = START_MS + 5_000;
    const result = resultOf(claimed, "due");
    const unsent = { ...result, expires_at, due_at, attempt: null };
    await finishDeliveries(db, [unsent]);
    const [row] = await db.execute(sql`
      select attempts, attempt, (d.expires_at = q.expires_at) as agree,
        (extract(epoch from d.expires_at) * 1000)::float8 as expires_at
      from deliveries d join delivery_queue q on q.delivery_id = d.id`);
    expect(row).toEqual({ attempts: 0, attempt: 0, agree: true, expires_at });
    expect(await tries()).toBe(0);
  });

  test("an endpoint fails since the first failure after its last success, and a success ends it", async () => {
    const times = [0, 1, 2, 3].map((minutes) => START_MS + minutes * 60_000);
    const [at_0 = 0, at_1 = 0, at_2 = 0, at_3 = 0] = times;
    const claims: ClaimedDelivery[] = [];
    for (const _ of times) claims.push(await claimOne());
    const [a, b, c, d] = claims as [
      ...[ClaimedDelivery, ClaimedDelivery, ClaimedDelivery, ClaimedDelivery],
    ];
    const failing = await finishDeliveries(db, [
      resultOf(a, "delivered", at_0),
      resultOf(b, "due", at_1),
      resultOf(c, "due", at_2),
    ]);
    const since = { endpoint_id: ENDPOINT_ID, failing_since: at_1 };
    expect([...failing]).toEqual([{ ...since, failures: 2 }]);
    const again = await finishDeliveries(db, [resultOf(d, "due", at_3)]);
    expect([...again]).toEqual([{ ...since, failures: 3 }]);
    const last = resultOf(await claimOne(), "delivered", at_3);
    expect([...(await finishDeliveries(db, [last]))]).toEqual([]);
    const [row] = await db.execute(sql`
      select failures, failing_since, last_error from endpoint_health`);
    expect(row).toEqual({
      failures: 0,
      failing_since: null,
      last_error: "HTTP 500",
    });
  });
});

async function claimOne(): Promise<ClaimedDelivery> {
  await addDeliveries(db, [
    {
      id: Bun.randomUUIDv7(),
      endpoint_id: ENDPOINT_ID,
      conversion_id: Bun.randomUUIDv7(),
      version: 1,
      status: "approved",
      payout_micros: 1_000_000n,
      created_at: START_MS,
      expires_at: START_MS + 72 * HOUR_MS,
    },
  ]);
  return await claimAgain();
}

async function claimAgain(): Promise<ClaimedDelivery> {
  const turn = { endpoint_id: ENDPOINT_ID, total: 1, fresh: 1 };
  const [claimed] = await claimDeliveries(db, [turn], { now_ms: START_MS });
  if (claimed === undefined) throw new Error("Nothing could be claimed");
  return claimed;
}

async function lapse(): Promise<void> {
  await db.execute(sql`update delivery_queue
    set claimed_until = now() - interval '1 second'`);
}

function resultOf(
  { id, endpoint_id, claim, attempt }: ClaimedDelivery,
  state: "delivered" | "due",
  started_at = START_MS,
): Finished {
  const succeeded = state === "delivered";
  return {
    delivery_id: id,
    endpoint_id,
    claim,
    state,
    due_at: succeeded ? null : START_MS,
    settled_at: succeeded ? START_MS : null,
    reason: succeeded ? null : "HTTP 500",
    attempt: {
      delivery_id: id,
      campaign_id: 1,
      attempt: attempt + 1,
      claim,
      started_at,
      duration_ms: 12,
      method: "GET",
      url: "https://p.example/pb",
      headers: {},
      succeeded,
    },
  };
}

async function stateOf({ id }: ClaimedDelivery) {
  const [row] = await db.execute(sql`
    select state, ${id}::uuid in (
      select delivery_id from delivery_queue) as waits
    from deliveries where id = ${id}`);
  return row;
}

async function tries(): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from delivery_attempts`,
  );
  return row?.count ?? -1;
}
