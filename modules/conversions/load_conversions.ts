import { sql } from "drizzle-orm";
import { findRows, recordset, runPrepared } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import {
  conversions,
  NAMED_BY_NOTHING,
  OF_GOAL_AND_CLICK,
  SAID_AMOUNT,
} from "../../db/schema/mod.ts";
import { clickIdText } from "../clicks/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { WorkingSet } from "./working_set.ts";
import type { LiveCount } from "./working_set.ts";

/** Without an order, a nonce and a time, the same again within this is the same event. */
export const SAME_WITHIN_MS = 60_000;

/** The recorded conversions that judging an event depends on. */
export interface ConversionKey {
  campaign_id: number;
  goal_key: string;
  click_id: Uint8Array;
  /** The event, where an order or a nonce names it. */
  dedupe_key: string | null;
  /** One of our own ids. */
  id: string | null;
  /** Whether the click has none, one or several of the goal. */
  asks_only: boolean;
  /** Whether one of them is pending. */
  asks_pending: boolean;
  /** Identifies an event that has no order or nonce. */
  likeness: Likeness | null;
  /** The goal that it comes after. */
  after: string | null;
  /** How many live ones of the goal the click may have. */
  live_max: number | null;
}

/** An event by what it says and when. */
export interface Likeness {
  amount: string;
  saying: string;
  occurred_at: number | null;
  received_at: number;
}

/** Whether there is one, none or several: more are never read. */
const ONLY_MAX = 2;

const CLICK = { campaign_id: "integer", click_id: "bytea", goal_key: "text" };
const LIKENESS = {
  campaign_id: "integer",
  amount: "text",
  saying: "text",
  at: "timestamptz",
  after: "timestamptz",
  before: "timestamptz",
};

interface Asked {
  key: ConversionKey;
  /** How many of the batch may change conversions of the same click before. */
  rivals: number;
}

/**
 * Reads what a batch may ask of what is recorded, never all of a click: each
 * look-up is by a whole key or stops at its limit. What the batch itself may
 * change before it asks counts on top of the limit, so that the answers are those
 * of reading everything. Only what one of the events asks for costs a query.
 */
export async function loadConversions(
  tx: Transaction,
  keys: readonly ConversionKey[],
): Promise<WorkingSet> {
  const named = keys.flatMap(namedEvents);
  const ids = keys.flatMap(({ id }) => (id === null ? [] : [{ id }]));
  const event = ["campaign_id", "goal_key", "dedupe_key"] as const;
  const asked = withRivals(keys);
  const only = splitOnly(keys);
  const counted = asked.filter(({ key }) => key.live_max !== null);
  const [live, ...found] = await Promise.all([
    inGroups(counted, limitOfCount, (group, limit) =>
      countLive(tx, group, limit),
    ),
    findOnly(tx, only.whole),
    findAdopting(tx, only.by_order),
    findRows(tx, conversions, event, named),
    findRows(tx, conversions, ["id"], ids),
    inGroups(
      asked.filter(({ key }) => key.asks_pending),
      limitOf,
      (group, limit) => findPending(tx, group, limit),
    ),
    inGroups(
      asked.filter(({ key }) => key.likeness !== null),
      limitOf,
      (group, limit) => findLike(tx, group, limit),
    ),
    inGroups(
      asked.filter(({ key }) => key.after !== null),
      limitOf,
      (group, limit) => findParents(tx, group, limit),
    ),
  ]);
  return new WorkingSet(found.flat(), live);
}

/** The event that an order or a nonce names, and the click's own where likeness counts. */
function namedEvents({ campaign_id, goal_key, ...key }: ConversionKey) {
  const own = key.likeness === null ? null : `c:${clickIdText(key.click_id)}`;
  return [key.dedupe_key, own]
    .filter((dedupe_key) => dedupe_key !== null)
    .map((dedupe_key) => ({ campaign_id, goal_key, dedupe_key }));
}

