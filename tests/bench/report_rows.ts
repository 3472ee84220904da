import { finished } from "node:stream/promises";
import postgres from "postgres";
import { CopyRows, Texts } from "./copy_rows.ts";
import { Draw } from "./draw.ts";

const DAY_MS = 86_400_000;
/** From which Postgres counts times, since 1970. */
const EPOCH_MS = 946_684_800_000;
const USER_AGENTS = 5_000;
/** Days that are copied at once. */
const AT_ONCE = 2;
/** Of a hundred clicks. */
const SOLD = 2;
const CONVERTS_WITHIN_MS = 65_536_000;

/** Clicks and conversions of the year before a moment, as a small network has them. */
export interface ReportRows {
  url: string;
  /** Clicks of the whole year. */
  clicks: number;
  days: number;
  /** The moment. */
  until_ms: number;
  campaign_ids: readonly number[];
  affiliate_ids: readonly number[];
}

/**
 * Copies clicks and conversions day by day: few campaigns, affiliates, countries and user agents
 * have most of them, and labels have a long tail.
 */
export async function fillReportRows(input: ReportRows): Promise<void> {
  const sql = postgres(input.url, {
    max: AT_ONCE,
    onnotice: () => {},
    connection: { default_statistics_target: 10 },
  });
  try {
    await makeUserAgents(sql);
    const last = Math.floor(input.until_ms / DAY_MS);
    const days = Array.from({ length: input.days }, (_, back) => last - back);
    await sql`select ensure_days('clicks', ${days.map(dateOf)}::date[])`;
    const work = async () => {
      for (let day = days.pop(); day !== undefined; day = days.pop()) {
        await fillDay(sql, input, day);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await sql.unsafe(DELTAS);
    await sql.unsafe(
      "vacuum (analyze) conversions, conversion_deltas, user_agents",
    );
  } finally {
    await sql.end();
  }
}

async function makeUserAgents(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(
    `insert into user_agents (ua_id, user_agent, device, os, browser, is_bot)
     select i, 'Mozilla/5.0 (' || i || ')', (array['mobile', 'desktop', 'tablet'])[1 + i % 3],
       (array['android', 'ios', 'windows', 'macos', 'linux'])[1 + i % 5],
       (array['chrome', 'safari', 'firefox', 'edge'])[1 + i % 4], false
     from generate_series(0, ${USER_AGENTS - 1}) as i`,
  );
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The table was emptied in the same transaction, so that rows can be copied as old ones. */
async function fillDay(
  sql: postgres.Sql,
  input: ReportRows,
  day: number,
): Promise<void> {
  const table = `clicks_${dateOf(day).replaceAll("-", "")}`;
  await sql.begin(async (tx) => {
    await tx.unsafe(`truncate ${table}`);
    const sales = await copyClicks(tx, input, { table, day });
    await copySales(tx, sales);
  });
  await sql.unsafe(`vacuum (analyze) ${table}`);
}

const CLICK_COLUMNS =
  "click_id, clicked_at, campaign_id, link_id, affiliate_id, ua_id, marks, pays, verdict, country, ip, source, sub1, sub2";
const CLICK_FIELDS = CLICK_COLUMNS.split(",").length;

const VERDICTS = new Texts(["sent", "geo", "capped", "device"]);
const COUNTRIES = new Texts(
  Array.from(
    { length: 60 },
    (_, at) =>
      String.fromCharCode(65 + (at % 26)) +
      String.fromCharCode(65 + ((at * 7) % 26)),
  ),
);
const IPS = new Texts(labels("192.0.2.", 250));
const SOURCES = new Texts(labels("src-", 200));
const SUB1 = new Texts(labels("s-", 50_000));
const SUB2 = new Texts(labels("b-", 20));

function labels(head: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${head}${at}`);
}

/** A click that converts. */
interface Sale {
  clicked_ms: number;
  recorded_ms: number;
  click_id: string;
  campaign_id: number;
  affiliate_id: number;
  status: string;
}

async function copyClicks(
  sql: postgres.TransactionSql,
  { clicks, days, until_ms, campaign_ids, affiliate_ids }: ReportRows,
  { table, day }: { table: string; day: number },
): Promise<Sale[]> {
  const from_ms = day * DAY_MS;
  const length_ms = Math.min(DAY_MS, until_ms - from_ms);
  const count = Math.floor((clicks / days) * (length_ms / DAY_MS));
  const sales: Sale[] = [];
  const rows = await CopyRows.open(
    sql,
    `${table} (${CLICK_COLUMNS})`,
    ", freeze",
  );
  const draw = new Draw(day);
  const id = Buffer.alloc(20);
  id[0] = 0x41;
  for (let at = 0; at < count; at++) {
    const at_ms = from_ms + Math.floor((at * length_ms) / count);
    const campaign_id = campaign_ids[draw.skewed(campaign_ids.length)]!;
    const affiliate_id = affiliate_ids[draw.skewed(affiliate_ids.length)]!;
    id.writeUIntBE(at_ms, 1, 6);
    id.writeUInt16BE(7, 7);
    id.writeUInt16BE(at % 65_536, 9);
    id.writeUInt32BE(campaign_id, 11);
    id.writeUInt32BE(draw.bits(), 15);
    rows.row(CLICK_FIELDS);
    rows.bytes(id);
    rows.bigint((at_ms - EPOCH_MS) * 1000);
    rows.integer(campaign_id);
    rows.integer(campaign_id * 1000 + affiliate_id);
    rows.integer(affiliate_id);
    rows.bigint(draw.skewed(USER_AGENTS));
    const unique = draw.below(100) < 85 ? 1 : 2;
    rows.short(unique + (draw.below(100) < 3 ? 4 : 0));
    rows.byte(1);
    rows.text(VERDICTS, draw.below(100) < 95 ? 0 : 1 + draw.below(3));
    rows.text(COUNTRIES, draw.skewed(60));
    rows.text(IPS, at % 250);
    rows.text(SOURCES, draw.skewed(200));
    rows.text(SUB1, draw.skewed(50_000));
    rows.text(SUB2, at % 20);
    if (draw.below(100) < SOLD) {
      const after_ms = draw.below(CONVERTS_WITHIN_MS);
      sales.push({
        clicked_ms: at_ms,
        recorded_ms: Math.min(at_ms + after_ms, until_ms),
        click_id: id.toString("hex"),
        campaign_id,
        affiliate_id,
        status: STATUSES[draw.below(STATUSES.length)]!,
      });
    }
    if (rows.is_full) await rows.send();
  }
  await rows.close();
  return sales;
}

const STATUSES = ["approved", "approved", "approved", "pending", "rejected"];

const SALE_COLUMNS =
  "campaign_id, id, goal_key, dedupe_key, version, status, click_id, link_id, affiliate_id, advertiser_id, currency, amount_micros, revenue_micros, payout_micros, approved_at, first_approved_at, rule_version, said_at, said, clicked_at, recorded_at, updated_at";

async function copySales(
  sql: postgres.TransactionSql,
  sales: readonly Sale[],
): Promise<void> {
  const stream = await sql
    .unsafe(`copy conversions (${SALE_COLUMNS}) from stdin`)
    .writable();
  stream.end(sales.map(saleLine).join(""));
  await finished(stream);
}

function saleLine(sale: Sale): string {
  const { campaign_id, affiliate_id, click_id, status } = sale;
  const at = new Date(sale.recorded_ms).toISOString();
  const approved_at = status === "approved" ? at : "\\N";
  const earns = status === "approved" || status === "pending";
  const fields = [
    campaign_id,
    Bun.randomUUIDv7("hex", sale.recorded_ms),
    "sale",
    `c:${click_id}`,
    1,
    status,
    `\\\\x${click_id}`,
    campaign_id * 1000 + affiliate_id,
    affiliate_id,
    1,
    "USD",
    50_000_000,
    earns ? 5_000_000 : 0,
    earns ? 2_500_000 : 0,
    approved_at,
    approved_at,
    1,
    at,
    "{}",
    new Date(sale.clicked_ms).toISOString(),
    at,
    at,
  ];
  return `${fields.join("\t")}\n`;
}

/** Changes of conversions, as the product has them of an older database. */
const DELTAS = `insert into conversion_deltas (campaign_id, conversion_id, version, sign, status, currency,
    amount_micros, revenue_micros, payout_micros, approved_at)
  select campaign_id, id, version, 1, status, currency, amount_micros, revenue_micros, payout_micros, first_approved_at
  from conversions`;
