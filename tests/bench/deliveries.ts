import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { INITIAL_SETTINGS } from "../../src/postgres/cluster.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { benchBacklog } from "./delivery_backlog.ts";
import { benchLatency } from "./delivery_latency.ts";
import { benchRate } from "./delivery_rate.ts";
import { Partners } from "./delivery_receiver.ts";
import { printMachine } from "./machine.ts";

/** Durable, like the embedded Postgres. */
const SETTINGS = [
  ...INITIAL_SETTINGS,
  "shared_preload_libraries=pg_stat_statements",
];

/** Size of a bench. */
export interface DeliveriesSize {
  deliveries: number;
  rounds: number;
  peers: "all" | "tuned" | "none";
  latency: { rounds: number; duration_ms: number; warm_ms: number };
  backlogs: readonly number[];
  /** Parts to run. */
  parts: readonly string[];
}

const FULL: DeliveriesSize = {
  deliveries: 60_000,
  rounds: 3,
  peers: "all",
  latency: { rounds: 3, duration_ms: 10_000, warm_ms: 3_000 },
  backlogs: [20_000, 100_000, 1_000_000],
  parts: (process.env.TALLYHO_BENCH_PARTS ?? "rate,latency,backlog").split(","),
};

/**
 * `bun run bench deliveries`: deliveries per second beside two job queues, the delay until a
 * partner receives a postback, how a hanging and a failing partner affect the others, and how a
 * backlog affects claims and memory. TALLYHO_BENCH_PARTS selects `rate`, `latency` and `backlog`.
 */
export async function benchDeliveries(
  size: Partial<DeliveriesSize> = {},
): Promise<void> {
  const { parts, latency, backlogs, ...rate } = { ...FULL, ...size };
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(base, "bundled", SETTINGS);
  const partners = await Partners.start();
  const place = { server, base, partners };
  try {
    printMachine(base);
    if (parts.includes("rate")) await benchRate({ ...place, ...rate });
    if (parts.includes("latency")) await benchLatency({ ...place, ...latency });
    if (parts.includes("backlog")) await benchBacklog({ ...place, backlogs });
  } finally {
    await partners.stop();
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}
