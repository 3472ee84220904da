import { afterAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { createTestDatabase } from "../tests/harness.ts";
import { until } from "../tests/until.ts";
import { closeDatabase, openDatabase } from "./client.ts";
import { holdTables, mayDropTables } from "./backup_lock.ts";

const database = await createTestDatabase();
const db = openDatabase(database.owner, { connections_max: 4 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

async function isAnyWaiting(): Promise<boolean> {
  const [row] = await db.execute<{ waits: boolean }>(
    sql`select exists (select from pg_locks where not granted and locktype = 'advisory') as waits`,
  );
  return row?.waits === true;
}

test("two that drop tables take turns: neither takes the other for a backup", async () => {
  const first_holds = Promise.withResolvers<void>();
  const first_ends = Promise.withResolvers<void>();
  const first = db.transaction(async (tx) => {
    const may = await mayDropTables(tx);
    first_holds.resolve();
    await first_ends.promise;
    return may;
  });
  await first_holds.promise;
  const second = db.transaction(async (tx) => {
    const asked = mayDropTables(tx);
    await Promise.race([asked, until("the second waits", isAnyWaiting)]);
    first_ends.resolve();
    return await asked;
  });
  expect(await Promise.all([first, second])).toEqual([true, true]);
});

test("no table is dropped while a backup reads", async () => {
  const backup = openDatabase(database.owner, { connections_max: 1 });
  await holdTables(backup);
  expect(await db.transaction(mayDropTables)).toBe(false);
  await closeDatabase(backup);
  // Postgres frees the lock once it has noticed that the connection is gone.
  await until("tables may be dropped", () => db.transaction(mayDropTables));
});
