import { existsSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { APP_ROLE, closeDatabase, openDatabase } from "../../db/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { createRollupParts } from "../../modules/rollups/mod.ts";
import type { ApiClient } from "../api_client.ts";
import type { ExternalPostgres } from "../faults/external_postgres.ts";
import { startTracker } from "./delivery_tracker.ts";
import type { BenchTracker } from "./delivery_tracker.ts";
import { fillReportRows } from "./report_rows.ts";

const DAYS = 365;
const CAMPAIGNS = 50;
const AFFILIATES = 300;

/** A filled and counted database, with the tracker on it. */
export interface ReportDatabase extends Filled {
  database: string;
  tracker: BenchTracker;
}

/** Kept beside a database. */
interface Filled {
  until_ms: number;
  campaign_ids: number[];
  affiliate_ids: number[];
}

/**
 * Opens the database of so many clicks. Makes and fills it first if it isn't kept, and counts what
 * isn't counted: both go on where an earlier run ended.
 */
export async function openReportDatabase(
  server: ExternalPostgres,
  base: string,
  clicks: number,
): Promise<ReportDatabase> {
  const database = `reports_${clicks}`;
  const kept = Bun.file(join(base, `${database}.json`));
  const is_kept = existsSync(kept.name ?? "");
  if (!is_kept) {
    await server.ask(
      "postgres",
      `drop database if exists ${database}`,
      `create database ${database}`,
    );
  }
  const options = { database, background: false };
  const tracker = await startTracker(server, base, options);
  const url = server.url(database);
  try {
    const filled = is_kept
      ? ((await kept.json()) as Filled)
      : await fill(server, tracker.api, { url, clicks });
    await kept.write(JSON.stringify(filled));
    await count(url, clicks);
    return { ...filled, database, tracker };
  } catch (error) {
    await tracker.stop();
    throw error;
  }
}

/** Without vacuums in between, which would look at hundreds of tables. */
async function fill(
  server: ExternalPostgres,
  api: ApiClient,
  { url, clicks }: { url: string; clicks: number },
): Promise<Filled> {
  const parties = await makeParties(api);
  const filled = { until_ms: Date.now(), ...parties };
  const began = performance.now();
  await setAutovacuum(server, "off");
  try {
    await fillReportRows({ url, clicks, days: DAYS, ...filled });
  } finally {
    await setAutovacuum(server, "on");
  }
  console.log(
    `${clicks} clicks of ${DAYS} days filled in ${seconds(began)}, ${each(began, clicks)} a click`,
  );
  return filled;
}

async function setAutovacuum(
  server: ExternalPostgres,
  to: "on" | "off",
): Promise<void> {
  await server.ask(
    "postgres",
    `alter system set autovacuum = ${to}`,
    "select pg_reload_conf()",
  );
}

const PRICES = {
  revenue: { type: "percent", percent: "10" },
  payout: { type: "percent", percent: "5" },
};

async function makeParties(api: ApiClient) {
  const currency = "USD";
  const advertiser = await api.call<{ id: number }>("POST", "/advertisers", {
    name: "Advertiser",
    currency,
  });
  const campaign_ids: number[] = [];
  for (let at = 0; at < CAMPAIGNS; at++) {
    const { id } = await api.call<{ id: number }>("POST", "/campaigns", {
      advertiser_id: advertiser.id,
      name: `Campaign ${at}`,
      currency,
      destination_url: "http://127.0.0.1:9/",
      goals: [{ key: "sale", ...PRICES }],
    });
    campaign_ids.push(id);
  }
  const affiliate_ids: number[] = [];
  for (let at = 0; at < AFFILIATES; at++) {
    const { id } = await api.call<{ id: number }>("POST", "/affiliates", {
      name: `Affiliate ${at}`,
    });
    affiliate_ids.push(id);
  }
  return { campaign_ids, affiliate_ids };
}

const JOBS = [
  "fold_conversions",
  "merge_report_blocks",
  "sort_report_days",
  "recount_reports",
];

/** Has the product's jobs count the rows, as those of an older database. */
async function count(url: string, clicks: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const is_again = process.env.TALLYHO_BENCH_RECOUNT === "1";
    await sql`insert into report_recounts (axis, day)
      select 'click', day
      from pg_inherits i join pg_class c on c.oid = i.inhrelid,
        lateral (select to_date(substr(c.relname, 8), 'YYYYMMDD') - date '1970-01-01' as day) as of_table
      where i.inhparent = 'clicks'::regclass and c.reltuples > 0 and (${is_again} or not exists
        (select from report_blocks b where b.axis = 'click' and b.day = of_table.day))
      on conflict do nothing`;
    const [left] = await sql<{ is_counted: boolean }[]>`
      select not exists (select from report_recounts) and not exists (select from conversion_deltas) as is_counted`;
    if (left?.is_counted === true) return;
    const began = performance.now();
    await runJobs(url, sql);
    console.log(`counted in ${seconds(began)}, ${each(began, clicks)} a click`);
  } finally {
    await sql.end();
  }
}

/** Vacuums in between, as the server does while jobs wait for their time. */
async function runJobs(url: string, sql: postgres.Sql): Promise<void> {
  const db = openDatabase(url, { connections_max: 2, role: APP_ROLE });
  const rollups = createRollupParts({ db, clock: systemClock });
  try {
    for (const name of JOBS) {
      const began = performance.now();
      const job = rollups.jobs.find((one) => one.name === name);
      if (job === undefined) throw new Error(`There is no job ${name}`);
      await job.run({ signal: new AbortController().signal } as never);
      console.log(`  ${name}: ${seconds(began)}`);
      await sql`vacuum (analyze) report_blocks`;
    }
  } finally {
    await rollups.stop();
    await closeDatabase(db);
  }
}

function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

function each(began: number, count: number): string {
  return `${(((performance.now() - began) * 1000) / count).toFixed(1)} µs`;
}