/** Two that say the same at the same moment, here and on another instance, come one after the other. */
export async function lockLikeness(
  tx: Transaction,
  keys: readonly ConversionKey[],
): Promise<void> {
  const names = keys.flatMap(({ likeness, ...key }) =>
    likeness === null
      ? []
      : [`${key.campaign_id} ${key.goal_key} ${key.click_id.toHex()}`],
  );
  if (names.length === 0) return;
  const rows = [...new Set(names)].map((name) => ({ name }));
  await runPrepared(
    tx,
    sql`select pg_advisory_xact_lock(lock) from (
      select distinct hashtextextended('same event ' || name, 0) as lock
      from ${recordset("k", rows, { name: "text" })} order by 1 offset 0) as l`,
  );
}

/**
 * An order only asks whether the click has exactly one of the goal, and that
 * without an order: the rows of others are not worth reading, unless something
 * else of the batch reads some of them.
 */
function splitOnly(keys: readonly ConversionKey[]) {
  const clickOf = ({ campaign_id, click_id }: ConversionKey) =>
    `${campaign_id} ${click_id.toHex()}`;
  const others = new Set(keys.filter((key) => !isByOrder(key)).map(clickOf));
  const asking = keys.filter(({ asks_only }) => asks_only);
  const is_whole = (key: ConversionKey) => others.has(clickOf(key));
  return {
    whole: asking.filter(is_whole),
    by_order: asking.filter((key) => !is_whole(key)),
  };
}

function isByOrder(key: ConversionKey): boolean {
  const { dedupe_key, id, after, likeness } = key;
  const has_order = dedupe_key?.startsWith("o:") === true;
  return has_order && id === null && after === null && likeness === null;
}

function withRivals(keys: readonly ConversionKey[]): Asked[] {
  const counts = new Map<string, number>();
  const clickOf = ({ campaign_id, click_id }: ConversionKey) =>
    `${campaign_id} ${click_id.toHex()}`;
  const is_plain = keys.every(
    ({ asks_pending, likeness, after, live_max }) =>
      !asks_pending && likeness === null && after === null && live_max === null,
  );
  if (is_plain) return [];
  for (const key of keys) {
    counts.set(clickOf(key), (counts.get(clickOf(key)) ?? 0) + 1);
  }
  return keys.map((key) => ({ key, rivals: counts.get(clickOf(key)) ?? 1 }));
}

function limitOf({ rivals }: Asked): number {
  return rivals;
}

function limitOfCount({ key, rivals }: Asked): number {
  return (key.live_max ?? 0) + rivals;
}

/** A statement for each power of two: limits are written into its text, so that the planner knows them. */
async function inGroups<T>(
  asked: readonly Asked[],
  limitOfOne: (asked: Asked) => number,
  run: (keys: readonly ConversionKey[], limit: number) => Promise<T[]>,
): Promise<T[]> {
  const groups = Map.groupBy(
    asked,
    (one) => 2 ** Math.ceil(Math.log2(limitOfOne(one))),
  );
  const found = await Promise.all(
    [...groups].map(([limit, group]) =>
      run(
        group.map(({ key }) => key),
        limit,
      ),
    ),
  );
  return found.flat();
}

function clicksOf(keys: readonly ConversionKey[]) {
  return sql`(select distinct * from ${recordset("g", keys, CLICK)}) as k`;
}

const OF_CLICK = sql`campaign_id = k.campaign_id and click_id = k.click_id
  and goal_key = k.goal_key`;
const LATEST = sql`coalesce(occurred_at, recorded_at)`;
/** No other index knows `campaign_id + 0`. */
const ALIKE = sql`campaign_id + 0 = k.campaign_id and ${sql.raw(NAMED_BY_NOTHING)}`;

function max(limit: number) {
  return sql.raw(String(limit));
}

/** By `conversions_of_click`, as all that follow here but what is alike. */
async function findOnly(tx: Transaction, keys: readonly ConversionKey[]) {
  if (keys.length === 0) return [];
  return await findRows(
    tx,
    conversions,
    sql`select c.* from ${clicksOf(keys)}, lateral (
      select * from ${conversions} where ${OF_CLICK}
      order by status, ${LATEST} limit ${max(ONLY_MAX)}) as c`,
  );
}

