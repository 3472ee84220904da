import { expect, test } from "bun:test";
import { createEmptyDatabase } from "../tests/harness.ts";
import { closeDatabase, openDatabase } from "./client.ts";
import {
  checkMigrations,
  checkPostgresVersion,
  migrateDatabase,
} from "./migrate.ts";
import {
  countStatements,
  knownMigrations,
  makeSchemaOf,
} from "./migration_files.ts";

test("checkPostgresVersion() takes 15 and whatever is newer, however its version is written", () => {
  const texts = ["15", "15.0", "15.18 (Debian 15.18-0+deb12u1)", "18.4", "100"];
  for (const found of [...texts, "19beta1"]) {
    expect(() => checkPostgresVersion(found)).not.toThrow();
  }
});

test("checkPostgresVersion() refuses what is older, and names the version that it found", () => {
  for (const found of ["14.19", "9.6.24", "1", "unknown", ""]) {
    expect(() => checkPostgresVersion(found)).toThrow(
      `version 15 or newer is needed, found ${found}`,
    );
  }
});

const DAY_MS = 86_400_000;
const OURS = [1, 2, 3].map((day) => day * DAY_MS);

test("checkMigrations() takes a database of this or an older version", () => {
  for (const done of [[], OURS.slice(0, 1), OURS]) {
    expect(() => checkMigrations(done, OURS)).not.toThrow();
  }
});

test("checkMigrations() refuses a database of a newer version, and names both days", () => {
  expect(() => checkMigrations([...OURS, 4 * DAY_MS], OURS)).toThrow(
    "a newer tallyho migrated it (its newest migration is of 1970-01-05, this program's of 1970-01-04)",
  );
});

test("checkMigrations() refuses a migration that was changed before it was released", () => {
  const done = [DAY_MS, 2 * DAY_MS + 1, 3 * DAY_MS];
  expect(() => checkMigrations(done, OURS)).toThrow(
    "1970-01-03 that no release",
  );
});

test("migrateDatabase() says how far it is, up to the last statement", async () => {
  const database = await createEmptyDatabase();
  const before_ms = knownMigrations().at(-3) ?? 0;
  const db = openDatabase(database.owner, { connections_max: 1 });
  await db.transaction((tx) => makeSchemaOf(tx, before_ms));
  await closeDatabase(db);
  const total = countStatements(before_ms);
  expect(total).toBeGreaterThan(1);
  const said: number[][] = [];
  await migrateDatabase(database.owner, {
    takes_on_role: false,
    progress: (...far) => said.push(far),
  });
  expect(said.length).toBeGreaterThanOrEqual(total);
  expect(said.at(-1)).toEqual([total, total]);
  expect(said).toEqual(said.toSorted(([a = 0], [b = 0]) => a - b));
  await database.drop();
});
