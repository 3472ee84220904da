import { chmodSync, mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { notePoint } from "./curves.ts";
import type { BenchTracker } from "./delivery_tracker.ts";
import { printMachine } from "./machine.ts";
import { printBytes } from "./report_bytes.ts";
import type { Bytes } from "./report_bytes.ts";
import { openReportDatabase } from "./report_database.ts";
import type { ReportDatabase } from "./report_database.ts";
import { benchReportIngest } from "./report_ingest.ts";
import { questionsOf } from "./report_questions.ts";
import type { Question } from "./report_questions.ts";

/** Rows are copied without a log, and kept only between runs. */
const SETTINGS = [
  "shared_buffers=512MB",
  "max_wal_size=4GB",
  "wal_level=minimal",
  "max_wal_senders=0",
  "fsync=off",
  "synchronous_commit=off",
];
const DAY_MS = 86_400_000;
const SIZES = [100_000, 1_000_000, 10_000_000];
const FULL_SIZES = [...SIZES, 100_000_000];
const ROUNDS = 20;
const TEXTBOOK_TIMEOUT_MS = 600_000;

/** Findings at one number of clicks. */
interface Measured {
  clicks: number;
  answers: Answered[];
  bytes: Bytes;
  memory_mib: number;
}

interface Answered {
  name: string;
  /** Of the first time, when the thread has kept nothing of it. */
  first_ms: number;
  median_ms: number;
  p95_ms: number;
  textbook_ms: number;
}

/**
 * `bun run bench reports`: how long reports take over a year of clicks, of which one in fifty
 * converts, beside the textbook's query over the same rows: over 100,000, 1 and 10 million clicks, with
 * TALLYHO_BENCH_FULL=1 over 100 million too. Then what the roll-ups cost ingest.
 *
 * - TALLYHO_BENCH_CLICKS: other numbers of clicks, such as `1000000,5000000`.
 * - TALLYHO_BENCH_KEEP: a directory in which filled databases are kept and found again, and what an
 *   ended run left is gone on with; ten million clicks take 2.5 GB.
 * - TALLYHO_BENCH_RECOUNT=1: counts a kept database's clicks again.
 * - TALLYHO_BENCH_INGEST=0: without ingest, which `bun run bench report_ingest` measures alone.
 */
export async function benchReports(): Promise<void> {
  const kept = process.env.TALLYHO_BENCH_KEEP;
  const base = kept ?? (await mkdtemp(join(tmpdir(), "tallyho-bench-")));
  mkdirSync(base, { recursive: true });
  chmodSync(base, 0o755);
  printMachine(base);
  const server = await ExternalPostgres.start(base, "bundled", SETTINGS);
  const measured: Measured[] = [];
  try {
    for (const clicks of sizes()) {
      console.log("");
      measured.push(await measureAt(server, base, clicks));
    }
  } finally {
    await server.stop();
    if (kept === undefined) await rm(base, { recursive: true, force: true });
  }
  if (measured.length > 1) printSizes(measured);
  if (process.env.TALLYHO_BENCH_INGEST !== "0") await benchReportIngest();
}

function sizes(): number[] {
  const given = process.env.TALLYHO_BENCH_CLICKS;
  if (given !== undefined) return given.split(",").map(Number);
  return process.env.TALLYHO_BENCH_FULL === "1" ? FULL_SIZES : SIZES;
}

async function measureAt(
  server: ExternalPostgres,
  base: string,
  clicks: number,
): Promise<Measured> {
  const opened = await openReportDatabase(server, base, clicks);
  const sql = postgres(server.url(opened.database), {
    max: 1,
    onnotice: () => {},
  });
  try {
    const bytes = await printBytes(sql, clicks);
    const answers = await ask(opened, sql);
    noteAnswers(clicks, answers);
    const memory_mib = await opened.tracker.memory_mib();
    console.log(`memory of the tracker: ${memory_mib.toFixed(0)} MiB`);
    return { clicks, answers, bytes, memory_mib };
  } finally {
    await sql.end();
    await opened.tracker.stop();
  }
}

/** The slowest and the fastest report by the number of clicks. */
function noteAnswers(clicks: number, answers: readonly Answered[]): void {
  const times = answers.map(({ median_ms }) => median_ms);
  const at = {
    curve: "Reports over a year, by its clicks",
    ...{ size_name: "clicks", size: clicks, value_name: "median ms" },
  };
  notePoint({ ...at, line: "the slowest", value: Math.max(...times) });
  notePoint({ ...at, line: "the fastest", value: Math.min(...times) });
}

async function ask(
  { tracker, until_ms, affiliate_ids }: ReportDatabase,
  sql: postgres.Sql,
): Promise<Answered[]> {
  await sql.unsafe(`set statement_timeout = ${TEXTBOOK_TIMEOUT_MS}`);
  console.log(
    "                                           first   median      p95 | textbook   ratio",
  );
  const last_day = Math.floor(until_ms / DAY_MS);
  const answers: Answered[] = [];
  for (const question of questionsOf(last_day, affiliate_ids[40] ?? 0)) {
    const answered = await askOne(tracker, sql, question);
    answers.push(answered);
    const { name, first_ms, median_ms, p95_ms, textbook_ms } = answered;
    console.log(
      `${name.padEnd(40)} ${ms(first_ms, 5)} ${ms(median_ms, 5)} ${ms(p95_ms, 5)} | ${ms(textbook_ms, 6)} ${(textbook_ms / median_ms).toFixed(1).padStart(6)}`,
    );
  }
  return answers;
}

async function askOne(
  tracker: BenchTracker,
  sql: postgres.Sql,
  { name, path, textbook }: Question,
): Promise<Answered> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const began = performance.now();
    await answerOf(tracker, path);
    times.push(performance.now() - began);
  }
  const [first_ms = 0, ...later] = times;
  const sorted = later.sort((a, b) => a - b);
  const began = performance.now();
  await sql.unsafe(textbook);
  return {
    name,
    first_ms,
    median_ms: sorted[sorted.length >> 1] ?? 0,
    p95_ms: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    textbook_ms: performance.now() - began,
  };
}

/** Not by the tests' client, which checks each answer against its schema. */
async function answerOf({ url, api }: BenchTracker, path: string) {
  const answer = await fetch(`${url}/api/v1/reports?${path}`, {
    headers: { authorization: `Bearer ${api.token}` },
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answered ${text}`);
}

/** The same at each size beside each other. */
function printSizes(measured: readonly Measured[]): void {
  const line = (name: string, valueOf: (at: Measured) => string) =>
    console.log(
      `${name.padEnd(40)} ${measured.map((at) => valueOf(at).padStart(16)).join("")}`,
    );
  console.log("");
  line("p95 (textbook) of clicks", ({ clicks }) => `${clicks / 1e6} million`);
  for (const [at, { name }] of (measured[0]?.answers ?? []).entries()) {
    line(name, ({ answers }) => {
      const { p95_ms = 0, textbook_ms = 0 } = answers[at] ?? {};
      return `${ms(p95_ms)} (${(textbook_ms / 1000).toFixed(1)} s)`;
    });
  }
  line("bytes a click", ({ bytes }) => bytes.blocks.toFixed(1));
  line("bytes of its row", ({ bytes }) => bytes.rows.toFixed(1));
  line("memory of the tracker", ({ memory_mib }) => `${ms0(memory_mib)} MiB`);
}

function ms(value: number, width = 0): string {
  return `${ms0(value).padStart(width)} ms`;
}

function ms0(value: number): string {
  return value.toFixed(0);
}
