import { join } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { chmodSync } from "node:fs";
import { INITIAL_SETTINGS } from "../../src/postgres/cluster.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { drained, lagOf } from "./drained.ts";
import { runLoad } from "./load_client.ts";
import type { LoadResult } from "./load_client.ts";
import {
  cpuSeconds,
  databaseSeconds,
  firstMatch,
  median,
  printMachine,
  residentMib,
  round2,
} from "./machine.ts";

const CONNECTIONS = [1, 64, 512];
/** Loads before those that are measured. */
const WARM_LOADS = 3;
const ROUNDS = Number(process.env.TALLYHO_BENCH_ROUNDS ?? "3");
const DURATION_MS = Number(process.env.TALLYHO_BENCH_MS ?? "3000");
/** Those without a database. */
const BARE = ["bare", "elysia"];
const ADMIN_TOKEN = "th_bench_admin_token_0123456789";
const USER_AGENT =
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 abc";

/** A server under load: how to reach it, and how to stop it. */
interface Target {
  name: string;
  /** Database of its clicks, if it has one. */
  database?: string;
  /** Whether it is a tracker, whose clicks are stored a moment after they are answered. */
  drains: boolean;
  url: string;
  counter: string;
  pid: number;
  stop(): Promise<void>;
  /** Resident memory of its process in MiB. */
  memory_mib(): Promise<number>;
}

/** A load, with the CPU time of the server and of its database until what was answered is stored. */
interface Line extends LoadResult {
  server_cpu_seconds: number;
  database_cpu_seconds: number;
  memory_mib: number;
}

