import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Queryable, Transaction } from "../../db/mod.ts";
import { BlockBuilder } from "./block.ts";
import type { Axis, Block, Facts, Sums } from "./block.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The head of an id that stands for a missing click. */
const CLICKLESS = 1;

/**
 * A click that isn't stored that long after its conversion is taken for lost, or deleted: until then
 * the conversion waits for its country, device and labels.
 */
const CLICK_WAIT_MS = DAY_MS;
/** Changes that are read at once. */
const READ_AT_ONCE = 1_000;

/** A change of a conversion, with the facts that it is counted by; times in milliseconds. */
export interface DeltaRow {
  campaign_id: number;
  affiliate_id: number;
  link_id: number;
  goal_key: string;
  verdict: string | null;
  country: string | null;
  device: string | null;
  os: string | null;
  browser: string | null;
  source: string | null;
  subs: (string | null)[];
  sign: number;
  status: string;
  currency: string;
  amount_micros: string;
  revenue_micros: string;
  payout_micros: string;
  recorded_at: number;
  clicked_at: number;
  /** Null if it has no click. */
  seconds: number | null;
  /** For the first time. */
  approved_at: number | null;
}

/**
 * Each click is looked up by its key, in the partition of its day: with many deltas the planner would
 * rather read all clicks, again for each page of deltas.
 */
const JOINED = `
  join conversions c on c.campaign_id = d.campaign_id and c.id = d.conversion_id
  left join conversion_facts f
    on f.campaign_id = d.campaign_id and f.conversion_id = d.conversion_id
  left join lateral (
    select * from clicks k where f.conversion_id is null
      and k.click_id = c.click_id and k.campaign_id = c.campaign_id
      and k.clicked_at = c.clicked_at limit 1
  ) k on true
  left join user_agents u on u.ua_id = k.ua_id`;

/** Deltas (or rows like them) `d` joined with their conversions, and with facts or else clicks. */
export function fromDeltas(deltas: string): string {
  return `${deltas} d ${JOINED}`;
}

/** The place of a delta in their order. */
export interface DeltaKey {
  campaign_id: number;
  conversion_id: string;
  version: number;
  sign: number;
}

const KEY = sql.raw("campaign_id, conversion_id, version, sign");

function isAfter(key: DeltaKey | null): SQL {
  if (key === null) return sql`true`;
  const { campaign_id, conversion_id, version, sign } = key;
  return sql`(${KEY}) > (${campaign_id}, ${conversion_id}::uuid, ${version}, ${sign})`;
}

/** A page of deltas in order, joined: so few that each is joined by its key. */
function fromPage(after: DeltaKey | null, rows_max: number, locked = sql``) {
  return sql`(select * from conversion_deltas where ${isAfter(after)}
    order by ${KEY} limit ${rows_max} ${locked}) d ${sql.raw(JOINED)}`;
}

/** Columns of a conversion's click that it is counted by. */
const CLICK_FACTS = {
  verdict: "k.verdict",
  country: "k.country",
  device: "u.device",
  os: "u.os",
  browser: "u.browser",
  source: "k.source",
} as const;

/** A fact of a conversion in `fromDeltas`. */
export function factOf(name: keyof typeof CLICK_FACTS): string {
  return `case when f.conversion_id is null then ${CLICK_FACTS[name]} else f.${name} end`;
}

/** A numbered label of a conversion in `fromDeltas`. */
export function subOf(sub: number): string {
  return `case when f.conversion_id is null then k.sub${sub} else f.subs[${sub}] end`;
}

/** Seconds from a conversion's click to it in `fromDeltas`; null if it has no click. */
export const SECONDS = `case when get_byte(c.click_id, 0) <> ${CLICKLESS} then
    greatest(floor(extract(epoch from coalesce(c.occurred_at, c.recorded_at) - c.clicked_at)), 0)::float8 end`;

const CLICK_COLUMNS = sql.raw(`
  ${factOf("verdict")} as verdict, ${factOf("country")} as country,
  ${factOf("device")} as device, ${factOf("os")} as os,
  ${factOf("browser")} as browser, ${factOf("source")} as source`);

