import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { PLACEMENT } from "../schema/mod.ts";

/** Whether this process' database is distributed: some statements then have a second text. */
let is_distributed = false;

/** The table that is placed last: once it is, all are. */
export const LAST_PLACED = "conversions";

/**
 * Asks whether the database is distributed over Citus' workers, for this process: until it has been
 * asked, it isn't. Throws if only some of its tables are.
 */
export async function detectDistribution(db: Queryable): Promise<boolean> {
  const [citus] = await db.execute<{ there: boolean }>(
    sql`select to_regclass('pg_dist_partition') is not null as there`,
  );
  if (citus?.there !== true) return (is_distributed = false);
  const [found] = await db.execute<{ any: boolean; last: boolean }>(sql`
    select count(*) > 0 as any,
      coalesce(bool_or(logicalrelid = to_regclass(${`public.${LAST_PLACED}`})), false) as last
    from pg_dist_partition
    where logicalrelid::text in ${Object.keys(PLACEMENT)}`);
  is_distributed = found?.last === true;
  if (found?.any === true && !is_distributed) {
    throw new Error(
      `Only some tables of this database are distributed: run "tallyho distribute" again, which goes on where it was`,
    );
  }
  return is_distributed;
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
