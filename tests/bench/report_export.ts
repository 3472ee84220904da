import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { APP_ROLE, closeDatabase, openDatabase } from "../../db/mod.ts";
import {
  BlockBuilder,
  insertBlocks,
  packBlock,
} from "../../modules/rollups/mod.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { startTracker } from "./delivery_tracker.ts";
import type { BenchTracker } from "./delivery_tracker.ts";
import { printMachine, residentMib } from "./machine.ts";

const DAY_MS = 86_400_000;
const DAYS = 20;
const ROWS = 5_000_000;
/** As many as a sorted block has. */
const ENTRIES = 32_768;
/** Parts that a slow reader takes, and the pause after each. */
const SLOW_PARTS = 80;
const SLOW_MS = 250;

/** Exports to measure; each row of theirs has one click and a sub1 of its own. */
const EXPORTS = [
  { name: "CSV by day and sub1", group_by: "day,sub1", accept: "text/csv" },
  {
    name: "NDJSON by sub1",
    group_by: "sub1",
    accept: "application/x-ndjson",
  },
] as const;

type Export = (typeof EXPORTS)[number];

/**
 * `bun run bench reports`: the memory of a tracker while it exports five million rows to a fast
 * reader, and to a slow one who leaves. TALLYHO_BENCH_ROWS is another number of them.
 */
export async function benchReportExport(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  printMachine(base);
  const rows = Number(process.env.TALLYHO_BENCH_ROWS ?? ROWS);
  const server = await ExternalPostgres.start(base, "bundled", [
    "fsync=off",
    "synchronous_commit=off",
  ]);
  try {
    const database = "report_export";
    await server.ask("postgres", `create database ${database}`);
    const options = { database, background: false };
    const first = await startTracker(server, base, options);
    await first.stop();
    await fillBlocks(server.url(database), rows);
    for (const exported of EXPORTS) {
      const tracker = await startTracker(server, base, options);
      try {
        await measure(tracker, exported, rows);
      } finally {
        await tracker.stop();
      }
    }
  } finally {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

/** Stores blocks of clicks as the product does. */
async function fillBlocks(url: string, rows: number): Promise<void> {
  const db = openDatabase(url, { connections_max: 1, role: APP_ROLE });
  const today = Math.floor(Date.now() / DAY_MS);
  const of_day = Math.ceil(rows / DAYS);
  try {
    for (let from = 0; from < rows;) {
      const day_number = Math.floor(from / of_day);
      const end = Math.min(from + ENTRIES, (day_number + 1) * of_day, rows);
      const day = today - DAYS + day_number;
      const builder = new BlockBuilder("click", day, ENTRIES);
      for (let row = from; row < end; row++) {
        builder.add({
          affiliate: "1",
          campaign: "1",
          link: "1",
          kind: row % 9 === 0 ? "2 sent" : "1 sent",
          sub1: subOf(row),
          minute: String(row % 1440),
        });
      }
      const packed = packBlock(builder.finish());
      await db.transaction((tx) => insertBlocks(tx, [packed]));
      from = end;
    }
  } finally {
    await closeDatabase(db);
  }
}

/** As a click id of a traffic source: 16 characters without order. */
function subOf(row: number): string {
  return Bun.hash(String(row)).toString(16).padStart(16, "0");
}

async function measure(
  tracker: BenchTracker,
  exported: Export,
  rows: number,
): Promise<void> {
  const idle = await tracker.memory_mib();
  await peakMib(tracker.pid, { forget: true });
  const began = performance.now();
  const slow = await take(tracker, exported, SLOW_PARTS);
  const slow_peak = await peakMib(tracker.pid, { forget: true });
  // By now nobody reads it, and what it held is free.
  const left = await tracker.memory_mib();
  const fast_began = performance.now();
  const fast = await take(tracker, exported, Infinity);
  const fast_seconds = (performance.now() - fast_began) / 1000;
  const fast_peak = await peakMib(tracker.pid, { forget: false });
  if (fast.lines < rows) throw new Error(`Only ${fast.lines} of ${rows} rows`);
  console.log(
    `${exported.name}, ${fast.lines} lines: idle ${idle.toFixed(0)} MiB; ` +
      `slow reader peak ${slow_peak.toFixed(0)} MiB (first part after ${((slow.first - began) / 1000).toFixed(1)} s), ${left.toFixed(0)} MiB when it left; ` +
      `fast reader peak ${fast_peak.toFixed(0)} MiB, ${fast_seconds.toFixed(0)} s; ` +
      `after ${(await residentMib(tracker.pid)).toFixed(0)} MiB`,
  );
}

/** Reads an export; with a limit of parts slowly, and leaves after them. */
async function take(
  { url, api }: BenchTracker,
  { group_by, accept }: Export,
  parts_max: number,
): Promise<{ lines: number; first: number }> {
  const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const period = `from=${date(today - DAYS * DAY_MS)}&to=${date(today)}&timezone=UTC`;
  const leaving = new AbortController();
  const answer = await fetch(
    `${url}/api/v1/reports?group_by=${group_by}&${period}`,
    {
      headers: { authorization: `Bearer ${api.token}`, accept },
      signal: leaving.signal,
    },
  );
  if (answer.status !== 200 || answer.body === null) {
    throw new Error(`It answered ${answer.status}: ${await answer.text()}`);
  }
  let lines = 0;
  let parts = 0;
  let first = 0;
  for await (const part of answer.body) {
    if (parts === 0) first = performance.now();
    for (const byte of part) if (byte === 10) lines++;
    if (++parts >= parts_max) break;
    if (parts_max < Infinity) await Bun.sleep(SLOW_MS);
  }
  leaving.abort();
  return { lines, first };
}

/** The most resident memory that a process had since it was last forgotten. */
async function peakMib(
  pid: number,
  { forget }: { forget: boolean },
): Promise<number> {
  const status = await Bun.file(`/proc/${pid}/status`).text();
  if (forget) await Bun.write(`/proc/${pid}/clear_refs`, "5");
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
