import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { migrateDatabase } from "../../db/mod.ts";
import { ManualClock } from "../../modules/kernel/mod.ts";
import { createEmptyDatabase, startTestService } from "../harness.ts";
import type { TestDatabase, TestService } from "../harness.ts";
import { KEPT_OWNER, readState } from "./state_file.ts";
import type { KeptBooks } from "./state_file.ts";

const MINUTE_MS = 60_000;

/** A tracker of today on what an earlier program left. */
export interface Upgraded extends AsyncDisposable {
  service: TestService;
  database: TestDatabase;
  books: KeptBooks;
}

/** Restores the state of a migration, migrates it, and starts a tracker a minute after the old one was killed. */
export async function upgrade(migration: string): Promise<Upgraded> {
  const { files, books } = await readState(migration);
  const database = await restoreState(migration);
  const data_dir = await mkdtemp(join(tmpdir(), "tallyho-upgrade-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(data_dir, path)), { recursive: true });
    await writeFile(join(data_dir, path), Buffer.from(text, "base64"));
  }
  await migrateDatabase(database.owner, { takes_on_role: false });
  const service = await startTestService(database, {
    data_dir,
    clock: new ManualClock(books.ended_at_ms + MINUTE_MS),
  });
  return {
    service,
    database,
    books,
    async [Symbol.asyncDispose]() {
      await service.stop();
      await database.drop();
      await rm(data_dir, { recursive: true, force: true });
    },
  };
}

/** Makes a database as the program of a migration left it. */
export async function restoreState(migration: string): Promise<TestDatabase> {
  const { sql } = await readState(migration);
  const database = await createEmptyDatabase();
  // Grants name the owner that the database had.
  await runText(database, sql.replaceAll(KEPT_OWNER, database.owner.user));
  return database;
}

/** Runs statements as the database's owner, in one text; returns the rows of a single one. */
export async function runText(
  database: TestDatabase,
  text: string,
): Promise<Record<string, unknown>[]> {
  const sql = postgres({ ...database.owner, max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}
