import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { migrateDatabase } from "../../db/mod.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { notePoint } from "./curves.ts";

const SETTINGS = [
  "shared_buffers=256MB",
  "max_wal_size=2GB",
  "fsync=off",
  "synchronous_commit=off",
];
const SIZES = [100_000, 1_000_000, 10_000_000];
const FULL_SIZE = 100_000_000;
const DAYS = 90;
const USER_AGENTS = 5_000;
const LOOK_UPS = 200;
const BATCHES = 20;
const BATCH = 500;

/** Buffers and partitions touched by a statement. */
interface Touched {
  buffers: number;
  planning_buffers: number;
  /** Partitions of `clicks` in its plan. */
  partitions: number;
}

/** Results at one size. */
interface Growth {
  clicks: number;
  mib: number;
  partitions: number;
  look_ups: Touched[];
  batches: Touched[];
}

/**
 * `bun run bench growth`: what a look-up by click id and a drained batch touch, by the number of
 * stored clicks. Counts buffers rather than time, since they are equal on all machines. With
 * TALLYHO_BENCH_FULL=1 up to a hundred million.
 */
export async function benchGrowth(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(base, "bundled", SETTINGS);
  const is_full = process.env.TALLYHO_BENCH_FULL === "1";
  try {
    const found: Growth[] = [];
    for (const clicks of is_full ? [...SIZES, FULL_SIZE] : SIZES) {
      found.push(await measure(server, clicks));
    }
    printTable(found);
  } finally {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

async function measure(
  server: ExternalPostgres,
  clicks: number,
): Promise<Growth> {
  const database = `growth_${clicks}`;
  await server.ask("postgres", `create database ${database}`);
  await migrateDatabase(server.url(database), { takes_on_role: true });
  const sql = postgres(server.url(database), { max: 1, onnotice: () => {} });
  try {
    await fill(sql, clicks);
    const look_ups: Touched[] = [];
    for (const { id, at } of await someClicks(sql)) {
      look_ups.push(await touchedBy(sql, lookUp(id, at)));
    }
    const batches: Touched[] = [];
    for (let batch = 0; batch < BATCHES; batch++) {
      batches.push(await touchedBy(sql, insertBatch(batch)));
    }
    const [size] = await sql<{ partitions: number; mib: number }[]>`
      select count(*)::int as partitions,
        (sum(pg_total_relation_size(inhrelid)) / 1048576)::int as mib
      from pg_inherits where inhparent = 'clicks'::regclass`;
    if (size === undefined) throw new Error("There is no size");
    return { clicks, ...size, look_ups, batches };
  } finally {
    await sql.end();
    await server.ask("postgres", `drop database ${database}`);
  }
}

/** Inserts clicks evenly over the last days, in order of time. */
async function fill(sql: postgres.Sql, clicks: number): Promise<void> {
  await sql.unsafe(
    `select ensure_days('clicks', array(select current_date + day
       from generate_series(-${DAYS + 1}, 1) as day))`,
  );
  await sql.unsafe(
    `insert into user_agents (ua_id, user_agent, device, os, browser, is_bot)
     select i, 'Mozilla/5.0 (Linux; Android 14; Pixel ' || i || ')', 'mobile', 'Android', 'Chrome', false
     from generate_series(0, ${USER_AGENTS - 1}) as i`,
  );
  await sql.unsafe(
    `create table filled_to as select (extract(epoch from now()) * 1000)::bigint as ms`,
  );
  const step = (DAYS * 86_400_000) / clicks;
  await sql.unsafe(
    rows(clicks, `(ms - (${clicks} - i) * ${step}::numeric)::bigint`),
  );
  await sql.unsafe("vacuum (analyze) clicks, user_agents");
}

/** Rows as the drain writes them, with ids that contain their time. */
function rows(count: number, at_ms: string): string {
  return `insert into clicks (click_id, clicked_at, campaign_id, link_id, affiliate_id,
      ua_id, marks, pays, verdict, country, ip, click_ref, sub1, sub2)
    select '\\x41'::bytea || substring(int8send(at_ms) from 3) || int2send(7::int2)
        || int2send((i % 32768)::int2) || int4send((i % 400)::int4)
        || substring(decode(md5(i::text), 'hex') for 5),
      'epoch'::timestamptz + at_ms * interval '1 millisecond',
      i % 50, i % 400, i % 20, i * 7919::bigint % ${USER_AGENTS}, 1, true, 'sent', 'DE',
      '192.0.2.' || i % 250, 'ref-' || i, 'newsletter', 'autumn'
    from generate_series(1, ${count}) as i, filled_to, lateral (select ${at_ms} as at_ms)`;
}

/** The next batch, right after the existing clicks. */
function insertBatch(batch: number): string {
  return rows(BATCH, `(ms + ${batch * BATCH} + i)::bigint`);
}

/** The API's query for a click id, which contains its time. */
function lookUp(id: string, at: string): string {
  return `select * from clicks left join user_agents on user_agents.ua_id = clicks.ua_id
    where click_id = '\\x${id}' and clicked_at = '${at}'`;
}

/** Picks clicks of every age, at equal intervals, as ids begin with their time. */
async function someClicks(
  sql: postgres.Sql,
): Promise<{ id: string; at: string }[]> {
  const step_ms = (DAYS * 86_400_000) / LOOK_UPS;
  return await sql.unsafe(
    `select encode(click_id, 'hex') as id, clicked_at::text as at
     from generate_series(1, ${LOOK_UPS}) as i, filled_to, lateral (
       select click_id, clicked_at from clicks
       where click_id > '\\x41'::bytea || substring(int8send(ms - i * ${step_ms}::bigint) from 3)
       order by click_id limit 1) as click
     order by md5(i::text)`,
  );
}

interface Node {
  "Shared Hit Blocks"?: number;
  "Shared Read Blocks"?: number;
  "Relation Name"?: string;
  Plans?: Node[];
}

async function touchedBy(sql: postgres.Sql, text: string): Promise<Touched> {
  const [row] = await sql.unsafe<
    { "QUERY PLAN": [{ Plan: Node; Planning?: Node }] }[]
  >(`explain (analyze, buffers, format json) ${text}`);
  const explained = row?.["QUERY PLAN"][0];
  if (explained === undefined) throw new Error("There is no plan");
  const relations = relationsOf(explained.Plan);
  return {
    buffers: buffersOf(explained.Plan),
    planning_buffers: buffersOf(explained.Planning ?? {}),
    partitions: relations.filter((name) => /^clicks_\d/.test(name)).length,
  };
}

function buffersOf(node: Node): number {
  return (node["Shared Hit Blocks"] ?? 0) + (node["Shared Read Blocks"] ?? 0);
}

function relationsOf(node: Node): string[] {
  const below = (node.Plans ?? []).flatMap(relationsOf);
  const { "Relation Name": name } = node;
  return name === undefined ? below : [name, ...below];
}

function printTable(found: readonly Growth[]): void {
  console.log(
    `Buffers of 8 KiB touched: ${LOOK_UPS} look-ups of clicks of every age, ${BATCHES} batches of ${BATCH} new clicks`,
  );
  console.log(
    "   clicks      MiB  days | look-up median  max  partitions  planning | batch median    max  a click",
  );
  for (const { clicks, mib, partitions, look_ups, batches } of found) {
    const look_up = spread(look_ups.map(({ buffers }) => buffers));
    const read = spread(look_ups.map((touched) => touched.partitions));
    const planning = spread(
      look_ups.map(({ planning_buffers }) => planning_buffers),
    );
    const batch = spread(batches.map(({ buffers }) => buffers));
    const at = {
      curve: "Pages of 8 KiB touched, by stored clicks",
      ...{ size_name: "stored clicks", size: clicks, value_name: "pages" },
    };
    notePoint({ ...at, line: "a look-up", value: look_up.median });
    const a_click = batch.median / BATCH;
    notePoint({ ...at, line: "a click drained", value: a_click });
    console.log(
      [
        String(clicks).padStart(9),
        String(mib).padStart(8),
        String(partitions).padStart(5),
        " |",
        String(look_up.median).padStart(14),
        String(look_up.max).padStart(4),
        String(read.max).padStart(11),
        String(planning.median).padStart(9),
        " |",
        String(batch.median).padStart(12),
        String(batch.max).padStart(6),
        (batch.median / BATCH).toFixed(2).padStart(8),
      ].join(" "),
    );
  }
}

function spread(values: number[]): { median: number; max: number } {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1] ?? 0, max: sorted.at(-1) ?? 0 };
}
