import { chmodSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { refsOf, sendClicks } from "../faults/click_load.ts";
import { INITIAL_SETTINGS } from "../../src/postgres/cluster.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { drained } from "./drained.ts";
import { runLoad } from "./load_client.ts";
import type { LoadOptions, LoadResult } from "./load_client.ts";
import {
  databaseSeconds,
  firstMatch,
  median,
  printMachine,
  round2,
  treeSeconds,
} from "./machine.ts";

const ROUNDS = Number(process.env.TALLYHO_BENCH_ROUNDS ?? "3");
const DURATION_MS = Number(process.env.TALLYHO_BENCH_MS ?? "4000");
const WORKERS = [1, 2];
const CONNECTIONS = [64, 512];
const SOLD_CLICKS = 2_000;
/** More postbacks than a load gets answered. */
const PER_SECOND_MAX = 12_000;
const ADMIN_TOKEN = "th_bench_admin_token_0123456789";
const HEADERS = {
  "user-agent":
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
};

/** A load, with the CPU time of the tracker's processes and of its database. */
interface Line extends LoadResult {
  tracker_cpu_seconds: number;
  database_cpu_seconds: number;
}

/**
 * `bun run bench workers`: redirects and postbacks of the served program with one process and with
 * two workers. The load client and Postgres run on the same cores.
 */
export async function benchWorkers(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(
    base,
    "bundled",
    INITIAL_SETTINGS,
  );
  const results = new Map<string, Line[]>();
  try {
    printMachine(base);
    for (let round = 0; round < ROUNDS; round++) {
      for (const workers of WORKERS) {
        await measure(server, base, workers, (key, line) =>
          results.set(key, [...(results.get(key) ?? []), line]),
        );
      }
    }
    printTable(results);
  } finally {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

async function measure(
  server: ExternalPostgres,
  base: string,
  workers: number,
  note: (key: string, line: Line) => void,
): Promise<void> {
  const database = `bench_${crypto.randomUUID().slice(0, 8)}`;
  await server.ask("postgres", `create database ${database}`);
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dir, "../../src/main.ts"), "serve"],
    {
      env: {
        ...process.env,
        PORT: "0",
        DATABASE_URL: server.url(database),
        TALLYHO_DATA_DIR: join(base, database),
        TALLYHO_ADMIN_TOKEN: ADMIN_TOKEN,
        TALLYHO_WORKERS: String(workers),
        TALLYHO_LOG: "error",
      },
      stdout: "pipe",
      stderr: "inherit",
    },
  );
  const url = await firstMatch(child.stdout, /http:\/\/\S+/);
  const api = new ApiClient(url, ADMIN_TOKEN);
  const { slug } = await setUp(api);
  const run = async (load: LoadOptions): Promise<Line> => {
    const tracker_before = await treeSeconds(child.pid);
    const database_before = await databaseSeconds(server, database);
    const result = await runLoad(load);
    await drained(url);
    const tracker_cpu_seconds = (await treeSeconds(child.pid)) - tracker_before;
    const database_cpu_seconds =
      (await databaseSeconds(server, database)) - database_before;
    return { ...result, tracker_cpu_seconds, database_cpu_seconds };
  };
  const clicks = await sendClicks(api, slug, refsOf("sold", SOLD_CLICKS));
  for (const connections of CONNECTIONS) {
    const load = { connections, duration_ms: DURATION_MS, headers: HEADERS };
    const counter = "?sub1=a&sub2=b&click_ref=bench-";
    const redirects = { ...load, url: `${url}/c/${slug}`, counter };
    note(`redirects ${connections} ${workers}`, await run(redirects));
  }
  const ids = [...clicks.values()];
  for (const connections of CONNECTIONS) {
    const paths_file = join(base, `${database}-${connections}`);
    await writeFile(paths_file, postbackPaths(ids, connections).join("\n"));
    const load = { url, connections, duration_ms: DURATION_MS, paths_file };
    note(`postbacks ${connections} ${workers}`, await run(load));
  }
  child.kill("SIGTERM");
  await child.exited;
}

function postbackPaths(ids: readonly string[], load: number): string[] {
  const count = Math.ceil((PER_SECOND_MAX * DURATION_MS) / 1_000);
  return Array.from({ length: count }, (_, index) => {
    const click_id = ids[index % ids.length] ?? "";
    return `/v1/postback?click_id=${click_id}&order_id=${load}-${index}`;
  });
}

function printTable(results: ReadonlyMap<string, Line[]>): void {
  const middle = (key: string, of: (line: Line) => number) =>
    median((results.get(key) ?? []).map(of));
  console.log(
    `Medians of ${ROUNDS} rounds. CPU of all the tracker's processes, until what was answered is stored.`,
  );
  console.log(
    "what       conns  workers   per s   ratio  p50 ms  p99 ms  µs of CPU: tracker  Postgres  client",
  );
  for (const what of ["redirects", "postbacks"]) {
    for (const connections of CONNECTIONS) {
      for (const workers of WORKERS) {
        const key = `${what} ${connections} ${workers}`;
        const rateOf = (of: string) => middle(of, (line) => line.per_second);
        const alone = rateOf(`${what} ${connections} 1`);
        const each = (of: (line: Line) => number) =>
          middle(key, (line) => (of(line) * 1e6) / line.requests).toFixed(1);
        console.log(
          [
            what.padEnd(10),
            String(connections).padStart(5),
            String(workers).padStart(8),
            String(Math.round(rateOf(key))).padStart(7),
            round2(rateOf(key) / alone).padStart(7),
            round2(middle(key, (line) => line.p50_ms)).padStart(7),
            round2(middle(key, (line) => line.p99_ms)).padStart(7),
            each((line) => line.tracker_cpu_seconds).padStart(19),
            each((line) => line.database_cpu_seconds).padStart(9),
            each((line) => line.cpu_seconds).padStart(7),
          ].join(" "),
        );
      }
    }
  }
}
