import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { isDistributed } from "../../db/citus/mod.ts";
import { arrayText, recordset, findRows, runPrepared } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import {
  conversions,
  NAMED_BY_NOTHING,
  OF_GOAL_AND_CLICK,
  SAID_AMOUNT,
} from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { NO_CLAIM } from "./claims.ts";
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
  /** Of a page's report of the same sale; of one such: of the sale itself. */
  other_key: string | null;
  /** One of our conversion ids, sent as the order id. */
  id: string | null;
  /** An order that is one in all goals. */
  once_order: string | null;
  /** An order that is one in all campaigns. */
  transaction: string | null;
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
export interface Likeness {
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
function clicksOf(keys: readonly ConversionKey[]) {
  return recordset.distinct("k", keys, CLICK);
}

/** On Citus, that only the shards of the keys' campaigns are asked. */
function inShardsOf(keys: readonly { campaign_id: number }[]): SQL {
  const campaigns = new Set(keys.map(({ campaign_id }) => campaign_id));
  return sql`c.campaign_id = any(${arrayText([...campaigns])}::integer[])`;
}

const OF_CLICK = sql`campaign_id = k.campaign_id and click_id = k.click_id
  and goal_key = k.goal_key`;
const EACH_OF_CLICK = sql`c.campaign_id = k.campaign_id and c.click_id = k.click_id
  and c.goal_key = k.goal_key`;
const LATEST = sql`coalesce(occurred_at, recorded_at)`;
const UNCLAIMED = sql.raw(NO_CLAIM);
/** Only the likeness indexes contain `campaign_id + 0`. */
const ALIKE = sql`campaign_id + 0 = k.campaign_id and ${sql.raw(NAMED_BY_NOTHING)}`;

function max(limit: number) {
  return sql.raw(String(limit));
}

/**
 * Up to a number of conversions of each click and goal, in an order; by default looked up key by key in
 * the index `conversions_of_click`. Citus takes no limit in a lateral: there the shards number them.
 */
function someOfEach(
  clicks: SQL,
  {
    keys,
    and,
    order,
    limit,
  }: {
    keys: readonly ConversionKey[];
    and?: SQL;
    order: SQL;
    limit: number;
  },
): SQL {
  const also = and ?? sql`true`;
  if (!isDistributed()) {
    return sql`select c.* from ${clicks}, lateral (
      select * from ${conversions} where ${OF_CLICK} and ${also}
      order by ${order} limit ${max(limit)}) as c`;
  }
  return sql`select * from (
    select c.*, row_number() over (
      partition by c.campaign_id, c.click_id, c.goal_key order by ${order}) as place
    from ${conversions} as c join ${clicks} on ${EACH_OF_CLICK}
    where ${inShardsOf(keys)} and ${also}) as c where place <= ${max(limit)}`;
}

/** Finds up to two conversions of each click and goal: none, one and several can be told apart. */
export async function findOnly(
  tx: Transaction,
  keys: readonly ConversionKey[],
) {
  if (keys.length === 0) return [];
  const order = sql`status, ${LATEST}`;
  const some = someOfEach(clicksOf(keys), {
    ...{ keys, order, and: UNCLAIMED },
    limit: ONLY_MAX,
  });
  return await findRows(tx, conversions, some);
}

/**
 * Conversions that are the only one of their click and goal and have no order id, so
 * that an order can adopt them.
 */
export async function findAdopting(
  tx: Transaction,
  keys: readonly ConversionKey[],
) {
  if (keys.length === 0) return [];
  if (isDistributed()) {
    const all = await findOnly(tx, keys);
    const others = Map.groupBy(all, ofClickText);
    return all.filter(
      (row) =>
        row.order_id === null && others.get(ofClickText(row))?.length === 1,
    );
  }
  const some = sql`from ${conversions} where ${OF_CLICK} and ${UNCLAIMED}
    order by status, ${LATEST}`;
  return await findRows(
    tx,
    conversions,
    sql`select c.* from ${clicksOf(keys)},
      lateral (select * ${some} limit 1) as c
    where c.order_id is null and not exists (select ${some} limit 1 offset 1)`,
  );
}

function ofClickText(row: {
  campaign_id: number;
  click_id: Uint8Array;
  goal_key: string;
}): string {
  return `${row.campaign_id} ${row.click_id.toHex()} ${row.goal_key}`;
}

/** Finds the pending conversions of clicks and goals, oldest first. */
export async function findPending(
  tx: Transaction,
  keys: readonly ConversionKey[],
  limit: number,
) {
  const and = sql`status = 'pending' and ${UNCLAIMED}`;
  const some = someOfEach(clicksOf(keys), {
    ...{ keys, and, limit },
    order: LATEST,
  });
  return await findRows(tx, conversions, some);
}

/** The latest live conversions of the preceding goals. */
export async function findParents(
  tx: Transaction,
  keys: readonly ConversionKey[],
  limit: number,
) {
  const before = keys.map((key) => ({ ...key, goal_key: key.after }));
  if (isDistributed()) {
    const clicks = recordset.distinct("k", before, CLICK);
    const latest = (status: "approved" | "pending") =>
      findRows(
        tx,
        conversions,
        someOfEach(clicks, {
          keys,
          and: sql`status = ${sql.raw(`'${status}'`)} and ${UNCLAIMED}`,
          order: sql`${LATEST} desc`,
          limit,
        }),
      );
    const found = await Promise.all([latest("approved"), latest("pending")]);
    return found.flat();
  }
  const clicks = recordset.distinct("k", before, CLICK);
  const latest = (status: "approved" | "pending") =>
    sql`(select * from ${conversions} where ${OF_CLICK}
      and status = ${sql.raw(`'${status}'`)} and ${UNCLAIMED}
      order by ${LATEST} desc limit ${max(limit)})`;
  return await findRows(
    tx,
    conversions,
    sql`select c.* from ${clicks}, lateral (
      ${latest("approved")} union all ${latest("pending")}) as c`,
  );
}

/** Counts live conversions of clicks and goals, up to a limit. */
export async function countLive(
  tx: Transaction,
  keys: readonly ConversionKey[],
  limit: number,
): Promise<LiveCount[]> {
  if (keys.length > 0 && isDistributed()) {
    return await countLiveAtOnce(tx, keys);
  }
  const some = (status: "approved" | "pending") =>
    sql`(select from ${conversions} where ${OF_CLICK}
      and status = ${sql.raw(`'${status}'`)} and ${UNCLAIMED} limit ${max(limit)})`;
  const rows = await runPrepared(
    tx,
    sql`select k.*, (select count(*)::integer from (
      ${some("approved")} union all ${some("pending")}) as l) as live
    from ${clicksOf(keys)}`,
  );
  return rows as unknown as LiveCount[];
}

async function countLiveAtOnce(
  tx: Transaction,
  keys: readonly ConversionKey[],
): Promise<LiveCount[]> {
  const rows = (await runPrepared(
    tx,
    sql`select c.campaign_id, c.click_id, c.goal_key, count(*)::integer as live
    from ${conversions} as c join ${clicksOf(keys)} on ${EACH_OF_CLICK}
    where ${inShardsOf(keys)} and status in ('approved', 'pending') and ${UNCLAIMED}
    group by 1, 2, 3`,
  )) as unknown as LiveCount[];
  const counts = new Map(rows.map((row) => [ofClickText(row), row]));
  const all = new Map(keys.map((key) => [ofClickText(key), key]));
  return [...all].map(([text, { campaign_id, click_id, goal_key }]) => {
    const { live } = counts.get(text) ?? { live: 0 };
    return { campaign_id, click_id, goal_key, live };
  });
}

/** How an event is like another: by amount or first words, and by time. */
const SAME_REPORT = [
  sql.raw(`(${OF_GOAL_AND_CLICK} || ${SAID_AMOUNT}) = k.amount`),
  sql.raw(`(${OF_GOAL_AND_CLICK} || said[1]) = k.report_key`),
];
const SAME_TIME = [
  sql`k.at is not null and occurred_at = k.at`,
  sql`k.at is null and occurred_at is null
    and recorded_at > k.after and recorded_at < k.before`,
];

/** Finds conversions like an event. Uses the indexes `conversions_same_amount` and `conversions_same_words`. */
export async function findLike(
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
  if (isDistributed()) return await findLikeInShards(tx, likely, limit);
  // All columns of the index: ordered by fewer, Postgres would sort all matches.
  const parts = SAME_REPORT.flatMap((what) =>
    SAME_TIME.map(
      (time) => sql`(select * from ${conversions}
        where ${ALIKE} and ${what} and ${time}
        order by occurred_at, recorded_at, id limit ${max(limit)})`,
    ),
  );
  return await findRows(
    tx,
    conversions,
    sql`select c.* from ${recordset.distinct("k", likely, LIKENESS)},
      lateral (${sql.join(parts, sql` union all `)}) as c`,
  );
}

/** The same where the shards number those that are alike. */
async function findLikeInShards(
  tx: Transaction,
  likely: readonly { campaign_id: number }[],
  limit: number,
) {
  if (likely.length === 0) return [];
  const given = recordset.distinct("k", likely, LIKENESS);
  const ways = SAME_REPORT.flatMap((what) =>
    SAME_TIME.map((time) =>
      findRows(
        tx,
        conversions,
        sql`select * from (
          select c.*, row_number() over (
            partition by c.campaign_id, k.amount, k.report_key, k.at, k.after
            order by occurred_at, recorded_at, c.id) as place
          from ${conversions} as c
          join ${given}
            on c.campaign_id = k.campaign_id and ${sql.raw(NAMED_BY_NOTHING)}
            and ${what} and ${time}
          where ${inShardsOf(likely)}) as c
        where place <= ${max(limit)}`,
      ),
    ),
  );
  return (await Promise.all(ways)).flat();
}
