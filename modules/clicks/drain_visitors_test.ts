// Where unique clicks are paid for, a visitor's first click must not depend on when the tracker
// stops.
import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import type { TestDatabase } from "../../tests/harness.ts";
import { ManualClock } from "../kernel/mod.ts";
import { clickIdBytes, encodeClickId } from "./click_id.ts";
import { encodeClick } from "./click_record.ts";
import { Drain } from "./drain.ts";
import { DrainThread } from "./drain_thread.ts";
import { GeoReader, markNames } from "./enrich/mod.ts";
import { Journal, segmentFiles } from "./journal/mod.ts";
import { RECORD_TYPE } from "./record_type.ts";
import { SetAside } from "./set_aside.ts";

const KEY = new Uint8Array(32).fill(7);
const GEO = GeoReader.open({ country_file: null, asn_file: null });
const WINDOW_MS = 86_400_000;

let database: TestDatabase;
let db: Database;
const clock = new ManualClock(START_MS);
const opened: { crash(): Promise<void> }[] = [];
const directories: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.app, { connections_max: 2 });
});
afterEach(async () => {
  for (const { crash } of opened.splice(0)) await crash();
  for (const directory of directories.splice(0)) {
    rmSync(directory, { recursive: true });
  }
});
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "tallyho-visitors-"));
  directories.push(directory);
  return directory;
}

/** The journal and drain of one start. */
function start(directory: string, id: string, visitors = directory) {
  const log: string[] = [];
  const failed = (what: string, error: unknown) => {
    log.push(`${what}: ${error}`);
  };
  const journal = new Journal({
    files: segmentFiles(directory),
    durability: "fsync",
    size_bytes_max: 10_000_000,
    failed,
  });
  const repeats = {
    window_ms: WINDOW_MS,
    entries_max: 1000,
    directory: visitors,
  };
  const setup = { geo: GEO.files, ip_key: KEY, repeats };
  const thread = new DrainThread({ ...setup, ip_storage: "full" }, { failed });
  const drain = new Drain({
    caps: { countsOf: () => [], settled: () => {} },
    db,
    clock,
    journal,
    identity: { id, renew: () => crypto.randomUUID() },
    batches: thread,
    set_aside: new SetAside(directory),
    others: async () => [],
  });
  const crash = async () => {
    await thread.stop();
    await journal.close();
  };
  const service = { journal, drain, crash, log };
  opened.push(service);
  return service;
}

let sequence = 0;
async function click(
  journal: Journal,
  change: { ip?: string; time_ms?: number } = {},
): Promise<string> {
  const time_ms = change.time_ms ?? START_MS;
  const id = { key_number: 0, pays: true, node: 1, link_id: 3, time_ms };
  const click_id = encodeClickId({ ...id, sequence: sequence++ }, KEY);
  const text = encodeClick({
    click_id,
    time_ms,
    campaign_id: 5,
    link_id: 3,
    affiliate_id: 4,
    marks: 0,
    pays: true,
    verdict: "sent",
    ip: change.ip ?? "73.1.2.3",
    user_agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0.0.0",
    referrer: null,
    known: {},
    others: {},
    flags: [],
  });
  await journal.append({ type: RECORD_TYPE.click, text });
  return click_id;
}

async function drainAll(drain: Drain): Promise<void> {
  while (await drain.runOnce());
}

async function marksOf(click_ids: readonly string[]): Promise<string[]> {
  const rows = await db.execute<{ click_id: Uint8Array; marks: number }>(
    sql`select click_id, marks from clicks`,
  );
  const marks = new Map(
    rows.map((row) => [row.click_id.toHex(), markNames(row.marks).join()]),
  );
  return click_ids.map(
    (id) => marks.get(clickIdBytes(id)?.toHex() ?? "") ?? "not stored",
  );
}

test("a start knows the visitors of the ones before it, for a day from their first click", async () => {
  const directory = newDirectory();
  const id = crypto.randomUUID();
  const ids: string[] = [];
  for (const later_ms of [0, WINDOW_MS / 2, WINDOW_MS - 1, WINDOW_MS]) {
    const { journal, drain, crash } = start(directory, id);
    ids.push(await click(journal, { time_ms: START_MS + later_ms }));
    await drainAll(drain);
    await crash();
  }
  expect(await marksOf(ids)).toEqual(["unique", "repeat", "repeat", "unique"]);
});

test("a crash after the file and before the commit uses nobody up, also where the batch is another one afterwards", async () => {
  const directory = newDirectory();
  const id = crypto.randomUUID();
  const first = start(directory, id);
  const ids = [await click(first.journal)];
  await drainAll(first.drain);
  ids.push(await click(first.journal));
  ids.push(await click(first.journal, { ip: "9.9.9.9" }));
  const transaction = db.transaction.bind(db);
  db.transaction = () => Promise.reject(new Error("away"));
  await expect(first.drain.runOnce()).rejects.toThrow("away");
  ids.push(await click(first.journal, { ip: "9.9.9.9" }));
  await first.crash();
  db.transaction = transaction;

  const second = start(directory, id);
  ids.push(await click(second.journal, { ip: "9.9.9.9" }));
  await drainAll(second.drain);
  const expected = ["unique", "repeat", "unique", "repeat", "repeat"];
  expect(await marksOf(ids)).toEqual(expected);
  await second.crash();

  const third = start(directory, id);
  ids.push(await click(third.journal, { ip: "9.9.9.9" }));
  await drainAll(third.drain);
  expect(await marksOf(ids)).toEqual([...expected, "repeat"]);
  expect(third.log).toEqual([]);
});

test("a thread that is replaced knows what the one before it did", async () => {
  const { journal, drain } = start(newDirectory(), crypto.randomUUID());
  const ids = [await click(journal)];
  await drainAll(drain);
  await drain.close();
  ids.push(await click(journal));
  await drainAll(drain);
  expect(await marksOf(ids)).toEqual(["unique", "repeat"]);
});

test("files that can't be written are named once and stop nothing", async () => {
  const directory = newDirectory();
  writeFileSync(join(directory, "file"), "");
  const visitors = join(directory, "file", "below");
  const id = crypto.randomUUID();
  const { journal, drain, log } = start(directory, id, visitors);
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) {
    ids.push(await click(journal), await click(journal));
    await drainAll(drain);
  }
  const [first, ...others] = await marksOf(ids);
  expect(first).toBe("unique");
  expect(others).toEqual(Array(5).fill("repeat"));
  expect(log).toHaveLength(1);
  expect(log[0]).toContain(visitors);
});
