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
    sql`select exists (select from pg_locks where not granted and locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())) as waits`,
  );
  return row?.waits === true;
}

test("those that drop tables take turns: none takes another for a backup", async () => {
  const asked = Array.from({ length: 400 }, () =>
    db.transaction(mayDropTables),
  );
  expect(new Set(await Promise.all(asked))).toEqual(new Set([true]));
});

test("one that drops tables keeps no lock but theirs: the next can't find a backup's", async () => {
  await db.transaction(async (tx) => {
    expect(await mayDropTables(tx)).toBe(true);
    const rows = await tx.execute(
      sql`select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()`,
    );
    expect(rows).toHaveLength(1);
  });
});

test("a backup begins to read once those that drop tables have ended", async () => {
  const backup = openDatabase(database.owner, { connections_max: 1 });
  const dropping = Promise.withResolvers<void>();
  const ends = Promise.withResolvers<void>();
  const order: string[] = [];
  const drops = db.transaction(async (tx) => {
    expect(await mayDropTables(tx)).toBe(true);
    dropping.resolve();
    await ends.promise;
    order.push("dropped");
  });
  await dropping.promise;
  const holds = holdTables(backup).then(() => order.push("held"));
  await until("the backup waits", isAnyWaiting);
  ends.resolve();
  await Promise.all([drops, holds]);
  expect(order).toEqual(["dropped", "held"]);
  await closeDatabase(backup);
});

test("no table is dropped while a backup reads", async () => {
  const backup = openDatabase(database.owner, { connections_max: 1 });
  await holdTables(backup);
  expect(await db.transaction(mayDropTables)).toBe(false);
  await closeDatabase(backup);
  // Postgres frees the lock once it has noticed that the connection is gone.
  await until("tables may be dropped", () => db.transaction(mayDropTables));
});
