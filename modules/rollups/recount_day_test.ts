import { afterAll, beforeAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { clickEntries, countedEntries } from "../../tests/block_counts.ts";
import { createTestDatabase } from "../../tests/harness.ts";
import type { TestDatabase } from "../../tests/harness.ts";
import { until } from "../../tests/until.ts";
import { newFoldThread } from "./fold_thread.ts";
import { startsOfShares } from "./read_rows.ts";
import { dropsClicksBefore, recountDay } from "./recount_day.ts";

let database: TestDatabase;
let db: Database;
const thread = newFoldThread();
const DAY = 20_000;
const TODAY = DAY + 1;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.app, { connections_max: 1 });
  await db.execute(sql`select ensure_days('clicks', '{2024-10-04}'::date[])`);
  await db.execute(sql`
    insert into clicks (click_id, clicked_at, campaign_id, link_id, affiliate_id, marks, pays, verdict, country, sub1, sub2, sub3, sub9)
    select decode(lpad(to_hex(n), 32, '0'), 'hex'), '2024-10-04T00:00:00Z'::timestamptz + n * interval '4.3 s',
      n % 3, n % 5, n % 7, n % 33, true, 'sent', 'DE', repeat('x', 600), n,
      case when n % 3 > 0 then 'ä' || n % 7 end, case when n % 5 = 0 then E'a\tb\\\\c' || n % 2 else '' end
    from generate_series(0, 19999) n`);
});
afterAll(async () => {
  await thread.stop();
  await closeDatabase(db);
  await database.drop();
});

test("rows of several stretches are counted to the last", async () => {
  const of = { axis: "click", day: DAY, today: TODAY } as const;
  expect(await recountDay({ db, thread }, of)).toBe(true);
  expect(await countedEntries(db, "click")).toEqual(await clickEntries(db));
});

test("a day is read in stretches of about equally many rows, whenever they came", () => {
  const counts = new Array<number>(1440).fill(1);
  counts.fill(1000, 600, 660);
  const starts = startsOfShares(counts, 10);
  const sums = starts.map((start, at) =>
    counts.slice(start, starts[at + 1]).reduce((sum, one) => sum + one, 0),
  );
  expect(sums.length).toBeLessThan(15);
  expect(Math.max(...sums)).toBeLessThan(6138.1);
  expect(sums.reduce((sum, one) => sum + one, 0)).toBe(61_380);
  expect(startsOfShares([5, 0, 5], 1)).toEqual([0]);
  expect(startsOfShares([0, 9, 9, 0], 100)).toEqual([0, 2, 3]);
});

test("if the thread ends midway, nothing has changed and the connection goes on", async () => {
  const before = await countedEntries(db, "click");
  await db.execute(sql`update clicks set country = 'AT'`);
  let pieces = 0;
  const ending = new (class {
    async ask(...asked: Parameters<typeof thread.ask>) {
      if ("rows" in asked[0] && ++pieces === 2) await thread.stop();
      return await thread.ask(...asked);
    }
  })() as unknown as typeof thread;
  const of = { axis: "click", day: DAY, today: TODAY } as const;
  const tried = recountDay({ db, thread: ending }, of);
  await expect(tried).rejects.toThrow(/The (?:thread|recount)/);
  expect(await countedEntries(db, "click")).toEqual(before);
  await recountDay({ db, thread }, of);
  expect(await countedEntries(db, "click")).toEqual(await clickEntries(db));
});

test("clicks that are deleted for their age wait for the recount that reads them", async () => {
  const before = await countedEntries(db, "click");
  const other = openDatabase(database.owner, { connections_max: 2 });
  let dropping: Promise<unknown> | undefined;
  const drop = () =>
    other.transaction(async (tx) => {
      await dropsClicksBefore(tx, TODAY);
      await tx.execute(sql`select drop_days('clicks', '2024-10-05'::date)`);
    });
  const slow: Pick<typeof thread, "ask"> = {
    async ask(...asked) {
      dropping ??= drop();
      await until("the deletion waits", async () => {
        const waiting = await other.execute(sql`select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`);
        return waiting.length > 0;
      });
      return await thread.ask(...asked);
    },
  };
  const of = { axis: "click", day: DAY, today: TODAY } as const;
  expect(await recountDay({ db, thread: slow }, of)).toBe(true);
  await dropping;
  expect(await db.execute(sql`select from clicks`)).toHaveLength(0);
  expect(await recountDay({ db, thread }, of)).toBe(false);
  expect(await countedEntries(db, "click")).toEqual(before);
  await closeDatabase(other);
});
