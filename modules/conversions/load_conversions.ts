import { sql } from "drizzle-orm";
import { findRows, recordset, runPrepared } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import { conversions } from "../../db/schema/mod.ts";
import { clickIdText } from "../clicks/mod.ts";
import {
  countLive,
  findAdopting,
  findLike,
  findOnly,
  findParents,
  findPending,
} from "./find_conversions.ts";
import type { ConversionKey } from "./find_conversions.ts";
import { WorkingSet } from "./working_set.ts";
export { SAME_WITHIN_MS } from "./find_conversions.ts";
export type { ConversionKey } from "./find_conversions.ts";

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
  const once = keys.flatMap(({ campaign_id, once_order: order_id }) =>
    order_id === null ? [] : [{ campaign_id, order_id }],
  );
  const transactions = keys.flatMap(({ transaction: order_id }) =>
    order_id === null ? [] : [{ order_id }],
  );
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
    findRows(tx, conversions, ["campaign_id", "order_id"], once),
    findRows(tx, conversions, ["order_id"], transactions),
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

/** The dedupe keys to look up: the event's own, the click's where likeness counts, and that of a claim. */
function namedEvents({ campaign_id, goal_key, ...key }: ConversionKey) {
  const own = key.likeness === null ? null : `c:${clickIdText(key.click_id)}`;
  return [key.dedupe_key, key.other_key, own]
    .filter((dedupe_key) => dedupe_key !== null)
    .map((dedupe_key) => ({ campaign_id, goal_key, dedupe_key }));
}

/** Serializes identical events that arrive at the same time, here or on another instance. */
export async function lockLikeness(
  tx: Transaction,
  keys: readonly ConversionKey[],
): Promise<void> {
  const names = new Set<string>();
  for (const key of keys) {
    const { campaign_id, likeness, once_order, transaction } = key;
    if (likeness !== null) {
      names.add(`${campaign_id} ${key.goal_key} ${key.click_id.toHex()}`);
    }
    if (once_order !== null) names.add(`${campaign_id} once ${once_order}`);
    if (transaction !== null) names.add(`transaction ${transaction}`);
  }
  if (names.size === 0) return;
  const rows = [...names].map((name) => ({ name }));
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
