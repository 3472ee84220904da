import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
} from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { countedEntries } from "../../tests/block_counts.ts";
import { createTestDatabase } from "../../tests/harness.ts";
import type { TestDatabase } from "../../tests/harness.ts";
import { ManualClock } from "../kernel/mod.ts";
import { readDeltas } from "./copy_deltas.ts";
import { blocksOfDeltas } from "./delta_blocks.ts";
import { foldDeltas } from "./fold_deltas.ts";
import { newFoldThread } from "./fold_thread.ts";

let database: TestDatabase;
let db: Database;
const thread = newFoldThread();
const clock = new ManualClock(Date.UTC(2026, 10, 22, 10));

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.app, { connections_max: 1 });
  await db.execute(sql`select ensure_days('clicks', '{2026-11-22}'::date[])`);
});
afterAll(async () => {
  await thread.stop();
  await closeDatabase(db);
  await database.drop();
});
beforeEach(async () => {
  for (const table of [
    "report_blocks",
    "conversion_deltas",
    "conversion_facts",
    "conversions",
    "clicks",
  ])
    await db.execute(sql`delete from ${sql.identifier(table)}`);
});

const CLICK_ID = sql.raw(`'\\x41'::bytea || int8send(n) || int8send(n)`);
const CLICKED_AT = sql.raw(
  `timestamptz '2026-11-22' + n * interval '100 milliseconds'`,
);

async function addClicks(from: number, end: number): Promise<void> {
  await db.execute(sql`
    insert into clicks (click_id, clicked_at, campaign_id, link_id, affiliate_id, marks, pays, verdict, sub1)
    select ${CLICK_ID}, ${CLICKED_AT}, 1, 1, 1, 1, true, 'sent', 'kept'
    from generate_series(${from}::bigint, ${end - 1}::bigint) as n`);
}

/** Sales of clicks, in their order, with the change that is to be folded. */
async function addSales(from: number, end: number): Promise<void> {
  await db.execute(sql`
    insert into conversions (campaign_id, id, goal_key, dedupe_key, version, status, click_id, link_id, affiliate_id,
      advertiser_id, currency, revenue_micros, payout_micros, rule_version, said_at, said, clicked_at, recorded_at, updated_at)
    select 1, lpad(to_hex(n), 32, '0')::uuid, 'sale', n::text, 1, 'pending', ${CLICK_ID}, 1, 1, 1, 'USD', 2, 1, 1,
      ${CLICKED_AT}, '{}', ${CLICKED_AT}, ${CLICKED_AT}, ${CLICKED_AT}
    from generate_series(${from}::bigint, ${end - 1}::bigint) as n`);
  await db.execute(sql`
    insert into conversion_deltas (campaign_id, conversion_id, version, sign, status, currency,
      amount_micros, revenue_micros, payout_micros)
    select campaign_id, id, version, 1, status, currency, 0, revenue_micros, payout_micros from conversions`);
}

async function waiting(): Promise<number> {
  const pages = await Array.fromAsync(readDeltas(db));
  return pages
    .flatMap((page) => blocksOfDeltas(page, "conversion"))
    .reduce((sum, { entries }) => sum + entries, 0);
}

describe("changes of conversions", () => {
  test("are folded past those whose clicks aren't stored yet, however many wait", async () => {
    await addSales(0, 12);
    await addClicks(5, 6);
    await addClicks(8, 12);
    const before = await countedEntries(db, "conversion");
    await foldDeltas({ db, thread, clock }, 2);
    expect(await waiting()).toBe(7);
    expect(await countedEntries(db, "conversion")).toEqual(before);
    await addClicks(0, 5);
    await foldDeltas({ db, thread, clock }, 2);
    expect(await waiting()).toBe(2);
    clock.advance(2 * 86_400_000);
    await foldDeltas({ db, thread, clock }, 2);
    expect(await waiting()).toBe(0);
    const labels = await db.execute<{ sub1: string | null; count: number }>(
      sql`select subs[1] as sub1, count(*)::int from conversion_facts group by 1 order by 1`,
    );
    expect(labels.map(({ sub1, count }) => [sub1, count])).toEqual([
      ["kept", 10],
      [null, 2],
    ]);
  });

  test("of which many wait look up conversions and clicks, instead of reading all", async () => {
    await addClicks(0, 10_000);
    await addSales(0, 10_000);
    await db.execute(sql`analyze conversions, conversion_deltas, clicks`);
    const read = await rowsRead();
    expect(await waiting()).toBe(10_000);
    await foldDeltas({ db, thread, clock });
    expect(await waiting()).toBe(0);
    expect(await rowsRead()).toBe(read);
  });
});

/** Rows of conversions and clicks that were read one after another. */
async function rowsRead(): Promise<number> {
  await db.execute(sql`select pg_stat_force_next_flush()`);
  const [row] = await db.execute<{ read: number }>(
    sql`select sum(seq_tup_read)::int as read from pg_stat_user_tables
      where relname in ('clicks_20261122', 'conversions', 'conversion_facts')`,
  );
  return row?.read ?? 0;
}
