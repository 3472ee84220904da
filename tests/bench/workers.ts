import { chmodSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { refsOf, sendClicks } from "../faults/click_load.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { runLoad } from "./load_client.ts";
import type { LoadResult } from "./load_client.ts";
import { firstMatch, printMachine, round2 } from "./machine.ts";

/** Durable, like the embedded Postgres. */
const SETTINGS = ["shared_buffers=128MB", "max_wal_size=2GB"];
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

/**
 * `bun run bench workers`: redirects and postbacks of the served program with one process and with
 * two workers. The load client and Postgres run on the same cores.
 */
export async function benchWorkers(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(base, "bundled", SETTINGS);
  const results = new Map<string, LoadResult[]>();
  try {
    printMachine(base);
    for (let round = 0; round < ROUNDS; round++) {
      for (const workers of WORKERS) {
        await measure(server, base, workers, (key, result) =>
          results.set(key, [...(results.get(key) ?? []), result]),
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
  note: (key: string, result: LoadResult) => void,
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
  const clicks = await sendClicks(api, slug, refsOf("sold", SOLD_CLICKS));
  for (const connections of CONNECTIONS) {
    const load = { connections, duration_ms: DURATION_MS, headers: HEADERS };
    const counter = "?sub1=a&sub2=b&click_ref=bench-";
    const redirects = { ...load, url: `${url}/c/${slug}`, counter };
    note(`redirects ${connections} ${workers}`, await runLoad(redirects));
  }
  const ids = [...clicks.values()];
  for (const connections of CONNECTIONS) {
    const paths_file = join(base, `${database}-${connections}`);
    await writeFile(paths_file, postbackPaths(ids, connections).join("\n"));
    const load = { url, connections, duration_ms: DURATION_MS, paths_file };
    note(`postbacks ${connections} ${workers}`, await runLoad(load));
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

function printTable(results: ReadonlyMap<string, LoadResult[]>): void {
  const median = (key: string, field: keyof LoadResult) => {
    const values = (results.get(key) ?? [])
      .map((result) => Number(result[field]))
      .sort((a, b) => a - b);
    return values[values.length >> 1] ?? 0;
  };
  console.log("what       conns  workers   per s   ratio  p50 ms  p99 ms");
  for (const what of ["redirects", "postbacks"]) {
    for (const connections of CONNECTIONS) {
      for (const workers of WORKERS) {
        const key = `${what} ${connections} ${workers}`;
        const per_second = median(key, "per_second");
        const alone = median(`${what} ${connections} 1`, "per_second");
        const statuses = (results.get(key) ?? []).map((one) => one.by_status);
        console.log(
          what.padEnd(10),
          String(connections).padStart(5),
          String(workers).padStart(8),
          String(Math.round(per_second)).padStart(7),
          round2(per_second / alone).padStart(7),
          round2(median(key, "p50_ms")).padStart(7),
          round2(median(key, "p99_ms")).padStart(7),
          JSON.stringify(statuses),
        );
      }
    }
  }
}
