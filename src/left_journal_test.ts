import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, openDatabase } from "../db/mod.ts";
import { systemClock } from "../modules/kernel/mod.ts";
import {
  createTestDatabase,
  startTestService,
  TEST_KEY,
} from "../tests/harness.ts";
import { readConfig } from "./config.ts";
import { hasJournal, openLeftJournal } from "./left_journal.ts";

const database = await createTestDatabase();
const first = await startTestService(database);
const directory = mkdtempSync(join(tmpdir(), "tallyho-left-"));
afterAll(async () => {
  await first.stop();
  await database.drop();
  rmSync(directory, { recursive: true });
});

const OPTIONS = {
  // Nobody listens there: what would be traced is dropped.
  config: readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" }),
  clock: systemClock,
  secrets: { key: TEST_KEY, admin_token: "" },
  log: () => {},
};

const segments = () => readdirSync(join(directory, "journal")).length;

test("a journal that was left is drained without tracing the tracker's transactions again, and adds no file while the database is away", async () => {
  const { transaction } = first.db;
  const journal = await openLeftJournal(first.db, OPTIONS, directory);
  expect(await journal.drainOnce()).toBeFalse();
  await journal.close();
  expect(first.db.transaction).toBe(transaction);
  expect(hasJournal(directory)).toBeTrue();

  const before = segments();
  const away = openDatabase("postgres://nobody@127.0.0.1:9/none", {
    connections_max: 1,
  });
  for (let tries = 0; tries < 3; tries++) {
    const opening = openLeftJournal(away, OPTIONS, directory);
    expect(await opening.catch(() => "away")).toBe("away");
  }
  expect(segments()).toBe(before);
  await closeDatabase(away, 0);
});
