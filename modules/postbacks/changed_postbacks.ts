import { sql } from "drizzle-orm";
import type { ChangedRow, Queryable, Snapshot } from "../../db/mod.ts";
import { firstIdAt, isoTime } from "../kernel/mod.ts";

/** A postback that is stored or judged again later than that after it came isn't looked for. */
const WITHIN_MS = 60_000;

/** The newest postbacks that were stored, or judged again, since a snapshot. */
export async function readChangedPostbacks(
  db: Queryable,
  {
    since,
    now_ms,
    newest_max,
  }: { since: Snapshot; now_ms: number; newest_max: number },
): Promise<ChangedRow[]> {
  const from_ms = now_ms - WITHIN_MS;
  const from_id = firstIdAt(from_ms);
  return await since.newest(
    db,
    sql`select p.id, p.received_at as at, p.affiliate_id, p.advertiser_id
        from postbacks p
        where p.id >= ${from_id}::uuid and ${since.isWithout("p")}
      union all
      select s.id, s.received_at, null, null from stranger_postbacks s
        where s.id >= ${from_id}::uuid and s.received_at >= ${isoTime(from_ms)}::timestamptz
          and ${since.isWithout("s")}`,
    newest_max,
  );
}
