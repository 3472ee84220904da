import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { INITIAL_SETTINGS } from "../../src/postgres/cluster.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import type { LoadResult } from "./load_client.ts";
import { databaseSeconds, median, printMachine, round2 } from "./machine.ts";
import { benchPostbackClicks } from "./postback_clicks.ts";
import { benchPostbackGrowth } from "./postback_growth.ts";
import { sendPostbacks, startTarget } from "./postback_load.ts";
import type { Target } from "./postback_load.ts";

const CONNECTIONS = [64, 256];
const ROUNDS = Number(process.env.TALLYHO_BENCH_ROUNDS ?? "3");
const DURATION_MS = Number(process.env.TALLYHO_BENCH_MS ?? "5000");
const WARM_MS_MAX = 5_000;
/** More than a load gets answered. */
const PER_SECOND_MAX = 20_000;
interface Line extends LoadResult {
  what: string;
  connections: number;
  /** Rows that the load added, by table. */
  recorded: Record<string, number>;
  memory_mib: number;
  /** CPU time of the tracker, and of its database sessions. */
  tracker_cpu_seconds: number;
  database_cpu_seconds: number;
}

/**
 * `bun run bench postbacks`: signed postbacks over HTTP, each with its own click and order, and
 * each a conversion with history, ledger row and delivery. The deliverer doesn't run: what counts
 * is what is committed.
 */
export async function benchPostbacks(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(
    base,
    "bundled",
    INITIAL_SETTINGS,
  );
  try {
    printMachine(base);
    const lines: Line[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      lines.push(...(await measureRound(server, base)));
    }
    printTable(lines);
  } finally {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
  await benchPostbackClicks();
  if (process.env.TALLYHO_BENCH_GROWTH !== "0") await benchPostbackGrowth();
}

/** One transaction each, then batches as they come, with all that they get answered and with half of it. */
async function measureRound(
  server: ExternalPostgres,
  base: string,
): Promise<Line[]> {
  const lines: Line[] = [];
  const single = await startTarget(server, base, { batch_max: 1 });
  await warm(single, server);
  for (const connections of CONNECTIONS) {
    const load = { connections, duration_ms: DURATION_MS };
    lines.push(await measure(single, server, "one each", load));
  }
  await single.stop();
  const batched = await startTarget(server, base);
  await warm(batched, server);
  for (const connections of CONNECTIONS) {
    const load = { connections, duration_ms: DURATION_MS };
    const full = await measure(batched, server, "batches", load);
    lines.push(full);
    const per_second = Math.round(full.per_second / 2);
    const half = { ...load, per_second };
    lines.push(await measure(batched, server, "half of it", half));
  }
  await batched.stop();
  return lines;
}

/** Lets a tracker run for a while, and Postgres count its rows: on empty tables any plan looks as cheap. */
async function warm(target: Target, server: ExternalPostgres): Promise<void> {
  const duration_ms = Math.min(DURATION_MS, WARM_MS_MAX);
  await measure(target, server, "warm-up", { connections: 256, duration_ms });
  await server.ask(target.database, "analyze");
}

async function measure(
  target: Target,
  server: ExternalPostgres,
  what: string,
  load: { connections?: number; duration_ms: number; per_second?: number },
): Promise<Line> {
  const { connections = 64, duration_ms, per_second } = load;
  const rate = per_second ?? (what === "one each" ? 5_000 : PER_SECOND_MAX);
  const before = await countRows(target, server);
  const cpu_before = await target.cpuSeconds();
  const database_before = await databaseSeconds(server, target.database);
  const result = await sendPostbacks(
    target,
    Math.ceil((rate * duration_ms) / 1000),
    {
      connections,
      duration_ms,
      ...(per_second === undefined ? {} : { per_second }),
    },
  );
  const after = await countRows(target, server);
  const recorded = Object.fromEntries(
    Object.entries(after).map(([name, count]) => {
      return [name, count - (before[name] ?? 0)];
    }),
  );
  assertEqual(result, recorded);
  return {
    ...result,
    what,
    connections,
    recorded,
    memory_mib: await target.memory_mib(),
    tracker_cpu_seconds: (await target.cpuSeconds()) - cpu_before,
    database_cpu_seconds:
      (await databaseSeconds(server, target.database)) - database_before,
  };
}

const TABLES = [
  "postbacks",
  "conversions",
  "conversion_versions",
  "ledger_transactions",
  "deliveries",
  "delivery_queue",
];

async function countRows(
  { database }: Target,
  server: ExternalPostgres,
): Promise<Record<string, number>> {
  const counts = TABLES.map(
    (name) => `(select count(*) from ${name})::int as ${name}`,
  );
  const [row] = await server.ask(database, `select ${counts.join(", ")}`);
  return row as Record<string, number>;
}

/** Asserts that each was answered 201 and is in every table. */
function assertEqual(
  { requests, by_status }: LoadResult,
  recorded: Record<string, number>,
): void {
  const made = by_status["201"] ?? 0;
  const is_whole =
    made === requests &&
    Object.values(recorded).every((count) => count === made);
  if (is_whole) return;
  const found = JSON.stringify({ by_status, recorded });
  throw new Error(`Answered and recorded differ: ${found}`);
}

/** Medians of the rounds. */
function printTable(lines: readonly Line[]): void {
  const kinds = Map.groupBy(
    lines,
    ({ what, connections }) =>
      `${what.padEnd(11)} ${String(connections).padStart(5)}`,
  );
  const alone = new Map(
    CONNECTIONS.map((connections) => [
      connections,
      median(
        lines
          .filter((line) => line.what === "one each")
          .filter((line) => line.connections === connections)
          .map(({ per_second }) => per_second),
      ),
    ]),
  );
  console.log(
    `Medians of ${ROUNDS} rounds, and the rate of each; every table has as many rows more as were answered.`,
  );
  console.log(
    "what        conns    per s   ratio   p50 ms   p99 ms  MiB   µs of CPU: tracker  Postgres  client   rounds",
  );
  for (const [name, own] of kinds) {
    const middle = (of: (line: Line) => number) => median(own.map(of));
    const each = (of: (line: Line) => number) =>
      String(Math.round(middle((line) => (of(line) * 1e6) / line.requests)));
    const per_second = middle((line) => line.per_second);
    const ratio = per_second / (alone.get(own[0]?.connections ?? 0) ?? 0);
    console.log(
      [
        name,
        String(Math.round(per_second)).padStart(8),
        round2(ratio).padStart(7),
        round2(middle((line) => line.p50_ms)).padStart(8),
        round2(middle((line) => line.p99_ms)).padStart(8),
        String(Math.round(middle((line) => line.memory_mib))).padStart(4),
        each((line) => line.tracker_cpu_seconds).padStart(20),
        each((line) => line.database_cpu_seconds).padStart(9),
        each((line) => line.cpu_seconds).padStart(7),
        own
          .map((line) => Math.round(line.per_second))
          .join(" ")
          .padStart(18),
      ].join(" "),
    );
  }
}
