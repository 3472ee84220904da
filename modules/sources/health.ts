import { and, desc, eq, gte, inArray, max, sql } from "drizzle-orm";
import { recordset, runPrepared } from "../../db/mod.ts";
import type { Queryable, Transaction } from "../../db/mod.ts";
import { postbackCounts, unmappedSeen } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const WORD_CHARS_MAX = 100;
/** Bounds the words stored per source and kind: anyone can send any parameter name. */
const WORDS_MAX = 200;
const REFUSALS_SHOWN = 5;
const WORDS_SHOWN = 50;
const SUCCESSES = new Set(["recorded", "updated", "duplicate", "ignored"]);
/** Accepted, but not judged here: not yet, or by the old tracker. */
const UNJUDGED = ["queued", "forwarded"];

/** A word that a source sent and nothing maps. */
export interface UnmappedWord {
  kind: "parameter" | "status" | "goal";
  word: string;
}

/** A postback as counted for health. */
export interface Seen {
  advertiser_id: number;
  /** 0 for the plain address without a source. */
  source_id: number;
  outcome: string;
  received_at: number;
  id: string;
  unmapped: readonly UnmappedWord[];
}

interface Counted {
  count: number;
  last_at: number;
  last_id: string;
}

/**
 * Counts a batch's postbacks in its transaction: one statement per table, sorted to avoid
 * deadlocks between batches. Its rows stay locked until the commit, so call it at the end of
 * the transaction.
 */
export async function countPostbacks(
  tx: Transaction,
  seen: readonly Seen[],
): Promise<void> {
  if (seen.length === 0) return;
  await Promise.all([addCounts(tx, seen), addUnmapped(tx, seen)]);
}

async function addCounts(
  tx: Transaction,
  seen: readonly Seen[],
): Promise<void> {
  const rows = grouped(seen, (one) => ({
    hour: isoTime(Math.floor(one.received_at / HOUR_MS) * HOUR_MS),
    advertiser_id: one.advertiser_id,
    source_id: one.source_id,
    outcome: one.outcome,
  }));
  const given = recordset("k", rows, {
    hour: "timestamptz",
    advertiser_id: "integer",
    source_id: "integer",
    outcome: "text",
    count: "integer",
    last_at: "timestamptz",
    last_id: "uuid",
  });
  await runPrepared(
    tx,
    sql`
    insert into ${postbackCounts} as c
      (hour, advertiser_id, source_id, outcome, count, last_at, last_id)
    select hour, advertiser_id, source_id, outcome, count, last_at, last_id
    from ${given}
    order by hour, advertiser_id, source_id, outcome
    on conflict (hour, advertiser_id, source_id, outcome) do update set
      count = c.count + excluded.count,
      last_id = case when excluded.last_at >= c.last_at
        then excluded.last_id else c.last_id end,
      last_at = greatest(c.last_at, excluded.last_at)`,
  );
}

/**
 * Counts unmapped words. Known words are updated; new ones are added while there is room.
 * Without a source there is no map to change and no owner of the words, so they are skipped.
 */
async function addUnmapped(
  tx: Transaction,
  seen: readonly Seen[],
): Promise<void> {
  const words = seen
    .filter(({ source_id }) => source_id !== 0)
    .flatMap(({ unmapped, ...one }) =>
      unmapped.map(({ kind, word }) => ({
        ...one,
        kind,
        word: word.slice(0, WORD_CHARS_MAX).toWellFormed(),
      })),
    );
  if (words.length === 0) return;
  const rows = grouped(words, ({ source_id, kind, word }) => {
    return { source_id, kind, word };
  });
  const given = recordset("r", atMost(rows), {
    source_id: "integer",
    kind: "text",
    word: "text",
    count: "integer",
    last_at: "timestamptz",
    last_id: "uuid",
  });
  await runPrepared(
    tx,
    sql`
    with k as (select * from ${given}), room as (
      select source_id, kind, count(*) as used from ${unmappedSeen}
      where source_id in (select source_id from k)
      group by source_id, kind
    ), ranked as (
      select k.*, u.word is not null as is_known, coalesce(room.used, 0) as used,
        row_number() over (
          partition by k.source_id, k.kind, u.word is not null
          order by k.count desc, k.word
        ) as place
      from k
      left join ${unmappedSeen} u using (source_id, kind, word)
      left join room using (source_id, kind)
    )
    insert into ${unmappedSeen} as c
      (source_id, kind, word, count, last_at, last_id)
    select source_id, kind, word, count, last_at, last_id from ranked
    where is_known or used + place <= ${WORDS_MAX}
    order by source_id, kind, word
    on conflict (source_id, kind, word) do update set
      count = c.count + excluded.count,
      last_id = case when excluded.last_at >= c.last_at
        then excluded.last_id else c.last_id end,
      last_at = greatest(c.last_at, excluded.last_at)`,
  );
}

/** Counts entries by key, keeping the time and id of each group's last one. */
function grouped<T extends { received_at: number; id: string }, K>(
  all: readonly T[],
  keyOf: (one: T) => K,
) {
  const groups = new Map<string, K & Counted>();
  for (const one of all) {
    const key = keyOf(one);
    const name = JSON.stringify(key);
    const { received_at: last_at, id: last_id } = one;
    const before = groups.get(name);
    const count = (before?.count ?? 0) + 1;
    if (before === undefined || last_at >= before.last_at) {
      groups.set(name, { ...key, count, last_at, last_id });
    } else before.count = count;
  }
  return [...groups.values()].map((row) => {
    return { ...row, last_at: isoTime(row.last_at) };
  });
}