const SUBS = sql.raw(`
  case when f.conversion_id is null then array[k.sub1, k.sub2, k.sub3, k.sub4, k.sub5, k.sub6, k.sub7, k.sub8, k.sub9, k.sub10]
    else f.subs end`);

const COLUMNS = sql.raw(`
  d.campaign_id, d.conversion_id, d.version, d.sign, d.status, d.currency,
  d.amount_micros::text, d.revenue_micros::text, d.payout_micros::text,
  c.affiliate_id, c.link_id, c.goal_key,
  ${msOf("c.recorded_at")} as recorded_at, ${msOf("c.clicked_at")} as clicked_at,
  ${msOf("d.approved_at")} as approved_at,
  ${SECONDS} as seconds`);

function msOf(column: string): string {
  return `(extract(epoch from ${column}) * ${SECOND_MS})::float8`;
}

/** Changes that aren't folded yet, some at a time: there may be very many. */
export async function* readDeltas(
  db: Queryable,
  rows_max = READ_AT_ONCE,
): AsyncGenerator<DeltaRow[], void> {
  for (let after: DeltaKey | null = null; ;) {
    const rows: readonly StoredDelta[] = await db.execute<StoredDelta>(
      sql`select ${COLUMNS}, ${CLICK_COLUMNS}, to_json(${SUBS})::text as sub_list from ${fromPage(after, rows_max)}
        order by d.campaign_id, d.conversion_id, d.version, d.sign`,
    );
    if (rows.length > 0) yield rows.map(deltaRow);
    const last = rows.at(-1);
    if (last === undefined || rows.length < rows_max) return;
    after = last;
  }
}

/** Changes that aren't folded yet, by when their conversions were recorded. */
export interface CountedDeltas {
  /** Since 1970. */
  minute: number;
  affiliate: number;
  campaign: number;
  status: string;
  count: number;
}

/** Counts changes that aren't folded yet, of conversions recorded from a minute on. */
export async function countDeltas(
  db: Queryable,
  from_minute: number,
): Promise<CountedDeltas[]> {
  const from = new Date(from_minute * MINUTE_MS).toISOString();
  const rows = await db.execute<CountedDeltas & Record<string, unknown>>(sql`
    select floor(extract(epoch from c.recorded_at) / 60)::int as minute,
      c.affiliate_id as affiliate, c.campaign_id as campaign, d.status,
      sum(d.sign)::int as count
    from conversion_deltas d
    join conversions c on c.campaign_id = d.campaign_id and c.id = d.conversion_id
    where c.recorded_at >= ${from}::timestamptz
    group by 1, 2, 3, 4`);
  return [...rows];
}

/** A page of changes: those after a place, or the first ones. */
export interface DeltaPage {
  now_ms: number;
  rows_max: number;
  after: DeltaKey | null;
}

/**
 * Takes those changes of a page out that can be folded: the click is stored, or won't be. Keeps the
 * facts that they are counted by. Returns the page's end; null if there are no more.
 */
export async function takeDeltas(
  db: Queryable,
  { now_ms, rows_max, after }: DeltaPage,
): Promise<{ rows: DeltaRow[]; end: DeltaKey | null }> {
  const before = new Date(now_ms - CLICK_WAIT_MS).toISOString();
  const [end = null] = await db.execute<DeltaKey & Record<string, unknown>>(sql`
    select ${KEY} from conversion_deltas where ${isAfter(after)}
    order by ${KEY} offset ${rows_max - 1} limit 1`);
  const page = fromPage(after, rows_max, sql`for update skip locked`);
  const rows = await db.execute<StoredDelta>(sql`
    with due as materialized (
      select ${COLUMNS}, ${CLICK_COLUMNS}, ${SUBS} as subs from ${page}
      where ${isDue(before)}
    ), gone as (
      delete from conversion_deltas d using due
      where d.campaign_id = due.campaign_id and d.conversion_id = due.conversion_id
        and d.version = due.version and d.sign = due.sign
    ), kept as (
      insert into conversion_facts (campaign_id, conversion_id, verdict, country, device, os, browser, source, subs)
      select distinct on (campaign_id, conversion_id)
        campaign_id, conversion_id, verdict, country, device, os, browser, source, subs
      from due on conflict do nothing
    )
    select ${KEY}, status, currency, amount_micros, revenue_micros, payout_micros,
      affiliate_id, link_id, goal_key, recorded_at, clicked_at, approved_at, seconds,
      verdict, country, device, os, browser, source, to_json(subs)::text as sub_list
    from due`);
  return { rows: rows.map(deltaRow), end };
}