/** `bun run bench clicks`. */
export async function benchClicks(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(
    base,
    "bundled",
    INITIAL_SETTINGS,
  );
  try {
    printMachine(base);
    const names = ["bare", "elysia", "textbook", "fsync", "relaxed", "away"];
    const results = new Map<string, Line[]>();
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of names) {
        const target = await startTarget(name, base, server, round);
        // Compiling what is hot takes some seconds, and belongs to no click.
        let answered = 0;
        for (let load = 0; load < WARM_LOADS; load++) {
          const warm = await measure(target, server, CONNECTIONS.at(-1) ?? 1);
          answered += warm.requests;
        }
        for (const connections of CONNECTIONS) {
          const result = await measure(target, server, connections);
          answered += result.requests;
          const key = `${name} ${connections}`;
          results.set(key, [...(results.get(key) ?? []), result]);
        }
        await report(target, server, answered);
        await target.stop();
      }
    }
    printTable(names, results);
  } finally {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

async function measure(
  target: Target,
  server: ExternalPostgres,
  connections: number,
): Promise<Line> {
  const cpuOf = async () => [
    await cpuSeconds(target.pid),
    // Away, it can't be asked.
    target.database === undefined || target.name === "away"
      ? 0
      : await databaseSeconds(server, target.database),
  ];
  const [server_before = 0, database_before = 0] = await cpuOf();
  const result = await runLoad({
    url: target.url,
    counter: target.counter,
    connections,
    duration_ms: DURATION_MS,
    headers: { "user-agent": USER_AGENT },
  });
  const memory_mib = await target.memory_mib();
  if (target.drains && target.name !== "away") await drained(target.url);
  const [server_after = 0, database_after = 0] = await cpuOf();
  return {
    ...{ ...result, memory_mib },
    server_cpu_seconds: server_after - server_before,
    database_cpu_seconds: database_after - database_before,
  };
}

async function startTarget(
  name: string,
  base: string,
  server: ExternalPostgres,
  round: number,
): Promise<Target> {
  const data_dir = join(base, `${name}-${round}`);
  if (name === "fsync" || name === "relaxed") {
    return await startTracker(name, name, data_dir, server);
  }
  if (name === "away") {
    // The database is down for the whole load, and restarted afterwards.
    const target = await startTracker(name, "fsync", data_dir, server);
    await server.stop();
    return target;
  }
  const child = Bun.spawn(
    [
      process.execPath,
      join(import.meta.dir, "click_targets.ts"),
      name,
      server.url("postgres"),
    ],
    { stdout: "pipe", stderr: "inherit" },
  );
  const url = await firstMatch(child.stdout, /http:\S+/);
  return {
    ...{ name, url, drains: false, pid: child.pid },
    ...(BARE.includes(name) ? {} : { database: "postgres" }),
    counter: "?sub1=a&sub2=b&click_ref=bench-",
    memory_mib: () => residentMib(child.pid),
    async stop() {
      child.kill();
      await child.exited;
    },
  };
}

async function startTracker(
  name: string,
  durability: string,
  data_dir: string,
  server: ExternalPostgres,
): Promise<Target> {
  const database = `bench_${crypto.randomUUID().slice(0, 8)}`;
  await server.ask("postgres", `create database ${database}`);
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dir, "../../src/main.ts"), "serve"],
    {
      env: {
        ...process.env,
        PORT: "0",
        DATABASE_URL: server.url(database),
        TALLYHO_DATA_DIR: data_dir,
        TALLYHO_ADMIN_TOKEN: ADMIN_TOKEN,
        TALLYHO_CLICK_DURABILITY: durability,
      },
      stdout: "pipe",
      stderr: "inherit",
    },
  );
  const url = await firstMatch(child.stdout, /http:\/\/\S+/);
  const { slug } = await setUp(new ApiClient(url, ADMIN_TOKEN));
  return {
    ...{ name, database, drains: true, pid: child.pid },
    url: `${url}/c/${slug}`,
    counter: "?sub1=a&sub2=b&click_ref=bench-",
    memory_mib: () => residentMib(child.pid),
    async stop() {
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}

/**
 * Reports whether every answered click is in the table after draining, and what it
 * costs there.
 */
async function report(
  target: Target,
  server: ExternalPostgres,
  answered: number,
): Promise<void> {
  if (!target.drains || target.database === undefined) return;
  const lag_kib = Math.round((await lagOf(target.url)) / 1024);
  const mib = await target.memory_mib();
  if (target.name === "away") await server.startAgain();
  await drained(target.url);
  const [row] = await server.ask(
    target.database,
    `select (select count(*) from clicks)::text as clicks,
      (select sum(pg_total_relation_size(inhrelid)) from pg_inherits
       where inhparent = 'clicks'::regclass)::text as bytes`,
  );
  const clicks = Number(row?.clicks ?? 0);
  const bytes = Math.round(Number(row?.bytes ?? 0) / Math.max(clicks, 1));
  console.log(
    `${target.name}: ${answered} answered, ${clicks} stored at ${bytes} bytes each with indexes; ${Math.round(mib)} MiB, lag at the end ${lag_kib} KiB`,
  );
}

function printTable(
  names: readonly string[],
  results: ReadonlyMap<string, Line[]>,
): void {
  const middle = (key: string, of: (line: Line) => number) =>
    median((results.get(key) ?? []).map(of));
  console.log(
    `Medians of ${ROUNDS} rounds. CPU until what was answered is stored; "away": while the database is down.`,
  );
  console.log(
    "target    conns      per s   ratio   p50 ms   p99 ms  p99.9 ms  MiB  µs of CPU: server  Postgres  client",
  );
  for (const connections of CONNECTIONS) {
    for (const name of names) {
      const key = `${name} ${connections}`;
      const rateOf = (of: string) => middle(of, (line) => line.per_second);
      const ratio = rateOf(key) / rateOf(`bare ${connections}`);
      const each = (of: (line: Line) => number) =>
        middle(key, (line) => (of(line) * 1e6) / line.requests).toFixed(1);
      console.log(
        [
          name.padEnd(10),
          String(connections).padStart(4),
          String(Math.round(rateOf(key))).padStart(10),
          round2(ratio).padStart(7),
          round2(middle(key, (line) => line.p50_ms)).padStart(8),
          round2(middle(key, (line) => line.p99_ms)).padStart(8),
          round2(middle(key, (line) => line.p999_ms)).padStart(9),
          String(Math.round(middle(key, (line) => line.memory_mib))).padStart(
            4,
          ),
          each((line) => line.server_cpu_seconds).padStart(18),
          each((line) => line.database_cpu_seconds).padStart(9),
          each((line) => line.cpu_seconds).padStart(7),
        ].join(" "),
      );
    }
  }
}