/** A batch never adds more words of a kind than are stored. */
function atMost<T extends { source_id: number; kind: string }>(
  rows: readonly T[],
): T[] {
  const groups = Map.groupBy(rows, (row) => `${row.source_id} ${row.kind}`);
  return [...groups.values()].flatMap((group) => group.slice(0, WORDS_MAX));
}

/** How the postbacks of a source fared lately. */
export interface SourceHealth {
  /** 0 for the plain address without a source. */
  source_id: number;
  last_seen: string | null;
  last_24h: PeriodHealth;
  last_7d: PeriodHealth;
  /** Most common refusals of the last seven days, each with its latest example. */
  refusals: { code: string; count: number; last_at: string; last_id: string }[];
  unmapped: (UnmappedWord & {
    count: number;
    last_at: string;
    last_id: string;
  })[];
}

/** Outcomes in a period; `success_share` is null if nothing was judged. */
export interface PeriodHealth {
  total: number;
  outcomes: Record<string, number>;
  success_share: number | null;
}

/**
 * Returns the health of an advertiser's sources in the given order; periods consist of whole
 * hours.
 */
export async function readHealth(
  deps: { db: Queryable; clock: Clock },
  advertiser_id: number,
  source_ids: readonly number[],
): Promise<SourceHealth[]> {
  const { db, clock } = deps;
  if (source_ids.length === 0) return [];
  const now_ms = clock.nowMs();
  const week = await db
    .select()
    .from(postbackCounts)
    .where(
      and(
        gte(postbackCounts.hour, now_ms - WEEK_MS),
        eq(postbackCounts.advertiser_id, advertiser_id),
        inArray(postbackCounts.source_id, [...source_ids]),
      ),
    );
  const counts_of = Map.groupBy(week, (row) => row.source_id);
  const silent = source_ids.filter((id) => !counts_of.has(id));
  const seen_before = await readLastSeen(db, advertiser_id, silent);
  const words = await db
    .select()
    .from(unmappedSeen)
    .where(inArray(unmappedSeen.source_id, [...source_ids]))
    .orderBy(desc(unmappedSeen.count), unmappedSeen.word);
  const words_of = Map.groupBy(words, (row) => row.source_id);
  return source_ids.map((source_id) => {
    const counts = counts_of.get(source_id) ?? [];
    const last_at = Math.max(
      seen_before.get(source_id) ?? 0,
      ...counts.map((row) => row.last_at),
    );
    const day = counts.filter(({ hour }) => hour >= now_ms - DAY_MS);
    return {
      source_id,
      last_seen: last_at === 0 ? null : isoTime(last_at),
      last_24h: periodOf(day),
      last_7d: periodOf(counts),
      refusals: refusalsOf(counts),
      unmapped: (words_of.get(source_id) ?? [])
        .slice(0, WORDS_SHOWN)
        .map(presentWord),
    };
  });
}

/**
 * When sources silent for a week were last seen. This scans the whole table, so only those are
 * asked for.
 */
async function readLastSeen(
  db: Queryable,
  advertiser_id: number,
  source_ids: readonly number[],
): Promise<Map<number, number>> {
  if (source_ids.length === 0) return new Map();
  const rows = await db
    .select({
      source_id: postbackCounts.source_id,
      last_at: max(postbackCounts.last_at),
    })
    .from(postbackCounts)
    .where(
      and(
        eq(postbackCounts.advertiser_id, advertiser_id),
        inArray(postbackCounts.source_id, [...source_ids]),
      ),
    )
    .groupBy(postbackCounts.source_id);
  return new Map(rows.map((row) => [row.source_id, row.last_at ?? 0]));
}

type CountRow = typeof postbackCounts.$inferSelect;

function periodOf(rows: readonly CountRow[]): PeriodHealth {
  const by_outcome = new Map<string, number>();
  let total = 0;
  let succeeded = 0;
  let queued = 0;
  for (const { outcome, count } of rows) {
    by_outcome.set(outcome, (by_outcome.get(outcome) ?? 0) + count);
    total += count;
    if (SUCCESSES.has(outcome)) succeeded += count;
    if (UNJUDGED.includes(outcome)) queued += count;
  }
  const judged = total - queued;
  const share = Math.round((succeeded / judged) * 10_000) / 10_000;
  return {
    total,
    outcomes: Object.fromEntries(by_outcome),
    success_share: judged === 0 ? null : share,
  };
}

function refusalsOf(rows: readonly CountRow[]) {
  const refused = rows.filter(
    ({ outcome }) => !SUCCESSES.has(outcome) && !UNJUDGED.includes(outcome),
  );
  return [...Map.groupBy(refused, ({ outcome }) => outcome)]
    .map(([code, hours]) => {
      const last = hours.reduce((a, b) => (b.last_at > a.last_at ? b : a));
      const count = hours.reduce((sum, hour) => sum + hour.count, 0);
      const { last_at, last_id } = last;
      return { code, count, last_at: isoTime(last_at), last_id };
    })
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
    .slice(0, REFUSALS_SHOWN);
}

function presentWord(row: typeof unmappedSeen.$inferSelect) {
  const { kind, word, count, last_at, last_id } = row;
  return {
    kind: kind as UnmappedWord["kind"],
    word,
    count,
    last_at: isoTime(last_at),
    last_id,
  };
}
