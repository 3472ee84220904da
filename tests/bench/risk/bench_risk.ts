import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import {
  APP_ROLE,
  closeDatabase,
  migrateDatabase,
  openDatabase,
} from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import { ManualClock } from "../../../modules/kernel/mod.ts";
import { scoreConversions } from "../../../modules/risk/mod.ts";
import { ExternalPostgres } from "../../faults/external_postgres.ts";
import { printMachine } from "../machine.ts";
import { KeptCases } from "./kept_cases.ts";
import { loadWorlds, makeDays } from "./load_world.ts";
import { makeWorld } from "./make_world.ts";
import type { WorldOptions } from "./make_world.ts";
import { casesOf } from "./measure.ts";
import type { Case, Scored } from "./measure.ts";
import { printMeasures, printThresholds } from "./print_measures.ts";

const PREVALENCE = Number(process.env.TALLYHO_BENCH_PREVALENCE ?? "0.05");
const SEEDS = Number(process.env.TALLYHO_BENCH_SEEDS ?? "200");
/** Thresholds and weights are set by these seeds alone. */
const SET_BY = 50;
/** The seeds that are held apart begin here. */
const APART_FROM = 1_000;
/** Worlds that stand in the database beside each other, as campaigns of one network. */
const AT_ONCE = 10;
/** A directory in which scored seeds are kept, to go on from where it was stopped. */
const KEPT = process.env.TALLYHO_BENCH_KEPT ?? null;
/** How often worlds are scored before it stops; run again, it goes on with those that are left. */
const ROUNDS_MAX = Number(process.env.TALLYHO_BENCH_ROUNDS ?? "1000");
const SETTINGS = [
  "fsync=off",
  "shared_buffers=256MB",
  "max_wal_size=2GB",
  "wal_level=minimal",
  "max_wal_senders=0",
];

/**
 * `bun run bench risk`: what the scorer makes of networks whose truth is known, which are drawn without
 * knowing it. First of the seeds that thresholds are set by, then of those that are held apart. With
 * `TALLYHO_BENCH_KEPT`, a directory, and `TALLYHO_BENCH_ROUNDS`, it can be run in parts.
 */
export async function benchRisk(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(base, "bundled", SETTINGS);
  try {
    printMachine(base);
    await server.ask("postgres", "create database risk");
    const url = server.url("risk");
    await migrateDatabase(url, { takes_on_role: true });
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    const db = openDatabase(url, { connections_max: 4, role: APP_ROLE });
    try {
      const kept = await KeptCases.open(KEPT);
      const budget = { rounds: ROUNDS_MAX };
      const seeds = (first: number, count: number) =>
        scoreSeeds({ sql, db, kept, budget }, { first, count });
      const setting = await seeds(0, SET_BY);
      if (setting !== null) {
        console.log(`\n${SET_BY} seeds that thresholds are set by`);
        printThresholds(setting);
      }
      const apart = setting && (await seeds(APART_FROM, SEEDS));
      if (apart === null) return;
      console.log(`\n${SEEDS} seeds held apart`);
      printMeasures(apart);
    } finally {
      await sql.end();
      await closeDatabase(db);
    }
  } finally {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

interface Databases {
  /** As the owner of the tables. */
  sql: postgres.Sql;
  db: Database;
}

/** The cases of seeds; null if it stopped before it had all. */
async function scoreSeeds(
  work: Databases & { kept: KeptCases; budget: { rounds: number } },
  { first, count }: { first: number; count: number },
): Promise<Case[] | null> {
  const cases: Case[] = [];
  for (let at = first; at < first + count; at += AT_ONCE) {
    const seeds = Math.min(AT_ONCE, first + count - at);
    const name = `${at}-${seeds}-${PREVALENCE}`;
    let found = await work.kept.read(name);
    if (found === null) {
      if (work.budget.rounds-- <= 0) {
        console.log(`\nStopped at seed ${at}: run it again to go on`);
        return null;
      }
      const options = Array.from({ length: seeds }, (_, index) => {
        return { seed: at + index, prevalence: PREVALENCE };
      });
      found = (await scoreWorlds(work, options)).flat();
      await work.kept.write(name, found);
    }
    for (const one of found) cases.push(one);
  }
  return cases;
}

/**
 * Loads worlds beside each other and has the product score them; returns their conversions with their
 * scores, by world.
 */
export async function scoreWorlds(
  { sql, db }: Databases,
  options: readonly WorldOptions[],
): Promise<Case[][]> {
  const worlds = options.map(makeWorld);
  const [first] = worlds;
  if (first === undefined) return [];
  await makeDays(sql, first);
  const ids = await loadWorlds(sql, worlds);
  const { from_ms, now_ms } = first;
  const clock = new ManualClock(now_ms);
  await scoreConversions({ db, clock }, { from_ms, to_ms: now_ms });
  const rows = await sql<({ id: string } & Scored)[]>`
    select conversion_id as id, score, verdict, reasons from conversion_risks where reasons <> '[]'::jsonb`;
  const scores = new Map(rows.map((row) => [row.id, row]));
  return worlds.map((world, at) => casesOf(world, ids[at] ?? [], scores));
}
