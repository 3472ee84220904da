import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
} from "bun:test";
import { sql } from "drizzle-orm";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { clickEntries, countedEntries } from "../../tests/block_counts.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import type { TestDatabase } from "../../tests/harness.ts";
import { ManualClock } from "../kernel/mod.ts";
import { clickIdBytes, encodeClickId } from "./click_id.ts";
import { encodeClick } from "./click_record.ts";
import { dropOldClicks, makeDays } from "./days.ts";
import { Drain } from "./drain.ts";
import { makeBatch } from "./drain_batch.ts";
import { GeoReader, MARK, RepeatMemory } from "./enrich/mod.ts";
import { Enricher } from "./enrich_click.ts";
import { Journal, segmentFiles } from "./journal/mod.ts";
import { RECORD_TYPE } from "./record_type.ts";
import { SetAside } from "./set_aside.ts";

const KEY = new Uint8Array(32).fill(7);
const GEO = GeoReader.open({ country_file: null, asn_file: null });
const DAY_MS = 86_400_000;

let database: TestDatabase;
let db: Database;
let directory: string;
/** Texts of the other records handed over, and whether handing over fails. */
let taken: string[] = [];
let fails_others = false;
const clock = new ManualClock(START_MS);

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.app, { connections_max: 2 });
});
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});
/** Days of dropped rows stay in the blocks. */
let has_dropped_days = false;
afterEach(async () => {
  if (has_dropped_days) return;
  expect(await countedEntries(db, "click")).toEqual(await clickEntries(db));
});
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tallyho-drain-"));
  taken = [];
  fails_others = false;
});

function open(at = directory, id: string = crypto.randomUUID()) {
  const journal = new Journal({
    files: segmentFiles(at),
    durability: "fsync",
    size_bytes_max: 10_000_000,
    failed: () => {},
  });
  const set_aside = new SetAside(at);
  const enricher = new Enricher({
    geo: GEO,
    repeats: new RepeatMemory({ window_ms: DAY_MS, entries_max: 1000 }),
    ip_storage: "full",
    ip_key: KEY,
  });
  const renewed = crypto.randomUUID();
  const identity = { id, renew: () => renewed };
  const drain = new Drain({
    caps: { countsOf: () => [], settled: () => {} },
    db,
    clock,
    journal,
    identity,
    batches: {
      make: async (request) => makeBatch(enricher, request),
      stop: async () => {},
    },
    set_aside,
    others: async (records) => {
      taken.push(...records.map(({ text }) => text));
      if (fails_others) throw new Error("others failed");
      return records
        .filter(({ text }) => text === "odd")
        .map(({ text }) => ({ reason: "odd one", text }));
    },
  });
  return { journal, set_aside, drain, id, renewed };
}

let sequence = 0;
function clickText(
  change: { campaign_id?: number; time_ms?: number; gclid?: string } = {},
) {
  const time_ms = change.time_ms ?? START_MS;
  const fields = { key_number: 0, pays: true, time_ms, node: 1, link_id: 3 };
  const click_id = encodeClickId({ ...fields, sequence: sequence++ }, KEY);
  const text = encodeClick({
    click_id,
    time_ms,
    campaign_id: change.campaign_id ?? 5,
    link_id: 3,
    affiliate_id: 4,
    marks: 0,
    pays: true,
    verdict: "sent",
    ip: "73.1.2.3",
    user_agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0.0.0",
    referrer: null,
    known: { sub1: "tab\there \\ back", click_ref: "line\nbreak" },
    others: { gclid: change.gclid ?? 'a "quoted" one' },
    flags: ['odd "flag"'],
  });
  return { click_id, text };
}

const append = (journal: Journal, text: string) =>
  journal.append({ type: RECORD_TYPE.click, text });

