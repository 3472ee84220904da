import { sql } from "drizzle-orm";
import { isDistributed } from "../../db/citus/mod.ts";
import type { Queryable, Transaction } from "../../db/mod.ts";
import {
  CLICKLESS,
  CONVERSION_COLUMNS,
  CONVERSION_TIMES,
  fromDeltas,
  conversionsOf,
  fromPage,
  listOf,
} from "./conversion_rows.ts";
import { copyBinary } from "./copy_binary.ts";
import type { BlockColumn } from "./pack_block.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * A click that isn't stored that long after its conversion is taken for lost, or deleted: until then
 * the conversion waits for its country, device and labels.
 */
const CLICK_WAIT_MS = DAY_MS;
/** Changes that are read at once. */
const READ_AT_ONCE = 1_000;

/** Changes of conversions as `blocksOfDeltas` takes them: a list of values per column and time. */
export type CopiedDeltas = Uint8Array<ArrayBuffer>;

/** The place of a delta in their order. */
interface DeltaKey {
  campaign_id: number;
  conversion_id: string;
  version: number;
  sign: number;
}

const KEY = "campaign_id, conversion_id, version, sign";

/** Of deltas that are read in order: those after a place, or the first ones. */
type After = DeltaKey | null;

function isAfter(key: After): string {
  if (key === null) return "true";
  const { campaign_id, conversion_id, version, sign } = key;
  return `(${KEY}) > (${campaign_id}, '${conversion_id}'::uuid, ${version}, ${sign})`;
}

/** Deltas in order; each with its place in the table. */
function pageAfter(after: After, rows_max: number, locked = ""): string {
  return `select *, ctid as place from conversion_deltas
    where ${isAfter(after)} order by ${KEY} limit ${rows_max} ${locked}`;
}

/** A page of deltas. */
interface FoundPage {
  /** Its last delta; null if it is the last page. */
  end: DeltaKey | null;
  /** SQL: whether a time is one of its clicks'. */
  within(time: string): string;
}

/** The first and the last click's time of a page, and its last delta: nulls if it isn't full. */
type Edges = Record<"first" | "last", string | null> &
  (DeltaKey | Record<keyof DeltaKey, null>) &
  Record<string, unknown>;

/** Finds a page of deltas; null if there are none. */
async function findPage(
  db: Queryable,
  after: After,
  rows_max: number,
): Promise<FoundPage | null> {
  const [row] = await db.execute<Edges>(
    sql.raw(`select first, last, e.* from
      (select min(c.clicked_at)::text as first, max(c.clicked_at)::text as last
        from ${conversionsOf(pageAfter(after, rows_max))}) times
      left join lateral (select ${KEY} from conversion_deltas where ${isAfter(after)}
        order by ${KEY} offset ${rows_max - 1} limit 1) e on true`),
  );
  if (row === undefined || row.first === null) return null;
  const { first, last, ...end } = row;
  return {
    end: end.conversion_id === null ? null : (end as DeltaKey),
    within: (time) => `${time} between '${first}' and '${last}'`,
  };
}

/** Columns of changes, and their time on each axis: names of their own, forms and SQL. */
const COLUMNS = [
  ...Object.entries(CONVERSION_COLUMNS).map(
    ([name, [form, value]]) => [`of_${name}`, form, value] as const,
  ),
  ...Object.entries(CONVERSION_TIMES).map(
    ([axis, time]) => [`at_${axis}`, "minute", time] as const,
  ),
];
const SELECTED = COLUMNS.map(([name, , value]) => `${value} as ${name}`).join();
const LISTS = COLUMNS.map(([name, form]) => listOf(form, name)).join();

