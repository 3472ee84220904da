import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { APP_ROLE, closeDatabase, openDatabase } from "../../db/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { createRollupParts } from "../../modules/rollups/mod.ts";
import type { ApiClient } from "../api_client.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { startTracker } from "./delivery_tracker.ts";
import type { BenchTracker } from "./delivery_tracker.ts";
import { printMachine } from "./machine.ts";
import { fillReportRows } from "./report_rows.ts";

const SETTINGS = [
  "shared_buffers=512MB",
  "max_wal_size=4GB",
  "fsync=off",
  "synchronous_commit=off",
];
const DAY_MS = 86_400_000;
const DAYS = 365;
const SIZES = [1_000_000];
const FULL_SIZES = [1_000_000, 10_000_000];
const CAMPAIGNS = 50;
const AFFILIATES = 300;
const ROUNDS = 20;

interface Asked {
  name: string;
  path: string;
  /** The same from the rows; undefined if it would be the same as another. */
  textbook?: string;
}

/**
 * `bun run bench reports`: how long reports take over a year of clicks, beside the textbook's query
 * over the same rows. With TALLYHO_BENCH_FULL=1 over ten million clicks too; TALLYHO_BENCH_CLICKS is
 * another number of them.
 */
export async function benchReports(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  printMachine(base);
  const server = await ExternalPostgres.start(base, "bundled", SETTINGS);
  const given = Number(process.env.TALLYHO_BENCH_CLICKS ?? 0);
  const is_full = process.env.TALLYHO_BENCH_FULL === "1";
  const sizes = given > 0 ? [given] : is_full ? FULL_SIZES : SIZES;
  try {
    for (const clicks of sizes) await measureAt(server, base, clicks);
  } finally {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

async function measureAt(
  server: ExternalPostgres,
  base: string,
  clicks: number,
): Promise<void> {
  const database = `reports_${clicks}`;
  await server.ask("postgres", `create database ${database}`);
  const tracker = await startTracker(server, base, {
    database,
    background: false,
  });
  const sql = postgres(server.url(database), { max: 1, onnotice: () => {} });
  try {
    const parties = await makeParties(tracker.api);
    const began = performance.now();
    const url = server.url(database);
    await fillReportRows({ url, clicks, days: DAYS, ...parties });
    console.log(
      `\n${clicks} clicks of ${DAYS} days filled in ${seconds(began)}`,
    );
    await countRows(url, sql);
    await ask(tracker, sql, parties);
  } finally {
    await sql.end();
    await tracker.stop();
  }
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

type Parties = Awaited<ReturnType<typeof makeParties>>;

/** Has the product count the rows, and says how long that took and how large it is. */
async function countRows(url: string, sql: postgres.Sql): Promise<void> {
  const db = openDatabase(url, { connections_max: 2, role: APP_ROLE });
  const rollups = createRollupParts({ db, clock: systemClock });
  const began = performance.now();
  try {
    await sql`insert into report_recounts (axis, day)
      select distinct 'click', floor(extract(epoch from clicked_at) / 86400)::int from clicks`;
    const names = ["recount_reports", "fold_conversions", "sort_report_days"];
    for (const name of names) {
      const job = rollups.jobs.find((one) => one.name === name);
      await job?.run({ signal: new AbortController().signal } as never);
    }
  } finally {
    await rollups.stop();
    await closeDatabase(db);
  }
  await sql`vacuum (analyze) report_blocks`;
  const [size] = await sql<{ blocks: number; clicks: number; rows: number }[]>`
    select pg_total_relation_size('report_blocks')::float8 as blocks,
      (select sum(pg_total_relation_size(inhrelid))::float8 from pg_inherits where inhparent = 'clicks'::regclass) as rows,
      (select sum(reltuples)::float8 from pg_class c join pg_inherits i on i.inhrelid = c.oid where inhparent = 'clicks'::regclass) as clicks`;
  if (size === undefined) throw new Error("There is no size");
  const of_click = (bytes: number) => (bytes / size.clicks).toFixed(1);
  console.log(
    `counted in ${seconds(began)}: ${of_click(size.blocks)} bytes a click, beside ${of_click(size.rows)} of its row`,
  );
}

function questions({ affiliate_ids }: Parties): Asked[] {
  const now = Date.now();
  const today = now - (now % DAY_MS);
  const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const days = (count: number) =>
    `from=${date(today - (count - 1) * DAY_MS)}&to=${date(today + DAY_MS)}&timezone=UTC`;
  const within = (count: number) =>
    `clicked_at >= '${date(today - (count - 1) * DAY_MS)}' and clicked_at < '${date(today + DAY_MS)}'`;
  const counts =
    "count(*), count(*) filter (where verdict = 'sent' and marks & 4 = 0)";
  const affiliate = affiliate_ids[40] ?? 0;
  const yesterday = `from=${date(today - DAY_MS)}&to=${date(today)}`;
  return [
    {
      name: "a month by day and campaign",
      path: `group_by=day,campaign&${days(30)}&limit=100`,
      textbook: `select date_trunc('day', clicked_at), campaign_id, ${counts} from clicks where ${within(30)} group by 1, 2`,
    },
    {
      name: "a month by day and campaign, New York",
      path: `group_by=day,campaign&${days(30).replace("UTC", "America/New_York")}&limit=100`,
      textbook: `select date_trunc('day', clicked_at at time zone 'America/New_York'), campaign_id, ${counts} from clicks where ${within(30)} group by 1, 2`,
    },
    {
      name: "a year by month",
      path: `group_by=month&${days(365)}`,
      textbook: `select date_trunc('month', clicked_at), ${counts} from clicks where ${within(365)} group by 1`,
    },
    {
      name: "yesterday by sub1",
      path: `group_by=sub1&${yesterday}&timezone=UTC&limit=100`,
      textbook: `select sub1, ${counts} from clicks where clicked_at >= '${date(today - DAY_MS)}' and clicked_at < '${date(today)}' group by 1 order by 2 desc limit 100`,
    },
    {
      name: "an affiliate's last 30 days by sub1",
      path: `group_by=sub1&affiliate=${affiliate}&${days(30)}&limit=100`,
      textbook: `select sub1, ${counts} from clicks where affiliate_id = ${affiliate} and ${within(30)} group by 1 order by 2 desc limit 100`,
    },
    {
      name: "today by hour",
      path: `group_by=hour&${days(1)}`,
      textbook: `select date_trunc('hour', clicked_at), ${counts} from clicks where ${within(1)} group by 1`,
    },
    {
      name: "90 days by campaign, country and device",
      path: `group_by=campaign,country,device&${days(90)}&limit=100`,
      textbook: `select campaign_id, country, device, ${counts} from clicks left join user_agents using (ua_id) where ${within(90)} group by 1, 2, 3 order by 4 desc limit 100`,
    },
  ];
}

async function ask(
  tracker: BenchTracker,
  sql: postgres.Sql,
  parties: Parties,
): Promise<void> {
  console.log(
    "                                          median      p95 | textbook   ratio",
  );
  for (const { name, path, textbook } of questions(parties)) {
    const times: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const began = performance.now();
      await answerOf(tracker, path);
      // The first one warms up.
      if (round > 0) times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    const median = times[times.length >> 1] ?? 0;
    const p95 = times[Math.floor(times.length * 0.95)] ?? 0;
    const began = performance.now();
    if (textbook !== undefined) await sql.unsafe(textbook);
    const plain = performance.now() - began;
    console.log(
      `${name.padEnd(40)} ${median.toFixed(0).padStart(6)} ms ${p95.toFixed(0).padStart(5)} ms | ${plain.toFixed(0).padStart(5)} ms ${(plain / median).toFixed(1).padStart(6)}`,
    );
  }
  console.log(
    `memory of the tracker: ${(await tracker.memory_mib()).toFixed(0)} MiB`,
  );
}

/** Not by the tests' client, which checks each answer against its schema. */
async function answerOf({ url, api }: BenchTracker, path: string) {
  const answer = await fetch(`${url}/api/v1/reports?${path}`, {
    headers: { authorization: `Bearer ${api.token}` },
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answered ${text}`);
}

function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