async function count(): Promise<number> {
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from clicks`,
  );
  return row?.n ?? 0;
}

describe("Drain", () => {
  test("stores a click with every field as it was, and what was found out since", async () => {
    const { journal, drain } = open();
    const { text } = clickText({ time_ms: START_MS - 40 * DAY_MS });
    await append(journal, text);
    expect(await drain.runOnce()).toBe(true);
    const [row] = await db.execute(
      sql`select c.*, u.os, u.is_bot from clicks c join user_agents u using (ua_id)`,
    );
    expect(row).toMatchObject({
      campaign_id: 5,
      sub1: "tab\there \\ back",
      sub2: null,
      click_ref: "line\nbreak",
      params: { gclid: 'a "quoted" one' },
      flags: ['odd "flag"'],
      country: "US",
      ip: "73.1.2.3",
      os: "windows",
      is_bot: false,
    });
    expect(await drain.runOnce()).toBe(false);
    expect(drain.lag_bytes).toBe(0);
  });

  test("a crash between COPY and commit loses nothing and stores nothing twice", async () => {
    const before = await count();
    const { journal, drain } = open();
    for (let n = 0; n < 20; n++) await append(journal, clickText().text);
    // The position is written after the COPY, at the clock's time.
    const time = clock.nowMs.bind(clock);
    clock.nowMs = () => {
      throw new Error("killed");
    };
    await expect(drain.runOnce()).rejects.toThrow("killed");
    clock.nowMs = time;
    expect(await count()).toBe(before);
    while (await drain.runOnce());
    expect(await count()).toBe(before + 20);
  });

  test("a batch that is tried again is the same one: its visitor is no repeat, and what is no click is set aside once", async () => {
    const { journal, drain, set_aside } = open();
    const { click_id, text } = clickText();
    await append(journal, text);
    await append(journal, "no click at all");
    const transaction = db.transaction.bind(db);
    db.transaction = () => Promise.reject(new Error("away"));
    await expect(drain.runOnce()).rejects.toThrow("away");
    await expect(drain.runOnce()).rejects.toThrow("away");
    db.transaction = transaction;
    while (await drain.runOnce());
    const rows = await db.execute(
      sql`select marks from clicks where click_id = ${clickIdBytes(click_id)}`,
    );
    expect(rows).toMatchObject([{ marks: MARK.unique }]);
    expect(set_aside.count).toBe(1);
  });

  test("other records are handed over in order once the clicks before them are stored, and again until they were taken", async () => {
    const before = await count();
    const { journal, drain, set_aside, id } = open();
    const postback = (text: string) =>
      journal.append({ type: RECORD_TYPE.postback, text });
    await append(journal, clickText().text);
    await postback("first");
    await postback("odd");
    await append(journal, clickText().text);
    expect(drain.is_past_start).toBe(false);
    fails_others = true;
    await expect(drain.runOnce()).rejects.toThrow("others failed");
    expect(await count()).toBe(before + 2);
    await expect(drain.runOnce()).rejects.toThrow("others failed");
    await journal.close();
    const next = open(directory, id);
    await expect(next.drain.runOnce()).rejects.toThrow("others failed");
    expect(next.drain.is_past_start).toBe(false);
    fails_others = false;
    while (await next.drain.runOnce());
    expect(taken).toEqual(Array(4).fill(["first", "odd"]).flat());
    expect(await count()).toBe(before + 2);
    expect(set_aside.count + next.set_aside.count).toBe(1);
    expect(next.drain.is_past_start).toBe(true);
    expect(await next.drain.runOnce()).toBe(false);
  });

  test("goes on after a restart where the last one ended", async () => {
    const before = await count();
    const first = open();
    for (let n = 0; n < 5; n++) await append(first.journal, clickText().text);
    await first.drain.runOnce();
    await append(first.journal, clickText().text);
    await first.journal.close();
    const second = open(directory, first.id);
    await append(second.journal, clickText().text);
    while (await second.drain.runOnce());
    expect(await count()).toBe(before + 7);
  });

  test("a full journal of which all was drained before a restart takes more as soon as the drain has looked", async () => {
    const first = open();
    const more = (journal: Journal) =>
      append(journal, clickText({ gclid: "x".repeat(60_000) }).text);
    const fill = async () => {
      for (let n = 0; n < 400; n++) await more(first.journal);
    };
    expect(await fill().catch(String)).toContain("JournalFullError");
    // Crashes right before drained segments are removed.
    first.journal.release = () => {};
    while (await first.drain.runOnce());
    await first.journal.close();

    const again = open(directory, first.id);
    expect(await more(again.journal).catch(String)).toContain(
      "JournalFullError",
    );
    // An empty batch moves from the end of one file to the start of the next.
    await again.drain.runOnce();
    await more(again.journal);
  });

  test("a record that Postgres refuses is set aside with its reason, and the others go through", async () => {
    const before = await count();
    const { journal, drain, set_aside } = open();
    await append(journal, clickText().text);
    await append(journal, clickText({ campaign_id: 99_999_999_999 }).text);
    await append(journal, "no click at all");
    const { text } = clickText();
    await append(journal, text.replace(String(START_MS), "NaN"));
    await append(journal, clickText().text);
    while (await drain.runOnce());
    expect(await count()).toBe(before + 2);
    expect(set_aside.count).toBe(3);
    const kept = readFileSync(join(directory, "set_aside.ndjson"), "utf8");
    expect(kept).toContain("out of range");
    expect(new SetAside(directory).count).toBe(3);
  });

  test("the same click twice in the journal is stored once, and nothing is set aside", async () => {
    const before = await count();
    const { journal, drain, set_aside } = open();
    const { text } = clickText();
    await append(journal, text);
    await append(journal, text);
    while (await drain.runOnce());
    expect(await count()).toBe(before + 1);
    expect(set_aside.count).toBe(0);
  });

  test("an older copy of the directory goes on under an id of its own, and stores nothing twice", async () => {
    const before = await count();
    const first = open();
    await append(first.journal, clickText().text);
    await first.journal.close();
    const copy = `${directory}-copy`;
    cpSync(directory, copy, { recursive: true });
    const later = open(directory, first.id);
    for (let n = 0; n < 3; n++) {
      await append(later.journal, clickText().text);
      while (await later.drain.runOnce());
    }
    await later.journal.close();
    for (let start = 0; start < 3; start++) {
      const again = open(directory, first.id);
      await append(again.journal, clickText().text);
      while (await again.drain.runOnce());
      await again.journal.close();
    }
    const restored = open(copy, first.id);
    await append(restored.journal, clickText().text);
    while (await restored.drain.runOnce());
    rmSync(copy, { recursive: true });
    expect(await count()).toBe(before + 8);
    const rows = await db.execute(
      sql`select 1 from journal_positions where journal = ${restored.renewed}`,
    );
    expect(rows).toHaveLength(1);
  });

  test("a look-up by click id touches one partition, however many there are", async () => {
    const { journal, drain } = open();
    for (let day = 0; day < 10; day++) {
      await append(
        journal,
        clickText({ time_ms: START_MS + day * DAY_MS }).text,
      );
    }
    while (await drain.runOnce());
    const plan = await db.execute<{ "QUERY PLAN": string }>(
      sql`explain select * from clicks where click_id = '\\x00'::bytea
        and clicked_at = ${new Date(START_MS + 3 * DAY_MS).toISOString()}`,
    );
    const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
    expect(
      [...text.matchAll(/on (clicks_\d{8})/g)].map(([, name]) => name),
    ).toEqual(["clicks_20261125"]);
  });

  test("the days ahead are made before they are needed, again and again without harm", async () => {
    const at = START_MS + 100 * DAY_MS;
    await Promise.all([makeDays(db, at), makeDays(db, at)]);
    const [row] = await db.execute<{ n: number }>(
      sql`select count(*)::int as n from pg_inherits
        where inhparent = 'clicks'::regclass and inhrelid::regclass::text >= 'clicks_20270302'`,
    );
    expect(row?.n).toBe(4);
  });

  test("retention drops whole days, and the program's role can drop nothing else", async () => {
    const now_ms = START_MS;
    has_dropped_days = true;
    expect(await dropOldClicks(db, { now_ms, retention_days: 0 })).toBe(0);
    expect(await dropOldClicks(db, { now_ms, retention_days: 30 })).toBe(1);
    expect(await dropOldClicks(db, { now_ms, retention_days: 30 })).toBe(0);
    await expect(
      db.execute(sql`select drop_days('conversions', '2026-11-01')`).then(),
    ).rejects.toThrow();
    await expect(db.execute(sql`drop table clicks`).then()).rejects.toThrow();
  });

  test("a click that waited until its day was dropped is stored, and not set aside", async () => {
    has_dropped_days = true;
    const { journal, drain, set_aside } = open();
    const time_ms = START_MS - 40 * DAY_MS;
    await append(journal, clickText({ time_ms }).text);
    while (await drain.runOnce());
    const kept = { now_ms: START_MS, retention_days: 30 };
    expect(await dropOldClicks(db, kept)).toBe(1);
    const before = await count();
    await append(journal, clickText({ time_ms }).text);
    while (await drain.runOnce());
    expect(set_aside.count).toBe(0);
    expect(await count()).toBe(before + 1);
  });
});