/** Changes that aren't folded yet, some at a time: there may be very many. */
export async function* readDeltas(
  db: Queryable,
  rows_max = READ_AT_ONCE,
): AsyncGenerator<CopiedDeltas, void> {
  let after: After = null;
  do {
    const found: FoundPage | null = await findPage(db, after, rows_max);
    if (found === null) return;
    const within = found.within("k.clicked_at");
    const page = fromPage(pageAfter(after, rows_max), within);
    const columns = `select ${SELECTED} from ${page}`;
    yield await copyBinary(db, `select ${LISTS} from (${columns}) of_page`);
    after = found.end;
  } while (after !== null);
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

const FACTS = "verdict, country, device, os, browser, source";
const SUBS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const KEPT = `campaign_id, conversion_id, ${FACTS}, subs`;

function factsBy(nameOf: (column: string) => string): string {
  const subs = SUBS.map((sub) => nameOf(`sub${sub}`));
  return `${FACTS.split(", ").map(nameOf).join()}, array[${subs.join()}]`;
}

/**
 * Takes those changes of a page out that can be folded: the click is stored, or won't be. Keeps the
 * facts that they are counted by. Returns the page's end, null if it is the last one; or null if there
 * are no changes. What came into the page since it was found waits if its click is of another time.
 */
export async function takeDeltas(
  tx: Transaction,
  { now_ms, rows_max, after }: DeltaPage,
): Promise<{ copied: CopiedDeltas; end: DeltaKey | null } | null> {
  const before = new Date(now_ms - CLICK_WAIT_MS).toISOString();
  const found = await findPage(tx, after, rows_max);
  if (found === null) return null;
  const locked = pageAfter(after, rows_max, "for update skip locked");
  if (isDistributed()) {
    const copied = await takeApart(tx, locked, before, found);
    return { copied, end: found.end };
  }
  const page = fromPage(locked, found.within("k.clicked_at"));
  const copied = await copyBinary(
    tx,
    `with due as materialized (
      select d.place, d.campaign_id, d.conversion_id, f.conversion_id is null as is_new, ${SELECTED} from ${page}
      where ${isDue(before)} and ${found.within("c.clicked_at")}
    ), gone as (
      delete from conversion_deltas
      where ctid = any(array(select place from due))
    ), kept as (
      insert into conversion_facts (${KEPT})
      select distinct on (campaign_id, conversion_id)
        campaign_id, conversion_id, ${factsBy((column) => `of_${column}`)}
      from due where is_new on conflict do nothing
    )
    select ${LISTS} from due`,
  );
  return { copied, end: found.end };
}

/**
 * The same on Citus, which takes no such changes of plain and distributed tables in one statement: by
 * temporary tables.
 */
async function takeApart(
  tx: Transaction,
  locked: string,
  before: string,
  found: FoundPage,
): Promise<CopiedDeltas> {
  const page = fromPage(
    "select * from taken_page",
    found.within("k.clicked_at"),
  );
  for (const text of [
    "drop table if exists taken_page, taken_due",
    `create temporary table taken_page on commit drop as ${locked}`,
    `create temporary table taken_due on commit drop as
      select d.place, d.campaign_id, d.conversion_id, f.conversion_id is null as is_new, ${SELECTED} from ${page}
      where ${isDue(before)} and ${found.within("c.clicked_at")}`,
    "delete from conversion_deltas where ctid = any(array(select place from taken_due))",
    `insert into conversion_facts (${KEPT})
      select distinct on (campaign_id, conversion_id)
        campaign_id, conversion_id, ${factsBy((column) => `of_${column}`)}
      from taken_due where is_new on conflict do nothing`,
  ]) {
    await tx.execute(sql.raw(text));
  }
  return await copyBinary(tx, `select ${LISTS} from taken_due`);
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
  await tx.execute(
    sql.raw(`insert into conversion_facts (${KEPT})
      select distinct on (d.campaign_id, d.conversion_id)
        d.campaign_id, d.conversion_id, ${factsBy(clickColumn)}
      from ${fromDeltas("conversion_deltas")}
      where k.click_id is not null and c.clicked_at < '${before}'::timestamptz
      on conflict do nothing`),
  );
}

function clickColumn(name: string): string {
  return CONVERSION_COLUMNS[name as BlockColumn]?.[1] ?? "null";
}

function isDue(before: string): string {
  return `(f.conversion_id is not null or k.click_id is not null
    or get_byte(c.click_id, 0) = ${CLICKLESS} or c.recorded_at < '${before}'::timestamptz)`;
}
