import { join } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { chmodSync } from "node:fs";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { runLoad } from "./load_client.ts";
import type { LoadResult } from "./load_client.ts";
import { firstMatch, printMachine, residentMib, round2 } from "./machine.ts";

/** Durable, like the embedded Postgres. */
const SETTINGS = ["shared_buffers=128MB", "max_wal_size=2GB"];
const CONNECTIONS = [1, 64, 512];
/** Polls for up to a minute until the drain ends after a load. */
const POLLS_MAX = 600;
const ROUNDS = Number(process.env.TALLYHO_BENCH_ROUNDS ?? "3");
const DURATION_MS = Number(process.env.TALLYHO_BENCH_MS ?? "3000");
const ADMIN_TOKEN = "th_bench_admin_token_0123456789";
const USER_AGENT =
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 abc";

/** A server under load: how to reach it, and how to stop it. */
interface Target {
  name: string;
  /** Database of its clicks; undefined if it isn't ours. */
  database?: string;
  url: string;
  counter: string;
  stop(): Promise<void>;
  /** Resident memory of its process in MiB. */
  memory_mib(): Promise<number>;
}

/** `bun run bench clicks`. */
export async function benchClicks(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(base, "bundled", SETTINGS);
  try {
    printMachine(base);
    const names = ["bare", "elysia", "textbook", "fsync", "relaxed", "away"];
    const results = new Map<string, LoadResult[]>();
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of names) {
        const target = await startTarget(name, base, server, round);
        let answered = 0;
        for (const connections of CONNECTIONS) {
          const result = await loadTarget(target, connections);
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

async function loadTarget(
  target: Target,
  connections: number,
): Promise<LoadResult> {
  return await runLoad({
    url: target.url,
    counter: target.counter,
    connections,
    duration_ms: DURATION_MS,
    headers: { "user-agent": USER_AGENT },
  });
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
    name,
    url,
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
    name,
    database,
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
  if (target.database === undefined) return;
  const base = new URL(target.url).origin;
  const lag = async () => {
    const ready = (await (await fetch(`${base}/readyz`)).json()) as {
      journal: { drain_lag_bytes: number };
    };
    return ready.journal.drain_lag_bytes;
  };
  const lag_kib = Math.round((await lag()) / 1024);
  const mib = await target.memory_mib();
  if (target.name === "away") await server.startAgain();
  for (let look = 0; (await lag()) > 0; look++) {
    if (look === POLLS_MAX) throw new Error("The drain does not end");
    await Bun.sleep(100);
  }
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
  results: ReadonlyMap<string, LoadResult[]>,
): void {
  const median = (key: string, field: keyof LoadResult) => {
    const values = (results.get(key) ?? [])
      .map((result) => Number(result[field]))
      .sort((a, b) => a - b);
    return values[values.length >> 1] ?? 0;
  };
  console.log("target    conns      per s   ratio   p50 ms   p99 ms  p99.9 ms");
  for (const connections of CONNECTIONS) {
    for (const name of names) {
      const key = `${name} ${connections}`;
      const per_second = median(key, "per_second");
      const ratio = per_second / median(`bare ${connections}`, "per_second");
      console.log(
        [
          name.padEnd(9),
          String(connections).padStart(5),
          String(Math.round(per_second)).padStart(10),
          round2(ratio).padStart(7),
          round2(median(key, "p50_ms")).padStart(8),
          round2(median(key, "p99_ms")).padStart(8),
          round2(median(key, "p999_ms")).padStart(9),
        ].join(" "),
      );
    }
  }
}
