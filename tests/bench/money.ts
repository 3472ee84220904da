import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  APP_ROLE,
  closeDatabase,
  migrateDatabase,
  openDatabase,
} from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { extendLedger, verifyLedger } from "../../modules/payouts/mod.ts";
import { readConfig } from "../../src/config.ts";
import { startService } from "../../src/service.ts";
import { ApiClient } from "../api_client.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { notePoint } from "./curves.ts";
import {
  cpuSeconds,
  databaseSeconds,
  median,
  printMachine,
  round2,
} from "./machine.ts";
import { fillConversions } from "./money_fill.ts";
import type { Filling, Parties } from "./money_fill.ts";
import { benchIngest } from "./money_ingest.ts";

const SETTINGS = ["max_wal_size=4GB", "shared_buffers=256MB"];
const SIZES = [10_000, 100_000, 1_000_000];
const FULL_SIZE = 10_000_000;
const AFFILIATES = 100;
const CAMPAIGNS = 10;
const READS = 50;
const DAY_MS = 86_400_000;
const ADMIN_TOKEN = "th_bench_admin_token_0123456789";

/**
 * `bun run bench money`: verification, payment runs and balances with up to a million conversions,
 * most of them paid; and the ledger's cost per postback. With TALLYHO_BENCH_FULL=1 up to ten million;
 * TALLYHO_BENCH_CONVERSIONS gives other numbers, such as `1000000`.
 */
