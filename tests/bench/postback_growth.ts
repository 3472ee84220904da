import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { notePoint } from "./curves.ts";
import { sendPostbacks, startTarget } from "./postback_load.ts";
import type { Target } from "./postback_load.ts";

/** Statistics stay old unless the bench updates them. */
const SETTINGS = [
  "shared_buffers=256MB",
  "max_wal_size=2GB",
  "fsync=off",
  "autovacuum=off",
  "shared_preload_libraries=pg_stat_statements",
  "pg_stat_statements.track=all",
];
const SIZES = [0, 100_000, 1_000_000];
const FULL_SIZE = 10_000_000;
const POSTBACKS = 2_000;
const CONNECTIONS = 64;
const DURATION_MS = 60_000;

/** Buffers touched with a number of stored conversions. */
interface Found {
  conversions: number;
  mib: number;
  /** Buffers per postback touched by reading what is stored. */
  reads: number;
  /** Buffers per postback touched by all statements. */
  all: number;
}

/**
 * The growth part of `bun run bench postbacks`: what a postback touches, by the number of its
 * campaign's conversions, with outdated and with current statistics. Counts buffers rather than
 * time, since they are equal on all machines. With TALLYHO_BENCH_FULL=1 up to ten million.
 */
export async function benchPostbackGrowth(
  sizes: readonly number[] = process.env.TALLYHO_BENCH_FULL === "1"
    ? [...SIZES, FULL_SIZE]
    : SIZES,
): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(base, "bundled", SETTINGS);
  try {
    const target = await startTarget(server, base);
    const extension = "create extension pg_stat_statements";
    await server.ask(target.database, extension);
    console.log(
      `Buffers of 8 KiB touched a postback, ${POSTBACKS} over ${CONNECTIONS} connections`,
    );
    console.log("statistics  conversions      MiB   to read   in all");
    let stored = 0;
    for (const size of sizes) {
      await fill(target, server, stored, size);
      stored = size;
      print("older", await measure(target, server));
      await server.ask(target.database, "vacuum (analyze)");
      print("fresh", await measure(target, server));
    }
    await target.stop();
  } finally {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

/** Inserts conversions of the measured campaign, as its orders would have. */
async function fill(
  target: Target,
  server: ExternalPostgres,
  from: number,
  to: number,
): Promise<void> {
  const { campaign_id, link_id, affiliate_id, advertiser_id } = target;
  await server.ask(
    target.database,
    `insert into conversions (campaign_id, id, goal_key, dedupe_key, version,
       status, click_id, link_id, affiliate_id, advertiser_id, order_id, currency,
       amount_micros, revenue_micros, payout_micros, rule_version, proof, said_at,
       said, clicked_at, recorded_at, updated_at)
     select ${campaign_id}, ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
       'sale', 'o:old-' || i, 1, 'approved',
       '\\x41'::bytea || substring(int8send(1700000000000 + i) from 3) || int8send(i) || substring(decode(md5(i::text), 'hex') for 5),
       ${link_id}, ${affiliate_id}, ${advertiser_id}, 'old-' || i, 'USD',
       25000000, 20000000, 12500000, 1, 'signature', at, array['approved 25.00'],
       at, at, at
     from generate_series(${from + 1}, ${to}) as i,
       lateral (select '2026-01-01'::timestamptz + i * interval '1 second') as made(at)`,
  );
}

async function measure(
  target: Target,
  server: ExternalPostgres,
): Promise<Found> {
  const { database } = target;
  await server.ask(database, "select pg_stat_statements_reset()");
  const { requests, by_status } = await sendPostbacks(target, POSTBACKS, {
    connections: CONNECTIONS,
    duration_ms: DURATION_MS,
  });
  if (by_status["201"] !== POSTBACKS) {
    throw new Error(`Not all were recorded: ${JSON.stringify(by_status)}`);
  }
  const [row] = await server.ask(
    database,
    `select sum(shared_blks_hit + shared_blks_read)::int as all,
       sum(shared_blks_hit + shared_blks_read) filter (where query like 'select%')::int as reads,
       (select count(*)::int from conversions) as conversions,
       (pg_total_relation_size('conversions') / 1048576)::int as mib
     from pg_stat_statements join pg_database on pg_database.oid = dbid
     where datname = current_database() and query ~ '^ *(select r|insert|update)'`,
  );
  const found = row as unknown as Found;
  return {
    ...found,
    reads: found.reads / requests,
    all: found.all / requests,
  };
}

function print(statistics: string, found: Found): void {
  notePoint({
    curve: "Pages of 8 KiB a postback touches, by stored conversions",
    ...{ size_name: "stored conversions", size: found.conversions },
    ...{ line: `${statistics} statistics`, value_name: "pages" },
    value: found.all,
  });
  console.log(
    [
      statistics.padEnd(10),
      String(found.conversions).padStart(12),
      String(found.mib).padStart(8),
      found.reads.toFixed(1).padStart(9),
      found.all.toFixed(1).padStart(8),
    ].join(" "),
  );
}
