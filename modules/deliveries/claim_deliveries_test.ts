import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { isDistributed } from "../../db/citus/mod.ts";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import { addDeliveries } from "../../tests/simulation/delivery_rows.ts";
import { claimDeliveries, readyEndpoints } from "./claim_deliveries.ts";
import type { Turn } from "./delivery_store.ts";

const database = await createTestDatabase();
const db = openDatabase(database.owner, { connections_max: 8 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});
beforeEach(async () => {
  await db.execute(sql`truncate deliveries, delivery_queue, conversions`);
});

const HOUR_MS = 3_600_000;

describe("claimDeliveries()", () => {
  test("first tries and later ones have a share each, and use what the other leaves", async () => {
    await fill({ endpoint_id: 1, count: 10, attempt: 0 });
    await fill({ endpoint_id: 1, count: 10, attempt: 2, from: 100 });
    await fill({ endpoint_id: 2, count: 10, attempt: 0, from: 200 });
    await fill({ endpoint_id: 3, count: 10, attempt: 2, from: 300 });
    await fill({ endpoint_id: 4, count: 1, attempt: 0, from: 400 });
    await fill({ endpoint_id: 4, count: 9, attempt: 1, from: 500 });
    const turns = [1, 2, 3, 4].map((endpoint_id) => {
      return { endpoint_id, total: 6, fresh: 4 };
    });
    const claimed = await claimDeliveries(db, turns, {
      now_ms: START_MS + HOUR_MS,
    });
    const shares = turns.map(({ endpoint_id }) => {
      const mine = claimed.filter((one) => one.endpoint_id === endpoint_id);
      const fresh = mine.filter(({ attempt }) => attempt === 0).length;
      return [fresh, mine.length - fresh];
    });
    expect(shares).toEqual([
      [4, 2],
      [6, 0],
      [0, 6],
      [1, 5],
    ]);
  });

  test("what has waited longest goes first, and what isn't due yet stays", async () => {
    await fill({ endpoint_id: 1, count: 10, attempt: 0 });
    const claimed = await claimDeliveries(db, [turn(1, 4)], {
      now_ms: START_MS + 8,
    });
    expect(claimed.map(({ id }) => id).sort()).toEqual([1, 2, 3, 4].map(idOf));
    const rest = await claimDeliveries(db, [turn(1, 100)], {
      now_ms: START_MS + 8,
    });
    expect(rest.map(({ id }) => id).sort()).toEqual([5, 6, 7, 8].map(idOf));
  });

  test("a version waits for the one before it, also while that one is under way, and for that endpoint alone", async () => {
    const version = (endpoint_id: number, number: number) => ({
      id: idOf(endpoint_id * 10 + number),
      endpoint_id,
      conversion_id: idOf(7),
      version: number,
      status: "approved",
      payout_micros: 1_000_000n,
      created_at: START_MS,
      expires_at: START_MS + HOUR_MS,
    });
    await addDeliveries(db, [version(1, 1), version(1, 2), version(2, 2)]);
    const turns = [turn(1, 9), turn(2, 9)];
    const first = await claimDeliveries(db, turns, { now_ms: START_MS });
    expect(first.map(({ id }) => id).sort()).toEqual([idOf(11), idOf(22)]);
    expect(first.find(({ id }) => id === idOf(11))?.has_newer).toBe(true);
    expect(await claimDeliveries(db, turns, { now_ms: START_MS })).toEqual([]);
    await db.execute(sql`delete from delivery_queue
      where delivery_id = ${idOf(11)}`);
    const [second] = await claimDeliveries(db, turns, { now_ms: START_MS });
    expect(second).toMatchObject({ id: idOf(12), has_newer: false });
  });

  test("a claim that ran out is taken over under the next number", async () => {
    await fill({ endpoint_id: 1, count: 1, attempt: 0 });
    const at_ms = START_MS + HOUR_MS;
    const [one] = await claimDeliveries(db, [turn(1, 1)], { now_ms: at_ms });
    expect(one?.claim).toBe(1);
    expect(await claimDeliveries(db, [turn(1, 1)], { now_ms: at_ms })).toEqual(
      [],
    );
    expect(await readyEndpoints(db, at_ms)).toEqual([]);
    await db.execute(sql`update delivery_queue
      set claimed_until = now() - interval '1 second'`);
    expect(await readyEndpoints(db, at_ms)).toEqual([1]);
    const [two] = await claimDeliveries(db, [turn(1, 1)], { now_ms: at_ms });
    expect(two).toMatchObject({ id: one?.id, claim: 2 });
  });

  test("several that claim at the same time never get one delivery twice, and between them get all", async () => {
    const count = 2_000;
    await fill({ endpoint_id: 1, count, attempt: 0 });
    const got: string[] = [];
    const claimOn = async () => {
      for (let empty = 0; empty < 3;) {
        const claimed = await claimDeliveries(db, [turn(1, 40)], {
          now_ms: START_MS + HOUR_MS,
        });
        got.push(...claimed.map(({ id }) => id));
        // Other workers may hold the rest while their statements run.
        empty = claimed.length === 0 && got.length >= count ? 3 : 0;
      }
    };
    await Promise.all([claimOn(), claimOn(), claimOn(), claimOn()]);
    expect(got.length).toBe(count);
    expect(new Set(got).size).toBe(count);
  });

  // Citus claims by another text.
  test.skipIf(isDistributed())(
    "a claim and the look for who has something due touch no more pages with a backlog of 100,000",
    async () => {
      for (const endpoint_id of [1, 2, 3]) {
        const from = endpoint_id * 1_000_000;
        const count = endpoint_id === 2 ? 10_000 : 100;
        await fill({ endpoint_id, count, attempt: 0, from });
      }
      await db.execute(sql`analyze delivery_queue, deliveries, conversions`);
      const small = await pagesTouched();
      await fill({
        endpoint_id: 2,
        count: 90_000,
        attempt: 0,
        from: 5_000_000,
      });
      await db.execute(sql`analyze delivery_queue, deliveries, conversions`);
      const large = await pagesTouched();
      expect(large.claimed).toBe(small.claimed);
      // At most one more index level per claimed row.
      expect(large.claim).toBeLessThan(small.claim * 1.6);
      expect(large.ready).toBeLessThanOrEqual(small.ready + 12);
      expect(large.ready).toBeLessThan(60);
    },
    30_000,
  );
});

