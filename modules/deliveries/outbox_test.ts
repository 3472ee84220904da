import { afterAll, expect, test } from "bun:test";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import { createTestDatabase } from "../../tests/harness.ts";
import { systemClock } from "../kernel/mod.ts";
import { Outbox } from "./outbox.ts";
import type { ConversionStep } from "./outbox.ts";

const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 4 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

const hinted: number[][] = [];
/** Each affiliate has one endpoint with the affiliate's own number. */
const outbox = new Outbox({
  clock: systemClock,
  directory: {
    matching: ({ affiliate_id }) =>
      [{ id: affiliate_id, age_budget_hours: 72 }] as never,
  },
  nudge: (ids) => void hinted.push([...ids]),
});

test("each transaction hints at its own endpoints, once they are committed, whatever others add meanwhile", async () => {
  const slow = Promise.withResolvers<void>();
  const has_added = Promise.withResolvers<void>();
  const first = outbox.transaction(db, async (tx) => {
    await outbox.add(tx, [stepOf(1), stepOf(2)]);
    has_added.resolve();
    await slow.promise;
  });
  await has_added.promise;
  for (const id of [3, 4, 5]) {
    await outbox.transaction(db, (tx) => outbox.add(tx, [stepOf(id)]));
  }
  expect(hinted).toEqual([[3], [4], [5]]);
  slow.resolve();
  await first;
  expect(hinted).toEqual([[3], [4], [5], [1, 2]]);
});

test("what is undone, or adds nothing, hints at nothing", async () => {
  hinted.length = 0;
  const undone = outbox.transaction(db, async (tx: Transaction) => {
    await outbox.add(tx, [stepOf(6)]);
    throw new Error("undone");
  });
  expect(undone).rejects.toThrow("undone");
  await undone.catch(() => {});
  await outbox.transaction(db, async () => {});
  await outbox.transaction(db, (tx) => outbox.add(tx, [stepOf(7)]));
  expect(hinted).toEqual([[7]]);
});

function stepOf(affiliate_id: number): ConversionStep {
  return {
    kind: "created",
    after: {
      id: Bun.randomUUIDv7(),
      affiliate_id,
      campaign_id: 1,
      goal_key: "sale",
      version: 1,
      status: "approved",
      payout_micros: 1_000_000n,
      currency: "USD",
      owed_micros: null,
      owed_currency: null,
      reason: null,
      flags: [],
      advertiser_id: 1,
      order_id: null,
      click_id: new Uint8Array(20),
      amount_micros: null,
      revenue_micros: 0n,
      occurred_at: null,
      recorded_at: 0,
    },
  };
}
