import { afterAll, expect, test } from "bun:test";
import { closeDatabase, insertRows, openDatabase } from "../../db/mod.ts";
import { conversions } from "../../db/schema/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import { writeConversions } from "./record.ts";
import type { ConversionRow } from "./working_set.ts";

const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 1 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

const ROW: ConversionRow = {
  campaign_id: 1,
  id: "01900000-0000-7000-8000-000000000001",
  goal_key: "sale",
  dedupe_key: "o:A-1",
  version: 2,
  status: "approved",
  reason: null,
  click_id: new Uint8Array(20),
  link_id: 1,
  affiliate_id: 1,
  advertiser_id: 1,
  order_id: "A-1",
  customer_id: null,
  currency: "USD",
  amount_micros: 80_000_000n,
  revenue_micros: 20_000_000n,
  payout_micros: 12_500_000n,
  sent_currency: null,
  sent_amount_micros: null,
  rate_id: null,
  goal_payout_id: null,
  tier_step: null,
  owed_currency: null,
  owed_micros: null,
  owed_spread_micros: null,
  owed_rate_id: null,
  held: null,
  approved_at: START_MS,
  first_approved_at: START_MS,
  payable_from: START_MS,
  auto_approve_at: null,
  refunded_micros: 0n,
  rule_version: 1,
  source_id: null,
  proof: "none",
  said_at: START_MS,
  said: ["approved|80000000"],
  adv: null,
  flags: [],
  install: null,
  clicked_at: START_MS,
  occurred_at: null,
  recorded_at: START_MS,
  updated_at: START_MS,
};

test("writeConversions() changes nothing that has moved on since it was read, and names it as lost", async () => {
  await insertRows(db, conversions, [ROW]);
  const change: ConversionRow = {
    ...ROW,
    status: "reversed",
    payout_micros: 0n,
  };
  const write = (row: ConversionRow, read_version: number) =>
    db.transaction((tx) => writeConversions(tx, [{ row, read_version }]));
  const stale = await write({ ...change, version: 2 }, 1);
  expect([...stale]).toEqual([ROW.id]);
  expect(await db.select().from(conversions)).toMatchObject([
    { version: 2, status: "approved", payout_micros: 12_500_000n },
  ]);
  expect((await write({ ...change, version: 3 }, 2)).size).toBe(0);
  expect(await db.select().from(conversions)).toMatchObject([
    { version: 3, status: "reversed", payout_micros: 0n },
  ]);
});

test("writeConversions() names a new conversion as lost where its event exists by now", async () => {
  const other = { ...ROW, id: "01900000-0000-7000-8000-000000000002" };
  const lost = await db.transaction((tx) =>
    writeConversions(tx, [{ row: { ...other, version: 1 }, read_version: 0 }]),
  );
  expect([...lost]).toEqual([other.id]);
});
