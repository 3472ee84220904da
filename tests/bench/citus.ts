import { chmodSync, mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childrenOf } from "../faults/child_processes.ts";
import { CitusNodes, HAS_CITUS } from "../faults/citus_nodes.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { runProgram } from "../program.ts";
import { median, printMachine, round2 } from "./machine.ts";
import { sendPostbacks, startTargetOn } from "./postback_load.ts";
import type { Target, TargetStart } from "./postback_load.ts";

const CONNECTIONS = 64;
const CAMPAIGNS = 8;
const ROUNDS = Number(process.env.TALLYHO_BENCH_ROUNDS ?? "5");
const DURATION_MS = Number(process.env.TALLYHO_BENCH_MS ?? "5000");
const SHARDS = Number(process.env.TALLYHO_BENCH_SHARDS ?? "8");
const PER_SECOND_MAX = 8_000;
/** Durable, and as large on each server. */
const SETTINGS = ["max_wal_size=2GB", "fsync=on", "max_connections=200"];

/** A tracker with its servers. */
interface Side {
  what: string;
  target: Target;
  servers: readonly ExternalPostgres[];
  rates: number[];
  /** Microseconds of CPU per postback, of the tracker and of all servers. */
  tracker_us: number[];
  database_us: number[];
}

/**
 * `bun run bench citus`: postbacks of eight campaigns on one Postgres 15, and distributed over a coordinator
 * and two workers on the same cores, in alternating rounds of one run. `TALLYHO_BENCH_OTHER` adds another
 * checkout's program, on its own database of the one server.
 */
export async function benchCitus(): Promise<void> {
  if (!HAS_CITUS) throw new Error("Citus is not on this machine");
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  mkdirSync(join(base, "plain"));
  const plain = await ExternalPostgres.start(
    join(base, "plain"),
    "postgres_15",
    SETTINGS,
  );
  const nodes = await CitusNodes.start(base, [
    ...SETTINGS,
    `citus.shard_count=${SHARDS}`,
  ]);
  try {
    printMachine(base);
    await distribute(nodes, base);
    const other = process.env.TALLYHO_BENCH_OTHER;
    const sides: Side[] = [];
    const add = async (
      what: string,
      url: string,
      servers: readonly ExternalPostgres[],
      options: TargetStart = {},
    ) => {
      const target = await startTargetOn(url, base, {
        campaigns: CAMPAIGNS,
        ...options,
      });
      sides.push({
        ...{ what, target, servers },
        ...{ rates: [], tracker_us: [], database_us: [] },
      });
    };
    await add("plain", await urlOn(plain, "one"), [plain]);
    if (other !== undefined) {
      const program = join(other, "tests", "bench", "postback_target.ts");
      await add("plain, other", await urlOn(plain, "two"), [plain], {
        program,
      });
    }
    await add("distributed", nodes.url, nodes.all);
    // The first round is a warm-up.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const side of sides) await measure(side, round > 0);
    }
    printSides(sides);
    for (const { target } of sides) await target.stop();
  } finally {
    await plain.stop();
    await nodes.stop();
    await rm(base, { recursive: true, force: true });
  }
}

async function urlOn(server: ExternalPostgres, name: string): Promise<string> {
  await server.ask("postgres", `create database ${name}`);
  return server.url(name);
}

async function distribute(nodes: CitusNodes, base: string): Promise<void> {
  await nodes.prepare();
  await nodes.join();
  const env = { DATABASE_URL: nodes.url, TALLYHO_DATA_DIR: join(base, "data") };
  for (const command of ["migrate", "distribute"]) {
    const { code, stderr } = await runProgram([command], env);
    if (code !== 0) throw new Error(stderr);
  }
}

async function measure(side: Side, counts: boolean): Promise<void> {
  const { target, servers } = side;
  const tracker_before = await target.cpuSeconds();
  const database_before = await databaseSeconds(servers);
  const { requests, by_status, per_second } = await sendPostbacks(
    target,
    Math.ceil((PER_SECOND_MAX * DURATION_MS) / 1000),
    { connections: CONNECTIONS, duration_ms: DURATION_MS },
  );
  if (by_status["201"] !== requests) {
    throw new Error(`Answered otherwise: ${JSON.stringify(by_status)}`);
  }
  const database_s = (await databaseSeconds(servers)) - database_before;
  const tracker_s = (await target.cpuSeconds()) - tracker_before;
  if (!counts) return;
  side.rates.push(per_second);
  side.tracker_us.push((tracker_s * 1e6) / requests);
  side.database_us.push((database_s * 1e6) / requests);
}

/** CPU time of servers and all their processes so far, those that have ended included. */
async function databaseSeconds(
  servers: readonly ExternalPostgres[],
): Promise<number> {
  let seconds = 0;
  for (const { pid } of servers) {
    for (const one of [pid, ...childrenOf(pid)]) {
      seconds += await secondsOf(one);
    }
  }
  return seconds;
}

async function secondsOf(pid: number): Promise<number> {
  const file = Bun.file(`/proc/${pid}/stat`);
  const text = await file.text().catch(() => "");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const ticks = fields.slice(11, 15).map(Number);
  return ticks.reduce((sum, one) => sum + one, 0) / 100;
}

function printSides(sides: readonly Side[]): void {
  const first = sides[0];
  const rate = median(first?.rates ?? []);
  const cost = costOf(first);
  console.log(
    "what              per s (least to most)       ratio   µs of CPU: tracker  Postgres   ratio by CPU",
  );
  for (const side of sides) {
    const { what, rates, tracker_us, database_us } = side;
    const [least, most] = [Math.min(...rates), Math.max(...rates)];
    console.log(
      [
        what.padEnd(14),
        String(Math.round(median(rates))).padStart(8),
        `(${Math.round(least)} to ${Math.round(most)})`.padEnd(18),
        round2(median(rates) / rate).padStart(7),
        String(Math.round(median(tracker_us))).padStart(20),
        String(Math.round(median(database_us))).padStart(9),
        round2(cost / costOf(side)).padStart(14),
      ].join(" "),
    );
  }
}

function costOf(side: Side | undefined): number {
  return median(side?.tracker_us ?? []) + median(side?.database_us ?? []);
}
