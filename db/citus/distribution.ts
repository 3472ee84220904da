import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { PLACEMENT } from "../schema/mod.ts";

/**
 * Whether this process' database is distributed: some statements then have a second text. Null while that
 * can't be known.
 */
let is_distributed: boolean | null = false;

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
  const is_last = found?.last === true;
  if (found?.any === true && !is_last) {
    is_distributed = null;
    throw new Error(
      `Only some tables of this database are distributed: run "tallyho distribute" again, which goes on where it was`,
    );
  }
  return (is_distributed = is_last);
}

/** Makes the next statement that depends on it wait for `detectDistribution`, where the database was away. */
export function forgetDistribution(): void {
  is_distributed = null;
}

/** Whether the database was found distributed. Throws a fault of the connection while that isn't known. */
export function isDistributed(): boolean {
  if (is_distributed === null) throw new UnknownDistributionError();
  return is_distributed;
}

/** Thrown where the database has not been asked yet: what needs it is tried again, as while it is away. */
class UnknownDistributionError extends Error {
  readonly code = "CONNECTION_NOT_READY";
  constructor() {
    super("The database has not been reached yet: try again");
  }
}

/**
 * A further condition of a join by another key: that two rows are of one campaign, if only then Citus
 * joins them. Elsewhere it isn't asked, as rows of an earlier version may lack it.
 */
export function inCampaign(left: string, right: string): SQL {
  if (!isDistributed()) return sql``;
  return sql.raw(` and ${left}.campaign_id = ${right}.campaign_id`);
}