interface Pages {
  claimed: number;
  claim: number;
  ready: number;
}

/**
 * Pages touched by a claim of twenty and a check for due endpoints, counted by Postgres
 * in a transaction that is rolled back.
 */
async function pagesTouched(): Promise<Pages> {
  const undone = new Error("undone");
  const at_ms = START_MS + HOUR_MS;
  let pages: Pages | undefined;
  try {
    await db.transaction(async (tx) => {
      const counts: number[] = [];
      let claimed = 0;
      const note = (row: Record<string, unknown> | undefined) => {
        const [{ Plan: plan }] = row?.["QUERY PLAN"] as [
          { Plan: Record<string, number> },
        ];
        const hit = plan["Shared Hit Blocks"] ?? NaN;
        counts.push(hit + (plan["Shared Read Blocks"] ?? NaN));
        claimed = plan["Actual Rows"] ?? 0;
        return [];
      };
      const explain = "explain (analyze, buffers, format json)";
      const unsafe = async (text: string, parameters: string[]) =>
        note((await tx.$client.unsafe(`${explain} ${text}`, parameters))[0]);
      const explaining = {
        execute: async (query: SQL) =>
          note((await tx.execute(sql`${sql.raw(explain)} ${query}`))[0]),
        $client: { unsafe },
      } as unknown as typeof db;
      await readyEndpoints(explaining, at_ms);
      await claimDeliveries(explaining, [turn(2, 20)], { now_ms: at_ms });
      const [ready = NaN, claim = NaN] = counts;
      pages = { ready, claim, claimed };
      throw undone;
    });
  } catch (error) {
    if (error !== undone) throw error;
  }
  if (pages === undefined) throw new Error("Nothing was counted");
  return pages;
}

function turn(endpoint_id: number, total: number): Turn {
  return { endpoint_id, total, fresh: total };
}

/** Many deliveries of one endpoint, each of its own conversion, due one after another. */
async function fill(given: {
  endpoint_id: number;
  count: number;
  attempt: number;
  from?: number;
}): Promise<void> {
  const { endpoint_id, count, attempt, from = 0 } = given;
  const start = isoTime(START_MS);
  const id = sql`('00000000-0000-7000-8000-' || lpad((${from} + n)::text, 12, '0'))::uuid`;
  const due = sql`${start}::timestamptz + n * interval '1 millisecond'`;
  const ends = sql`${start}::timestamptz + interval '72 hours'`;
  await db.execute(sql`
    insert into conversions (campaign_id, id, goal_key, dedupe_key, version, status,
      click_id, link_id, affiliate_id, advertiser_id, currency, revenue_micros,
      payout_micros, rule_version, said_at, said, clicked_at, recorded_at, updated_at)
    select 1, ${id}, 'sale', 'o:' || ${from} + n, 1, 'approved',
      '\\x00', 1, 1, 1, 'USD', 1, 1, 1, ${due}, '{}', ${due}, ${due}, ${due}
    from generate_series(1, ${count}) as n`);
  await db.execute(sql`
    insert into deliveries (id, endpoint_id, campaign_id, affiliate_id, conversion_id,
      version, status, payout_micros, currency, state, created_at, expires_at)
    select ${id}, ${endpoint_id}, 1, 1, ${id}, 1, 'approved', 1, 'USD', 'due', ${due}, ${ends}
    from generate_series(1, ${count}) as n`);
  await db.execute(sql`
    insert into delivery_queue (delivery_id, endpoint_id, conversion_id, version,
      due_at, expires_at, attempt)
    select ${id}, ${endpoint_id}, ${id}, 1, ${due}, ${ends}, ${attempt}
    from generate_series(1, ${count}) as n`);
}

function idOf(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
}