/** Those that are the only one of their click and goal, and have no order. */
async function findAdopting(tx: Transaction, keys: readonly ConversionKey[]) {
  if (keys.length === 0) return [];
  const some = sql`from ${conversions} where ${OF_CLICK} order by status, ${LATEST}`;
  return await findRows(
    tx,
    conversions,
    sql`select c.* from ${clicksOf(keys)},
      lateral (select * ${some} limit 1) as c
    where c.order_id is null and not exists (select ${some} limit 1 offset 1)`,
  );
}

async function findPending(
  tx: Transaction,
  keys: readonly ConversionKey[],
  limit: number,
) {
  return await findRows(
    tx,
    conversions,
    sql`select c.* from ${clicksOf(keys)}, lateral (
      select * from ${conversions} where ${OF_CLICK} and status = 'pending'
      order by ${LATEST} limit ${max(limit)}) as c`,
  );
}

/** The latest live ones of the goals before. */
async function findParents(
  tx: Transaction,
  keys: readonly ConversionKey[],
  limit: number,
) {
  const before = keys.map((key) => ({ ...key, goal_key: key.after }));
  const latest = (status: "approved" | "pending") =>
    sql`(select * from ${conversions} where ${OF_CLICK}
      and status = ${sql.raw(`'${status}'`)}
      order by ${LATEST} desc limit ${max(limit)})`;
  return await findRows(
    tx,
    conversions,
    sql`select c.* from (
      select distinct * from ${recordset("g", before, CLICK)}) as k, lateral (
      ${latest("approved")} union all ${latest("pending")}) as c`,
  );
}

async function countLive(
  tx: Transaction,
  keys: readonly ConversionKey[],
  limit: number,
): Promise<LiveCount[]> {
  const some = (status: "approved" | "pending") =>
    sql`(select from ${conversions} where ${OF_CLICK}
      and status = ${sql.raw(`'${status}'`)} limit ${max(limit)})`;
  const rows = await runPrepared(
    tx,
    sql`select k.*, (select count(*)::integer from (
      ${some("approved")} union all ${some("pending")}) as l) as live
    from ${clicksOf(keys)}`,
  );
  return rows as unknown as LiveCount[];
}

/** By `conversions_same_amount` and `conversions_same_words`. */
async function findLike(
  tx: Transaction,
  keys: readonly ConversionKey[],
  limit: number,
) {
  const asked = keys.flatMap(({ likeness, ...key }) => {
    if (likeness === null) return [];
    const { occurred_at, received_at } = likeness;
    const of_click = `${key.goal_key} ${key.click_id.toHex()} `;
    return [
      {
        campaign_id: key.campaign_id,
        amount: of_click + likeness.amount,
        saying: of_click + likeness.saying,
        at: occurred_at === null ? null : isoTime(occurred_at),
        after: isoTime(received_at - SAME_WITHIN_MS),
        before: isoTime(received_at + SAME_WITHIN_MS),
      },
    ];
  });
  const said = [
    sql.raw(`(${OF_GOAL_AND_CLICK} || ${SAID_AMOUNT}) = k.amount`),
    sql.raw(`(${OF_GOAL_AND_CLICK} || said[1]) = k.saying`),
  ];
  const when = [
    sql`k.at is not null and occurred_at = k.at`,
    sql`k.at is null and occurred_at is null
      and recorded_at > k.after and recorded_at < k.before`,
  ];
  // The whole order of the index: by less of it, all that is alike would be sorted.
  const parts = said.flatMap((what) =>
    when.map(
      (time) => sql`(select * from ${conversions}
        where ${ALIKE} and ${what} and ${time}
        order by occurred_at, recorded_at, id limit ${max(limit)})`,
    ),
  );
  return await findRows(
    tx,
    conversions,
    sql`select c.* from (
      select distinct * from ${recordset("g", asked, LIKENESS)}) as k,
      lateral (${sql.join(parts, sql` union all `)}) as c`,
  );
}
