import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeClickId } from "./click_id.ts";
import { encodeClick } from "./click_record.ts";
import { countedOf, makeBatch, textOf, userAgentsOf } from "./drain_batch.ts";
import type { BatchRequest, DrainBatch } from "./drain_batch.ts";
import { DrainThread, drainWorker } from "./drain_thread.ts";
import { GeoReader, RepeatMemory } from "./enrich/mod.ts";
import { Enricher } from "./enrich_click.ts";
import { Journal, segmentFiles } from "./journal/mod.ts";
import { RECORD_TYPE } from "./record_type.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 10);
const KEY = new Uint8Array(32).fill(7);
const GEO = GeoReader.open({ country_file: null, asn_file: null });
const JOURNAL = crypto.randomUUID();
const REPEATS = { window_ms: 86_400_000, entries_max: 1000 };
const SETTINGS = { ip_storage: "full", ip_key: KEY } as const;

const threads: DrainThread[] = [];
const directories: string[] = [];
afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.stop();
  for (const directory of directories.splice(0)) {
    rmSync(directory, { recursive: true });
  }
});

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "tallyho-thread-"));
  directories.push(directory);
  return directory;
}

function newThread(newWorker: () => Worker = drainWorker): DrainThread {
  const repeats = { ...REPEATS, directory: newDirectory() };
  const setup = { ...SETTINGS, geo: GEO.files, repeats };
  const failed = () => {};
  const thread = new DrainThread(setup, { failed, newWorker });
  threads.push(thread);
  return thread;
}

function newEnricher(): Enricher {
  const repeats = new RepeatMemory(REPEATS);
  return new Enricher({ ...SETTINGS, geo: GEO, repeats });
}

let sequence = 0;
function clickText(change: { user_agent?: string; verdict?: string } = {}) {
  const id = { key_number: 0, pays: true, time_ms: NOW_MS, node: 1 };
  const fields = { ...id, link_id: 3, sequence: sequence++ };
  return encodeClick({
    click_id: encodeClickId(fields, KEY),
    time_ms: NOW_MS,
    campaign_id: 5,
    link_id: 3,
    affiliate_id: 4,
    marks: 0,
    pays: true,
    verdict: "sent",
    ip: "73.1.2.3",
    user_agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0.0.0",
    referrer: "https://from.example/ä",
    known: { sub1: `tab\t${sequence}`, click_ref: "новый" },
    others: {},
    flags: [],
    ...change,
  });
}

/** A request for a journal of these records; a bare text is a click's. */
async function request(
  records: readonly (string | { type: number; text: string })[],
  change: Partial<BatchRequest> = {},
): Promise<BatchRequest> {
  const directory = newDirectory();
  const journal = new Journal({
    files: segmentFiles(directory),
    durability: "fsync",
    size_bytes_max: 1_000_000,
    failed: () => {},
  });
  const appended = records.map((record) =>
    journal.append(
      typeof record === "string"
        ? { type: RECORD_TYPE.click, text: record }
        : record,
    ),
  );
  await Promise.all(appended);
  const stretch = journal.readBytes(journal.start);
  await journal.close();
  if (stretch === null) throw new Error("Nothing was appended");
  return { ...stretch, journal: JOURNAL, stored: [], ...change };
}

/** A worker that runs this code on every message. */
function workerThat(does: string): Worker {
  const source = `self.onmessage = () => { ${does} };`;
  return new Worker(URL.createObjectURL(new Blob([source])));
}

const lineOf = (batch: DrainBatch, from: number) =>
  Buffer.from(textOf(batch, { from, end: from + 1 })).toString();

