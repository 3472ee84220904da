/**
 * Budgets of the hot paths: the most that one item may ask of Postgres and of the journal. Counts don't swing with the machine,
 * as times do: a change that needs more raises its number here, where everybody sees what it costs.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { until } from "../until.ts";
import { Partners } from "./delivery_receiver.ts";
import {
  fillDeliveries,
  makePartners,
  startTracker,
} from "./delivery_tracker.ts";
import { runLoad } from "./load_client.ts";
import { sendPostbacks, startTarget } from "./postback_load.ts";
import type { Target } from "./postback_load.ts";
import { COUNTED_SETTINGS, countWritten, prepareCounting } from "./written.ts";
import type { Written } from "./written.ts";

const CLICKS = 4_000;
const POSTBACKS = 1_000;
const DELIVERIES = 2_000;
const PARTNERS = 4;
const LOAD_MS_MAX = 60_000;
const HEADERS = {
  "user-agent":
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
};

let base: string;
let server: ExternalPostgres;
let partners: Partners;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "tallyho-budgets-"));
  chmodSync(base, 0o755);
  server = await ExternalPostgres.start(base, "bundled", COUNTED_SETTINGS);
  partners = await Partners.start();
});

afterAll(async () => {
  await partners.stop();
  await server.stop();
  await rm(base, { recursive: true, force: true });
});

/** Asserts that each of a number of items asked for no more than it may. */
function expectWithin(
  written: Written,
  count: number,
  each_max: Partial<Written>,
): void {
  for (const [name, max] of Object.entries(each_max)) {
    const each = written[name as keyof Written] / count;
    expect({ [name]: each <= max ? "within" : each }).toEqual({
      [name]: "within",
    });
  }
}

describe("a postback that becomes a sale with a delivery", () => {
  let target: Target;

  beforeAll(async () => {
    target = await startTarget(server, base);
    await prepareCounting(server, target.database);
    await send(200, 64);
  });

  afterAll(async () => {
    await target.stop();
  });

  async function send(count: number, connections: number): Promise<void> {
    const load = { connections, duration_ms: LOAD_MS_MAX };
    const { by_status } = await sendPostbacks(target, count, load);
    expect(by_status).toEqual({ "201": count });
  }

  test.each([
    ["alone", 50, 1],
    ["with 63 others", POSTBACKS, 64],
    ["with 255 others", POSTBACKS, 256],
  ] as const)(
    "%s: eight rows, 22 index entries, 4.6 KB of log",
    async (_, count, connections) => {
      const written = await countWritten(server, target.database, () =>
        send(count, connections),
      );
      expectWithin(written, count, {
        // With the count of its source and hour, which a batch writes once.
        rows: 8,
        index_entries: 22,
        wal_bytes: 4_600,
      });
      const { statements, transactions } = written;
      expect(transactions).toBeGreaterThan(0);
      expect(statements / transactions).toBeLessThanOrEqual(12);
    },
    LOAD_MS_MAX,
  );
});

test(
  "a click: one row, two index entries, 340 bytes of log and 240 of journal, and hardly a statement",
  async () => {
    const [partner] = await makePartners(server, base, {
      database: "clicked",
      partners,
      count: 1,
    });
    await prepareCounting(server, "clicked");
    const tracker = await startTracker(server, base, {
      database: "clicked",
      background: true,
    });
    const journal = "select sum(byte_offset) as value from journal_positions";
    const click = async (count: number) => {
      const before = await readNumber("clicked", COUNT_CLICKS);
      const paths_file = join(base, "clicks");
      const path = `/c/${partner?.slug ?? ""}?sub1=a&sub2=b&click_ref=bench-`;
      const paths = Array.from({ length: count }, (__, at) => `${path}${at}`);
      await writeFile(paths_file, paths.join("\n"));
      const { by_status } = await runLoad({
        ...{ url: tracker.url, headers: HEADERS, paths_file },
        ...{ connections: 64, duration_ms: LOAD_MS_MAX },
      });
      expect(by_status).toEqual({ "302": count });
      await until("all clicks are in the table", async () => {
        const stored = await readNumber("clicked", COUNT_CLICKS);
        return stored === before + count;
      });
    };
    try {
      await click(100);
      const from = await readNumber("clicked", journal);
      const written = await countWritten(server, "clicked", () =>
        click(CLICKS),
      );
      // Its batches write a little more; the statements of background work are among these.
      expectWithin(written, CLICKS, {
        rows: 1.02,
        index_entries: 2.05,
        wal_bytes: 340,
        statements: 0.1,
      });
      const journaled = (await readNumber("clicked", journal)) - from;
      expect(journaled).toBeGreaterThan(0);
      expect(journaled / CLICKS).toBeLessThanOrEqual(240);
    } finally {
      await tracker.stop();
    }
  },
  LOAD_MS_MAX,
);

test(
  "a delivery whose try is on record: four rows, one and a half index entries, 1 KB of log, and a third of a statement",
  async () => {
    const database = "told";
    const made = await makePartners(server, base, {
      ...{ database, partners, count: PARTNERS },
    });
    await fillDeliveries(server, database, made, DELIVERIES / PARTNERS);
    await prepareCounting(server, database);
    await partners.begin();
    const written = await countWritten(server, database, async () => {
      const tracker = await startTracker(server, base, {
        ...{ database, background: true },
      });
      await until("all are told", async () => {
        return (await readNumber(database, COUNT_QUEUED)) === 0;
      });
      await tracker.stop();
    });
    expect((await partners.received()).requests).toBe(DELIVERIES);
    expectWithin(written, DELIVERIES, {
      rows: 4.1,
      index_entries: 1.5,
      wal_bytes: 1_000,
      statements: 0.3,
    });
  },
  LOAD_MS_MAX,
);

const COUNT_CLICKS = "select count(*) as value from clicks";
const COUNT_QUEUED = "select count(*) as value from delivery_queue";

async function readNumber(database: string, text: string): Promise<number> {
  const [row] = await server.ask(database, text);
  return Number(row?.value ?? 0);
}
