import { afterAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { StatementReading } from "../../db/schema/mod.ts";
import { createTestDatabase } from "../../tests/harness.ts";
import { confirming, plantWorld } from "../../tests/planted_statement.ts";
import { ReconciliationWorld } from "../../tests/reconciliation_world.ts";
import { readTask, Scheduler } from "../scheduler/mod.ts";
import { enqueueMatching, matchJobs } from "./match_tasks.ts";

const database = await createTestDatabase();
const db = openDatabase(database.owner, { connections_max: 4 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});
const world = new ReconciliationWorld(db, async () => {});
const failures: string[] = [];
const scheduler = new Scheduler(
  {
    ...{ db, clock: world.clock, random: Math.random },
    failed: (name, error) => failures.push(`${name}: ${String(error)}`),
  },
  matchJobs(world),
);

test("a matching that misses a row fails once and for good, says why, and matches again when it is resumed", async () => {
  const books = await world.advertiser();
  const { events } = plantWorld(1, { clean: 5, each: 0 });
  const sales = events.flatMap(({ conversions }) => conversions);
  await world.record(books, sales);
  const rows = sales.map(confirming);
  const id = await world.state(books, rows);
  // As a fault of ours would: a row is in no item.
  await db.execute(sql`
    create function lose_first() returns trigger language plpgsql as
      'begin return case when new.row_no = 1 then null else new end; end'`);
  await db.execute(sql`
    create trigger lose_first before insert on reconciliation_items
      for each row execute function lose_first()`);
  const { task_id } = await enqueueMatching({ db, scheduler }, id);
  await scheduler.runOnce();
  expect(await readTask(world, task_id)).toMatchObject({ state: "failed" });
  expect(await world.read(id)).toMatchObject({
    status: "failed",
    problem: expect.stringContaining("1 rows and 1 conversions"),
  });
  expect(failures).toHaveLength(1);

  await db.execute(sql`drop trigger lose_first on reconciliation_items`);
  await scheduler.resume(task_id);
  await scheduler.runOnce();
  expect(await readTask(world, task_id)).toMatchObject({ state: "done" });
  expect(await world.read(id)).toMatchObject({
    status: "review",
    problem: null,
  });
  expect(await world.items(id)).toHaveLength(rows.length);
});

test("a statement that failed for having no rows is left as it is", async () => {
  const books = await world.advertiser();
  const reading: StatementReading = {
    ...{ rows: 0, problems: 0, decimal_comma: false, date_order: "ymd" },
    ...{ undecided: [], foreign_click_ids: 0, rounded_amounts: 0 },
    unknown_statuses: {},
  };
  const problem = "The statement has no rows";
  const id = await world.state(books, [], {
    ...{ status: "failed", problem, reading },
  });
  await enqueueMatching({ db, scheduler }, id);
  await scheduler.runOnce();
  expect(await world.read(id)).toMatchObject({ status: "failed", problem });
});
