import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { matchStatement } from "../../modules/reconciliation/mod.ts";
import { INITIAL_SETTINGS } from "../../src/postgres/cluster.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { printMachine, residentMib } from "./machine.ts";
import { benchFile, prepareFile } from "./reconcile_file.ts";

const ROWS = Number(process.env.TALLYHO_BENCH_ROWS ?? "1000000");
const BAR = 40;
const RECONCILIATION = "01890000-0000-7000-8000-000000000001";
const DATABASE = "reconcile";

/** Duration of a part, and the tracker's peak memory during it. */
interface Measured {
  name: string;
  seconds: number;
  mib: number;
}

/**
 * `bun run bench reconcile`: matches a statement of a million rows with a million conversions, one
 * in fifty of them with a fault: first everything from the file on, then each step of matching; and
 * the tracker's memory. TALLYHO_BENCH_ROWS makes it smaller.
 */
export async function benchReconcile(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const server = await ExternalPostgres.start(
    base,
    "bundled",
    INITIAL_SETTINGS,
  );
  try {
    printMachine(base);
    await server.ask("postgres", `create database ${DATABASE}`);
    await prepareFile({ server, database: DATABASE });
    const sql = postgres(server.url(DATABASE), { max: 1, onnotice: () => {} });
    await fill(sql);
    await benchFile({
      server,
      database: DATABASE,
      directory: base,
    });
    await match(server.url(DATABASE), "with order ids");
    await show(sql);
    await match(server.url(DATABASE), "once more");
    await sql.unsafe(
      "update statement_rows set order_id = null, goal = 'sale'",
    );
    await sql.unsafe("vacuum (analyze) statement_rows");
    await match(server.url(DATABASE), "with click ids only");
    await show(sql);
    await sql.end();
  } finally {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

async function match(url: string, name: string): Promise<void> {
  const db = openDatabase(url, { connections_max: 2 });
  const steps: Measured[] = [];
  let began = performance.now();
  const all_began = began;
  let at = "";
  const end = async () => {
    const seconds = (performance.now() - began) / 1000;
    const mib = await residentMib(process.pid);
    if (at !== "") steps.push({ name: at, seconds, mib });
    began = performance.now();
  };
  console.log(`\nMatching ${ROWS} rows ${name}`);
  // Only what is asked for is matched.
  await db.$client`update reconciliations set status = 'matching'`;
  await matchStatement({ db, clock: systemClock }, RECONCILIATION, {
    signal: new AbortController().signal,
    async progress({ done = 0, cursor }) {
      await end();
      at = (cursor as { step: string }).step;
      showBar(done, at);
    },
  });
  await end();
  showBar(100, "done");
  const total = (performance.now() - all_began) / 1000;
  for (const step of steps) {
    console.log(
      `${step.name.padEnd(32)} ${step.seconds.toFixed(1).padStart(6)} s ${step.mib.toFixed(0).padStart(5)} MiB`,
    );
  }
  const most = Math.max(...steps.map(({ mib }) => mib));
  console.log(
    `${"in all".padEnd(32)} ${total.toFixed(1).padStart(6)} s ${most.toFixed(0).padStart(5)} MiB at most`,
  );
  await closeDatabase(db);
}

function showBar(percent: number, step: string): void {
  const full = Math.round((percent * BAR) / 100);
  const bar = "#".repeat(full).padEnd(BAR, ".");
  const end = percent === 100 ? "\n" : "";
  process.stdout.write(
    `\r[${bar}] ${String(percent).padStart(3)} % ${step.padEnd(32)}${end}`,
  );
}

async function show(sql: postgres.Sql): Promise<void> {
  const found = await sql<{ name: string; count: number }[]>`
    select coalesce(class, 'matched by ' || rule) as name, count(*)::int as count
    from reconciliation_items group by 1 order by 2 desc, 1`;
  console.log(found.map(({ name, count }) => `${name} ${count}`).join(", "));
}

/**
 * Inserts a month of conversions and a statement of them: in another time zone, in cents, and with
 * faults.
 */
async function fill(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(
    `insert into advertisers (name, created_at) values ('Northwind', now())`,
  );
  await sql.unsafe(`insert into campaigns (advertiser_id, name, destination_url, currency, created_at)
    select 1, 'Campaign ' || i, 'https://shop.example/', 'USD', now() from generate_series(1, 20) as i`);
  const step_s = (31 * 86_400) / ROWS;
  await sql.unsafe(`insert into conversions (campaign_id, id, goal_key, dedupe_key, version, status,
      click_id, link_id, affiliate_id, advertiser_id, order_id, currency, amount_micros,
      revenue_micros, payout_micros, rule_version, said_at, said, clicked_at, recorded_at, updated_at)
    select 1 + i % 20, uuidv7(), 'sale', 'o:SO-' || i::bigint * 7919, 1, 'approved',
      sha256(int4send(i))::bytea, 1, 1 + i % 100, 1, 'SO-' || i::bigint * 7919, 'USD',
      (500 + i % 997) * 100000::bigint, (500 + i % 997) * 10000::bigint, (500 + i % 997) * 5000::bigint,
      1, at, '{}', at, at, at
    from generate_series(1, ${ROWS}) as i,
      lateral (select '2026-10-01Z'::timestamptz + i * ${step_s} * interval '1 second' as at)`);
  await sql.unsafe(`insert into reconciliations (id, advertiser_id, statement_id, from_at, to_at,
      timezone, status, created_at, created_by)
    values ('${RECONCILIATION}', 1, '${RECONCILIATION}', '2026-10-01Z', '2026-11-01Z', 'UTC', 'matching', now(), 'bench')`);
  // Of every fifty, one each is omitted, doubled, rounded, rejected, lower-cased, or without ids.
  await sql.unsafe(`insert into statement_rows (reconciliation_id, row_no, cells, content_key, click_id,
      order_id, status, raw_status, currency, revenue_micros, written_at, has_zone)
    select '${RECONCILIATION}', row_number() over (order by md5(n || ' ' || copy)),
      array[order_id, at::text, micros::text, 'approved', 'Some shop', 'Shoes'],
      decode(md5(n || order_id), 'hex'), case when n % 300 = 5 then null else click_id end,
      case when n % 300 = 4 then lower(order_id) when n % 300 = 5 then null else order_id end,
      case when n % 300 = 3 then 'rejected' else 'approved' end, 'x', null,
      case when n % 300 = 2 then micros / 1000000 * 1000000 else micros end * 100,
      at + interval '330 minutes' - interval '20 seconds', false
    from (select row_number() over () as n, order_id, click_id, revenue_micros as micros, recorded_at as at
      from conversions) as c, generate_series(1, case when n % 300 = 1 then 2 when n % 300 = 0 then 0 else 1 end) as copy`);
  await sql.unsafe(
    "vacuum (analyze) conversions, statement_rows, reconciliations",
  );
}