describe("DrainThread", () => {
  test("makes the same batches as the function that it wraps, and remembers visitors from one to the next", async () => {
    const thread = newThread();
    const enricher = newEnricher();
    const stretches = [
      [clickText(), clickText({ verdict: "capped" }), "no click"],
      [clickText({ user_agent: "other" }), { type: 2, text: "a postback" }],
    ];
    for (const records of stretches) {
      const made = await thread.make(await request(records));
      expect(made).toEqual(makeBatch(enricher, await request(records)));
    }
  });

  test("a request that makes the thread throw fails all who ask with the reason, and the next one has a new thread", async () => {
    const thread = newThread();
    await thread.make(await request([clickText()]));
    const whole = await request([clickText()]);
    const without_place = {
      ...(await request([clickText()])),
      from: null as never,
    };
    const asked = [thread.make(without_place), thread.make(whole)];
    for (const result of await Promise.allSettled(asked)) {
      expect(result).toMatchObject({
        status: "rejected",
        reason: {
          message: expect.stringMatching(/thread .* failed: TypeError/),
        },
      });
    }
    expect((await thread.make(await request([clickText()]))).clicks).toBe(1);
  });

  test.each([
    ["ends", "process.exit(3)", /it ended|terminated/],
    [
      "throws by itself",
      "throw new Error('out of order')",
      /out of order|it ended/,
    ],
  ])(
    "a thread that %s fails who asks, and the next one has a new thread",
    async (_, does, reason) => {
      const workers = [() => workerThat(does)];
      const thread = newThread(() => workers.pop()?.() ?? drainWorker());
      const asked = thread.make(await request([clickText()]));
      const [result] = await Promise.allSettled([asked]);
      expect(String(result.status === "rejected" && result.reason)).toMatch(
        reason,
      );
      expect((await thread.make(await request([clickText()]))).clicks).toBe(1);
    },
  );

  test("a stop fails who still asks, may come twice, and leaves room for a new thread", async () => {
    const thread = newThread();
    const asked = thread.make(await request([clickText()]));
    const [result] = await Promise.allSettled([asked, thread.stop()]);
    expect(result.status).toBe("rejected");
    await thread.stop();
    expect((await thread.make(await request([clickText()]))).clicks).toBe(1);
  });
});

describe("makeBatch()", () => {
  test("gives out records of other types in order, and goes on behind all of them", async () => {
    const others = [
      { type: RECORD_TYPE.postback, text: "first" },
      { type: RECORD_TYPE.postback, text: "second" },
    ];
    const asked = await request([others[0]!, clickText(), others[1]!]);
    const batch = makeBatch(newEnricher(), asked);
    expect(batch.others).toEqual(others);
    expect(batch.clicks).toBe(1);
    const offset = asked.bytes.length;
    expect(batch.next).toEqual({ segment: 1, offset });
  });

  test("a record with a wrong checksum is reported with its place and bytes", async () => {
    const asked = await request([clickText(), clickText()]);
    asked.bytes[40]! ^= 1;
    const batch = makeBatch(newEnricher(), asked);
    expect(batch.clicks).toBe(1);
    const [bad] = batch.unreadable;
    expect(bad?.reason).toBe("segment 1, byte 0: the checksum differs");
    const half = asked.bytes.subarray(0, asked.bytes.length / 2);
    expect(bad?.text).toBe(half.toString("base64"));
  });

  test("every click has its line, its count and its labels, whatever bytes they take", async () => {
    const texts = [clickText(), clickText({ verdict: "geo" }), clickText()];
    const batch = makeBatch(newEnricher(), await request(texts));
    const ranges = [
      { from: 0, end: 1 },
      { from: 1, end: 3 },
    ];
    const last = texts[2]!.split("\t").slice(10).join("\t");
    expect(lineOf(batch, 2)).toEndWith(`\t${last}\n`);
    const counted = [...countedOf(batch, ranges)];
    expect(counted).toHaveLength(2);
    expect(counted[1]).toMatchObject({
      campaign_id: 5,
      affiliate_id: 4,
      clicked_at: NOW_MS,
      known: { sub1: `tab\t${sequence}`, click_ref: "новый" },
    });
  });

  test("a user agent is passed on once, with its clicks, until it is reported as stored", async () => {
    const enricher = newEnricher();
    const texts = [
      clickText({ user_agent: "a" }),
      clickText({ user_agent: "b" }),
      clickText({ user_agent: "a" }),
    ];
    const first = makeBatch(enricher, await request(texts));
    expect(first.user_agents.map((row) => row.user_agent)).toEqual(["a", "b"]);
    const of_last = userAgentsOf(first, [{ from: 2, end: 3 }]);
    expect(of_last.map((row) => row.user_agent)).toEqual(["a"]);
    const stored = of_last.map((row) => row.ua_id);
    const second = makeBatch(enricher, await request(texts, { stored }));
    expect(second.user_agents.map((row) => row.user_agent)).toEqual(["b"]);
  });
});
