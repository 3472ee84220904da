import { sql } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import { dropOldStrangers } from "./strangers.ts";

const DAY_MS = 86_400_000;
const PIECE = 5_000;
/** A postback may be stored so long after it arrived. */
const LATE_DAYS = 8;
/** Before every id that there is. */
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** The cut-off, and the signal that stops the work between pieces. */
export interface DropOldPostbacksInput {
  now_ms: number;
  /** 0: nothing is dropped. */
  retention_days: number;
  /** Looked at after each piece. */
  signal?: AbortSignal | undefined;
}

/**
 * Drops the days of strangers' postbacks that are past theirs. Deletes the other
 * postbacks of whole days that are past their retention, in pieces, each a
 * transaction of its own. Of those that made a version of a conversion the verdict
 * stays; the request, which may hold what is personal, is emptied.
 */
export async function dropOldPostbacks(
  db: Database,
  { now_ms, retention_days, signal }: DropOldPostbacksInput,
): Promise<number> {
  await dropOldStrangers(db, { now_ms, retention_days });
  if (retention_days === 0) return 0;
  const day = isoTime(now_ms - retention_days * DAY_MS).slice(0, 10);
  const before = Date.parse(day);
  let after = await firstLeft(db);
  let dropped = 0;
  while (signal?.aborted !== true) {
    const [piece] = await db.execute<{ last: string | null; gone: number }>(sql`
      with piece as materialized (
        select id, campaign_id, conversion_id from postbacks
        where id > ${after}::uuid and id < ${firstIdAt(before)}::uuid
        order by id limit ${PIECE}
      ), gone as (
        delete from postbacks p using piece
        where p.id = piece.id and p.campaign_id = piece.campaign_id
          and not exists (
            select from conversion_versions v
            where v.campaign_id = piece.campaign_id
              and v.conversion_id = piece.conversion_id
              and v.postback_id = piece.id)
        returning p.id
      ), emptied as (
        update postbacks p set url = split_part(p.url, '?', 1), headers = '{}',
          body = null, ip = null, cut = 'age'
        from piece
        where p.id = piece.id and p.campaign_id = piece.campaign_id
          and p.cut is distinct from 'age'
          and exists (
            select from conversion_versions v
            where v.campaign_id = piece.campaign_id
              and v.conversion_id = piece.conversion_id
              and v.postback_id = piece.id)
      )
      select (select max(id::text) from piece) as last,
        (select count(*)::int from gone) as gone`);
    dropped += piece?.gone ?? 0;
    const last = piece?.last ?? null;
    if (last === null) break;
    after = last;
  }
  return dropped;
}

/** What was emptied before is walked again for some days only: what waited in a journal comes late. */
async function firstLeft(db: Database): Promise<string> {
  const [row] = await db.execute<{ last: string | null }>(sql`
    select id::text as last from postbacks where cut = 'age' order by id desc limit 1`);
  if (row === undefined || row.last === null) return FIRST_ID;
  const at_ms = Number.parseInt(row.last.replaceAll("-", "").slice(0, 12), 16);
  return firstIdAt(at_ms - LATE_DAYS * DAY_MS);
}

/** Ids begin with their time. */
function firstIdAt(at_ms: number): string {
  const hex = Math.max(at_ms, 0).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
