import { afterAll, beforeAll, expect, test } from "bun:test";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { holdTables } from "../../db/upkeep/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import type { TestDatabase } from "../../tests/harness.ts";
import { dropOldClicks } from "./days.ts";

const DAY_MS = 86_400_000;

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.app, { connections_max: 2 });
});
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

test("dropOldClicks() drops no day that a backup reads, does not wait for it, and drops it afterwards", async () => {
  await db.$client.unsafe(
    "select ensure_days('clicks', '{2026-10-01,2026-10-02}')",
  );
  const drop = () =>
    dropOldClicks(db, { now_ms: START_MS + DAY_MS, retention_days: 30 });
  const backup = openDatabase(database.owner, { connections_max: 1 });
  await holdTables(backup);
  expect(await drop()).toBe(0);
  await closeDatabase(backup);
  expect(await drop()).toBe(2);
});
