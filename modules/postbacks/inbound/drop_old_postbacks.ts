import { sql } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { isoTime } from "../../kernel/mod.ts";

const DAY_MS = 86_400_000;
const PIECE = 5_000;
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
 * Deletes the postbacks of whole days that are past their retention, in pieces,
 * each a transaction of its own. Those that made a version of a conversion stay.
 */
export async function dropOldPostbacks(
  db: Database,
  { now_ms, retention_days, signal }: DropOldPostbacksInput,
): Promise<number> {
  if (retention_days === 0) return 0;
  const day = isoTime(now_ms - retention_days * DAY_MS).slice(0, 10);
  const before = Date.parse(day);
  let after = FIRST_ID;
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

/** Ids begin with their time. */
function firstIdAt(at_ms: number): string {
  const hex = Math.max(at_ms, 0).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
