import { afterAll, beforeAll, expect, test } from "bun:test";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { reportBlocks } from "../../db/schema/mod.ts";
import { createTestDatabase } from "../../tests/harness.ts";
import type { TestDatabase } from "../../tests/harness.ts";
import { BlockBuilder, DIMENSIONS } from "./block.ts";
import { insertBlocks } from "./insert_blocks.ts";
import { packBlock } from "./pack_block.ts";

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.app, { connections_max: 1 });
});
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

test("insertBlocks() stores those of years at once, as of a small network's first fold", async () => {
  const facts = Object.fromEntries(DIMENSIONS.map((name) => [name, "7"]));
  const blocks = Array.from({ length: 2500 }, (_, day) => {
    const builder = new BlockBuilder("conversion", day, 1);
    const money = { amount: 1n, revenue: 1n, payout: 1n };
    builder.add(facts, { count: 2, money });
    return packBlock(builder.finish());
  });
  await db.transaction((tx) => insertBlocks(tx, blocks));
  const days = await db.select({ day: reportBlocks.day }).from(reportBlocks);
  expect(new Set(days.map(({ day }) => day)).size).toBe(2500);
});
