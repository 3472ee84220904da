import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** Whether this process' database is distributed: some statements then have a second text. */
let is_distributed = false;

/**
 * Asks whether the database is distributed over Citus' workers, for this process: until it has been
 * asked, it isn't.
 */
export async function detectDistribution(db: Queryable): Promise<boolean> {
  const [citus] = await db.execute<{ there: boolean }>(
    sql`select to_regclass('pg_dist_partition') is not null as there`,
  );
  if (citus?.there !== true) return (is_distributed = false);
  const found = await db.execute(sql`
    select from pg_dist_partition
    where logicalrelid = to_regclass('public.conversions')`);
  return (is_distributed = found.length > 0);
}

/** Whether the database was found distributed. */
export function isDistributed(): boolean {
  return is_distributed;
}

/**
 * A further condition of a join by another key: that two rows are of one campaign, if only then Citus
 * joins them. Elsewhere it isn't asked, as rows of an earlier version may lack it.
 */
export function inCampaign(left: string, right: string): SQL {
  if (!is_distributed) return sql``;
  return sql.raw(` and ${left}.campaign_id = ${right}.campaign_id`);
}
