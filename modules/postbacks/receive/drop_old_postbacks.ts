import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { firstIdAt, isoTime } from "../../kernel/mod.ts";
import { dropOldStrangers } from "./write_postbacks.ts";

const DAY_MS = 86_400_000;
const PIECE = 5_000;
/** Days by which a postback may be stored after its arrival. */
const LATE_DAYS = 8;
/** Sorts before every real id. */
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** The cut-off, and the signal that stops the work between pieces. */
export interface DropOldPostbacksInput {
  now_ms: number;
  /** 0: nothing is dropped. */
  retention_days: number;
  /** Checked after each piece. */
  signal?: AbortSignal | undefined;
}

/**
 * Drops expired day partitions of strangers' postbacks. Deletes other postbacks by whole days
 * past their retention, in pieces, each in its own transaction. A postback that created a
 * version of a conversion keeps its verdict, but its request, which may hold personal data, is
 * emptied. A postback that a parent conversion or a backfill window may still let through is
 * kept whole until that is no longer possible.
 */
export async function dropOldPostbacks(
  db: Database,
  { now_ms, retention_days, signal }: DropOldPostbacksInput,
): Promise<number> {
  await dropOldStrangers(db, { now_ms, retention_days });
  if (retention_days === 0) return 0;
  const day = isoTime(now_ms - retention_days * DAY_MS).slice(0, 10);
  const end = firstIdAt(Date.parse(day));
  const walks = [
    { of: sql`is_overdue`, after: FIRST_ID },
    { of: sql`true`, after: await firstLeft(db) },
  ];
  let dropped = 0;
  for (const { of, ...walk } of walks) {
    let after: string | null = walk.after;
    while (after !== null && signal?.aborted !== true) {
      const piece: Piece = await dropPiece(db, { of, after, end, now_ms });
      dropped += piece.gone;
      after = piece.last;
    }
  }
  return dropped;
}

interface Piece {
  last: string | null;
  gone: number;
}

async function dropPiece(
  db: Database,
  input: { of: SQL; after: string; end: string; now_ms: number },
): Promise<Piece> {
  const { of, after, end, now_ms } = input;
  const [piece] = await db.execute<{ last: string | null; gone: number }>(sql`
    with taken as materialized (
      select id, campaign_id, source_id, conversion_id, outcome, received_at
      from postbacks
      where ${of} and id > ${after}::uuid and id < ${end}::uuid
      order by id limit ${PIECE}
    ), made as materialized (
      select p.id from taken p
      join conversion_versions v on v.campaign_id = p.campaign_id
        and v.conversion_id = p.conversion_id and v.postback_id = p.id
    ), piece as materialized (
      select id, campaign_id, ${mayBeLetThrough(now_ms)} as waits,
        id in (select id from made) as is_made
      from taken p
    ), gone as (
      delete from postbacks p using piece
      where p.id = piece.id and p.campaign_id = piece.campaign_id
        and not waits and not is_made
      returning p.id
    ), emptied as (
      update postbacks p set url = split_part(p.url, '?', 1), headers = '{}',
        body = null, ip = null, cut = 'age', is_overdue = null,
        trace = ${WITHOUT_ADDRESS}
      from piece
      where p.id = piece.id and p.campaign_id = piece.campaign_id
        and not waits and is_made and p.cut is distinct from 'age'
    ), left_waiting as (
      update postbacks p set is_overdue = true
      from piece
      where p.id = piece.id and p.campaign_id = piece.campaign_id
        and waits and p.is_overdue is not true
    )
    select (select max(id::text) from piece) as last,
      (select count(*)::int from gone) as gone`);
  return { last: piece?.last ?? null, gone: piece?.gone ?? 0 };
}

/** If a source has an IP allow-list, one trace line contains the sender's address. */
const WITHOUT_ADDRESS = sql.raw(
  String.raw`regexp_replace(p.trace, '^(!?address)\t[^\n]*', E'\\1\t', 'n')`,
);

/**
 * Whether a refused postback may still be let through: by its parent or a backfill window
 * within the campaign's limit for late events, or by an existing window until it closes.
 */
function mayBeLetThrough(now_ms: number): SQL {
  const now = sql`${isoTime(now_ms)}::timestamptz`;
  return sql`(p.outcome in ('parent_missing', 'outside_window', 'late_needs_proof')
    and exists (
      select from campaigns c
      where c.id = p.campaign_id and (
        p.received_at > ${now} - greatest(c.lookback_days, c.backfill_days) * interval '24 hours'
        or exists (
          select from backfill_windows w
          where w.advertiser_id = c.advertiser_id and w.state <> 'closed'
            and coalesce(w.campaign_id, c.id) = c.id
            and (w.source_id is null or w.source_id = p.source_id)
            and w.event_from <= p.received_at + interval '24 hours'))))`;
}

/**
 * Already emptied postbacks are scanned again for the last few days only: those that waited in
 * a journal are stored late.
 */
async function firstLeft(db: Database): Promise<string> {
  const [row] = await db.execute<{ last: string | null }>(sql`
    select id::text as last from postbacks where cut = 'age' order by id desc limit 1`);
  if (row === undefined || row.last === null) return FIRST_ID;
  const at_ms = Number.parseInt(row.last.replaceAll("-", "").slice(0, 12), 16);
  return firstIdAt(at_ms - LATE_DAYS * DAY_MS);
}