/**
 * Keeps the facts of changes that aren't folded yet, of clicks before a time: their rows are about to
 * be deleted.
 */
export async function keepFacts(
  tx: Transaction,
  before_ms: number,
): Promise<void> {
  const before = new Date(before_ms).toISOString();
  await tx.execute(sql`
    insert into conversion_facts (campaign_id, conversion_id, verdict, country, device, os, browser, source, subs)
    select distinct on (d.campaign_id, d.conversion_id)
      d.campaign_id, d.conversion_id, ${CLICK_COLUMNS}, ${SUBS} as subs
    from ${sql.raw(fromDeltas("conversion_deltas"))}
    where k.click_id is not null and c.clicked_at < ${before}::timestamptz
    on conflict do nothing`);
}

/** The driver reads nulls of an array as text. */
type StoredDelta = Omit<DeltaRow, "subs"> & {
  sub_list: string;
} & DeltaKey &
  Record<string, unknown>;

function deltaRow({ sub_list, ...row }: StoredDelta): DeltaRow {
  return { ...row, subs: JSON.parse(sub_list) as DeltaRow["subs"] };
}

function isDue(before: string): SQL {
  return sql`(f.conversion_id is not null or k.click_id is not null
    or get_byte(c.click_id, 0) = ${CLICKLESS} or c.recorded_at < ${before}::timestamptz)`;
}

interface Entry {
  axis: Axis;
  day: number;
  facts: Facts;
  sums: Sums;
}

/** The blocks of changes, one for each axis and day; those of one axis if it is given. */
export function blocksOfDeltas(
  rows: readonly DeltaRow[],
  axis_only?: Axis,
): Block[] {
  const entries = rows
    .flatMap(entriesOf)
    .filter(({ axis }) => axis_only === undefined || axis === axis_only);
  const groups = Map.groupBy(entries, ({ axis, day }) => `${axis} ${day}`);
  return [...groups.values()].map((group) => {
    const [{ axis, day } = { axis: "conversion" as const, day: 0 }] = group;
    const builder = new BlockBuilder(axis, day, group.length);
    for (const { facts, sums } of group) builder.add(facts, sums);
    return builder.finish();
  });
}

/** A change on each axis. */
function entriesOf(row: DeltaRow): Entry[] {
  const facts = factsOf(row);
  const sums = sumsOf(row);
  const at = (axis: Axis, at_ms: number): Entry => {
    const day = Math.floor(at_ms / DAY_MS);
    const minute = String(Math.floor((at_ms - day * DAY_MS) / MINUTE_MS));
    return { axis, day, facts: { ...facts, minute }, sums };
  };
  const entries = [
    at("conversion", row.recorded_at),
    at("conversion_by_click", row.clicked_at),
  ];
  const { approved_at } = row;
  if (approved_at === null) return entries;
  return [...entries, at("conversion_by_approval", approved_at)];
}

function factsOf(row: DeltaRow): Facts {
  const subs = row.subs.map((value, at) => [`sub${at + 1}`, value] as const);
  return {
    ...Object.fromEntries(subs),
    affiliate: String(row.affiliate_id),
    campaign: String(row.campaign_id),
    link: String(row.link_id),
    goal: row.goal_key,
    status: row.status,
    verdict: row.verdict,
    country: row.country,
    device: row.device,
    os: row.os,
    browser: row.browser,
    source: row.source,
    currency: row.currency,
    rate_day: new Date(row.recorded_at).toISOString().slice(0, 10),
    seconds: row.seconds === null ? null : String(row.seconds),
  };
}

function sumsOf({ sign, ...row }: DeltaRow): Sums {
  const signed = (micros: string) => BigInt(sign) * BigInt(micros);
  return {
    count: sign,
    money: {
      amount: signed(row.amount_micros),
      revenue: signed(row.revenue_micros),
      payout: signed(row.payout_micros),
    },
  };
}
