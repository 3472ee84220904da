import { sql } from "drizzle-orm";
import type { ChangedRow, Queryable, Snapshot } from "../../db/mod.ts";
import { firstIdAt } from "../kernel/mod.ts";

/** Tries of deliveries that are older aren't looked for. */
const WITHIN_MS = 600_000;

/** The newest deliveries that were made, or changed by a try, since a snapshot. */
export async function readChangedDeliveries(
  db: Queryable,
  {
    since,
    now_ms,
    newest_max,
  }: { since: Snapshot; now_ms: number; newest_max: number },
): Promise<ChangedRow[]> {
  return await since.newest(
    db,
    sql`select d.id, d.created_at as at, d.affiliate_id, g.advertiser_id
      from deliveries d left join campaigns g on g.id = d.campaign_id
      where d.id >= ${firstIdAt(now_ms - WITHIN_MS)}::uuid
        and ${since.isWithout("d")}`,
    newest_max,
  );
}