export async function benchMoney(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(base, "bundled", SETTINGS);
  try {
    printMachine(base);
    for (const conversions of sizes()) {
      console.log(`\n${conversions} conversions`);
      await benchBooks(server, base, conversions);
    }
    console.log("");
    await benchIngest(server, base);
  } finally {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

function sizes(): number[] {
  const given = process.env.TALLYHO_BENCH_CONVERSIONS;
  if (given !== undefined) return given.split(",").map(Number);
  return process.env.TALLYHO_BENCH_FULL === "1" ? [...SIZES, FULL_SIZE] : SIZES;
}

/** Conversions that the run pays; as many again are on hold. */
function recentOf(conversions: number): number {
  return conversions / 10;
}

/** Conversions not in any snapshot yet. */
function tailOf(conversions: number): number {
  return conversions / 100;
}

async function benchBooks(
  server: ExternalPostgres,
  base: string,
  conversions: number,
): Promise<void> {
  const database = `money_${conversions}`;
  await server.ask("postgres", `create database ${database}`);
  const url = server.url(database);
  const service = await startService({
    config: readConfig({ PORT: "0" }),
    address: url,
    migrate: () => migrateDatabase(url, { takes_on_role: true }),
    role: APP_ROLE,
    data_dir: join(base, database),
    secrets: {
      key: "a key that only the bench has, of enough characters",
      admin_token: ADMIN_TOKEN,
    },
    clock: systemClock,
    log: (line) => process.stderr.write(`${line}\n`),
    background: false,
  });
  const db = openDatabase(url, { connections_max: 4, role: APP_ROLE });
  try {
    const api = new ApiClient(service.url, ADMIN_TOKEN);
    const parties = await setUpParties(api);
    await fillHistory(db, api, parties, conversions);
    await fillRecent(db, parties, conversions);
    await server.ask(database, "vacuum analyze");
    await measureRun(api, "payment run, dry, only what was collected", {
      dry_run: true,
      only_collected: true,
    });
    await measureRun(api, "payment run, dry", { dry_run: true });
    await measureBalance(api, parties, conversions);
    await measureRun(api, "payment run", {});
    await measureVerify(server, database, db, conversions);
  } finally {
    await closeDatabase(db);
    await service.stop();
  }
}

async function setUpParties(api: ApiClient): Promise<Parties> {
  const make = async (path: string, body: Record<string, unknown>) =>
    (await api.call<{ id: number }>("POST", path, body)).id;
  const affiliates: number[] = [];
  for (let index = 0; index < AFFILIATES; index++) {
    affiliates.push(await make("/affiliates", { name: `Affiliate ${index}` }));
  }
  const price = { type: "fixed", amount: "20" };
  const campaigns: { id: number; advertiser_id: number }[] = [];
  for (let index = 0; index < CAMPAIGNS; index++) {
    const advertiser_id = await make("/advertisers", { name: `S ${index}` });
    const id = await make("/campaigns", {
      ...{ advertiser_id, name: `Campaign ${index}`, currency: "USD" },
      destination_url: "https://shop.example/",
      goals: [{ key: "sale", revenue: price, payout: price }],
    });
    campaigns.push({ id, advertiser_id });
  }
  return { affiliates, campaigns };
}

/** Most of the history is two months old, and paid. */
async function fillHistory(
  db: Database,
  api: ApiClient,
  parties: Parties,
  conversions: number,
): Promise<void> {
  const count = conversions - 2 * recentOf(conversions);
  const now_ms = systemClock.nowMs();
  await fill(db, parties, {
    ...{ count, first: 0, hold_ms: 0, is_mixed: true },
    ...{ from_ms: now_ms - 90 * DAY_MS, to_ms: now_ms - 30 * DAY_MS },
  });
  await db.$client.unsafe("analyze");
  const made = await measureRun(api, "payment run over the history", {});
  const ids = made.payments.map(({ id }) => id);
  await timed("closing its payments", () =>
    api.call("POST", "/payments/close", { ids }),
  );
  const payments = ids.map((id) => ({ id }));
  const reference = "bank 1";
  await timed("paying them", () =>
    api.call("POST", "/payments/pay", { payments, reference }),
  );
}

/** A tenth is payable and a tenth on hold; the chain and the snapshots cover all but the tail. */
async function fillRecent(
  db: Database,
  parties: Parties,
  conversions: number,
): Promise<void> {
  const recent = recentOf(conversions);
  const tail_count = tailOf(conversions);
  const now_ms = systemClock.nowMs();
  const rest = { is_mixed: false, to_ms: now_ms };
  const first = conversions - 2 * recent;
  const hold_ms = 30 * DAY_MS;
  const from_ms = now_ms - 20 * DAY_MS;
  const held = { ...rest, first, count: recent, hold_ms, from_ms };
  await fill(db, parties, held);
  const payable = { ...rest, first: first + recent, hold_ms: 0, from_ms };
  await fill(db, parties, { ...payable, count: recent - tail_count });
  await timed("horizon, chain and snapshots of all", () =>
    extendLedger({ db, clock: systemClock }),
  );
  const tail = { first: conversions - tail_count, count: tail_count };
  await fill(db, parties, { ...payable, ...tail, from_ms: now_ms - 60_000 });
}

async function fill(db: Database, parties: Parties, filling: Filling) {
  let entries = 0;
  await timed(`writing ${filling.count} conversions`, async () => {
    entries = await fillConversions(db, parties, filling);
  });
  return entries;
}

interface Made {
  payments: { id: string; entries_count: number }[];
}

async function measureRun(
  api: ApiClient,
  what: string,
  options: { dry_run?: boolean; only_collected?: boolean },
): Promise<Made> {
  const up_to = new Date(systemClock.nowMs()).toISOString();
  const body = { currency: "USD", up_to, ...options };
  return await timed(
    what,
    () =>
      api.call<Made & Record<string, unknown>>("POST", "/payment-runs", body),
    ({ payments }) => {
      const entries = payments.reduce((sum, one) => sum + one.entries_count, 0);
      return `${entries} entries in ${payments.length} payments`;
    },
  );
}

async function measureBalance(
  api: ApiClient,
  parties: Parties,
  conversions: number,
): Promise<void> {
  const path = `/affiliates/${parties.affiliates[0]}/balance`;
  const times: number[] = [];
  for (let read = 0; read < READS; read++) {
    const began = performance.now();
    await api.call("GET", path);
    times.push(performance.now() - began);
  }
  noteMs(conversions, "a balance", median(times));
  console.log(
    `balance of the busiest affiliate, over HTTP: first ${round2(times[0] ?? 0)} ms, median ${round2(median(times))} ms, greatest of the rest ${round2(Math.max(...times.slice(1)))} ms; ${tailOf(conversions)} entries are in no snapshot yet`,
  );
}

async function measureVerify(
  server: ExternalPostgres,
  database: string,
  db: Database,
  stored: number,
): Promise<void> {
  const usedSeconds = async () => [
    await cpuSeconds(process.pid),
    await databaseSeconds(server, database),
  ];
  const before = await usedSeconds();
  const began = performance.now();
  const result = await timed("verify", () => verifyLedger(db));
  noteMs(stored, "verifying all of it", performance.now() - began);
  if (!result.ok) throw new Error(Bun.inspect(result.difference));
  const { entries, conversions, links } = result;
  console.log(
    `  ${entries} entries, ${conversions} conversions, ${links} links of the chain`,
  );
  const used = (await usedSeconds()).map((seconds, index) =>
    round2(((seconds - (before[index] ?? 0)) * 1_000_000) / conversions),
  );
  console.log(
    `  µs of CPU per conversion: ${used[0]} of this program, ${used[1]} of Postgres`,
  );
}

function noteMs(conversions: number, line: string, value: number): void {
  notePoint({
    curve: "Books, by stored conversions",
    ...{ size_name: "stored conversions", size: conversions },
    ...{ line, value_name: "ms", value },
  });
}

async function timed<T>(
  what: string,
  work: () => Promise<T>,
  tell: (result: T) => string = () => "",
): Promise<T> {
  const began = performance.now();
  const result = await work();
  const seconds = (performance.now() - began) / 1000;
  const told = tell(result);
  console.log(`${what}: ${round2(seconds)} s${told && `; ${told}`}`);
  return result;
}
