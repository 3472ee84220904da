// A row that something still refers to can't be deleted: Postgres would refuse it as a fault of ours.
import { afterAll, expect, test } from "bun:test";
import { getTableName, sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { campaignAffiliates, smartTargets } from "../../db/schema/mod.ts";
import { createTestDatabase } from "../../tests/harness.ts";
import {
  OF_ADVERTISER,
  OF_AFFILIATE,
  OF_CAMPAIGN,
  PARTS_OF_CAMPAIGN,
} from "./in_use.ts";

const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 1 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

test.each([
  ["advertisers", OF_ADVERTISER, []],
  ["affiliates", OF_AFFILIATE, [campaignAffiliates]],
  // Targets of smart links go by links of the campaign, which keep it.
  ["campaigns", OF_CAMPAIGN, [...PARTS_OF_CAMPAIGN, smartTargets]],
] as const)(
  "each table that refers to %s keeps them, or its rows go with them",
  async (name, references, parts) => {
    const rows = await db.execute<{ referring: string }>(sql`
      select distinct conrelid::regclass::text as referring from pg_constraint
      where contype = 'f' and confrelid = ${name}::regclass`);
    const known = new Set([
      ...references.map(([, table]) => getTableName(table)),
      ...parts.map((table) => getTableName(table)),
    ]);
    const found = rows.map(({ referring }) => referring);
    expect(found.filter((table) => !known.has(table))).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
  },
);
