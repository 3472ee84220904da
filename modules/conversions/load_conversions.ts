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

/** Window in which a repeat without order id, nonce and time is the same event. */
export const SAME_WITHIN_MS = 60_000;

/** The lookups needed to judge one event. */
export interface ConversionKey {
  campaign_id: number;
  goal_key: string;
  click_id: Uint8Array;
  /** From the order id or nonce; null without either. */
  dedupe_key: string | null;
  /** One of our conversion ids, sent as the order id. */
  id: string | null;
  /** Look up whether the click has none, one or several conversions of the goal. */
  asks_only: boolean;
  /** Look up whether one of them is pending. */
  asks_pending: boolean;
  /** Identifies an event that has no order or nonce. */
  likeness: Likeness | null;
  /** The goal that has to come before this one. */
  after: string | null;
  /** Maximum live conversions of the goal per click. */
  live_max: number | null;
}

/** An event's content and time. */
interface Likeness {
  amount: string;
  report_key: string;
  occurred_at: number | null;
  received_at: number;
}

/** Enough rows to tell none, one and several apart. */
const ONLY_MAX = 2;

const CLICK = { campaign_id: "integer", click_id: "bytea", goal_key: "text" };
const LIKENESS = {
  campaign_id: "integer",
  amount: "text",
  report_key: "text",
  at: "timestamptz",
  after: "timestamptz",
  before: "timestamptz",
};

interface KeyWithRivals {
  key: ConversionKey;
  /**
   * Number of events in the batch on the same click, any of which may change its
   * conversions first.
   */
  rivals: number;
}

/**
 * Loads the recorded conversions that a batch may depend on, but never all of a click:
 * each lookup is by a full key or has a limit. Limits are raised by the number of
 * changes that the batch itself may make first, so that the results equal those of
 * reading everything. A lookup that no event needs runs no query.
 */
export async function loadConversions(
  tx: Transaction,
  keys: readonly ConversionKey[],
): Promise<WorkingSet> {
  const named = keys.flatMap(namedEvents);
  const ids = keys.flatMap(({ id }) => (id === null ? [] : [{ id }]));
  const event = ["campaign_id", "goal_key", "dedupe_key"] as const;
  const with_rivals = withRivals(keys);
  const only = splitOnly(keys);
  const counted = with_rivals.filter(({ key }) => key.live_max !== null);
  const [live, ...found] = await Promise.all([
    inGroups(counted, limitOfCount, (group, limit) =>
      countLive(tx, group, limit),
    ),
    findOnly(tx, only.whole),
    findAdopting(tx, only.by_order),
    findRows(tx, conversions, event, named),
    findRows(tx, conversions, ["id"], ids),
    inGroups(
      with_rivals.filter(({ key }) => key.asks_pending),
      limitOf,
      (group, limit) => findPending(tx, group, limit),
    ),
    inGroups(
      with_rivals.filter(({ key }) => key.likeness !== null),
      limitOf,
      (group, limit) => findLike(tx, group, limit),
    ),
    inGroups(
      with_rivals.filter(({ key }) => key.after !== null),
      limitOf,
      (group, limit) => findParents(tx, group, limit),
    ),
  ]);
  return new WorkingSet(found.flat(), live);
}

/** The dedupe keys to look up: the event's own, and the click's where likeness counts. */
function namedEvents({ campaign_id, goal_key, ...key }: ConversionKey) {
  const own = key.likeness === null ? null : `c:${clickIdText(key.click_id)}`;
  return [key.dedupe_key, own]
    .filter((dedupe_key) => dedupe_key !== null)
    .map((dedupe_key) => ({ campaign_id, goal_key, dedupe_key }));
}

/** Serializes identical events that arrive at the same time, here or on another instance. */
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
 * An event with an order id only depends on whether the click has exactly one
 * conversion of the goal, and that without an order id. Other rows are read only where
 * something else in the batch needs some of them.
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

function withRivals(keys: readonly ConversionKey[]): KeyWithRivals[] {
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

function limitOf({ rivals }: KeyWithRivals): number {
  return rivals;
}

function limitOfCount({ key, rivals }: KeyWithRivals): number {
  return (key.live_max ?? 0) + rivals;
}

/**
 * Runs one statement per power of two: limits are inlined in the SQL, so that the
 * planner knows them.
 */
async function inGroups<T>(
  keys: readonly KeyWithRivals[],
  limitOfOne: (key: KeyWithRivals) => number,
  run: (keys: readonly ConversionKey[], limit: number) => Promise<T[]>,
): Promise<T[]> {
  const groups = Map.groupBy(
    keys,
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
/** Only the likeness indexes contain `campaign_id + 0`. */
const ALIKE = sql`campaign_id + 0 = k.campaign_id and ${sql.raw(NAMED_BY_NOTHING)}`;

function max(limit: number) {
  return sql.raw(String(limit));
}

/** Uses the index `conversions_of_click`, like all queries below except `findLike`. */
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

/**
 * Conversions that are the only one of their click and goal and have no order id, so
 * that an order can adopt them.
 */
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

/** The latest live conversions of the preceding goals. */
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

/** Uses the indexes `conversions_same_amount` and `conversions_same_words`. */
async function findLike(
  tx: Transaction,
  keys: readonly ConversionKey[],
  limit: number,
) {
  const likely = keys.flatMap(({ likeness, ...key }) => {
    if (likeness === null) return [];
    const { occurred_at, received_at } = likeness;
    const of_click = `${key.goal_key} ${key.click_id.toHex()} `;
    return [
      {
        campaign_id: key.campaign_id,
        amount: of_click + likeness.amount,
        report_key: of_click + likeness.report_key,
        at: occurred_at === null ? null : isoTime(occurred_at),
        after: isoTime(received_at - SAME_WITHIN_MS),
        before: isoTime(received_at + SAME_WITHIN_MS),
      },
    ];
  });
  const same_report = [
    sql.raw(`(${OF_GOAL_AND_CLICK} || ${SAID_AMOUNT}) = k.amount`),
    sql.raw(`(${OF_GOAL_AND_CLICK} || said[1]) = k.report_key`),
  ];
  const when = [
    sql`k.at is not null and occurred_at = k.at`,
    sql`k.at is null and occurred_at is null
      and recorded_at > k.after and recorded_at < k.before`,
  ];
  // All columns of the index: ordered by fewer, Postgres would sort all matches.
  const parts = same_report.flatMap((what) =>
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
      select distinct * from ${recordset("g", likely, LIKENESS)}) as k,
      lateral (${sql.join(parts, sql` union all `)}) as c`,
  );
}
