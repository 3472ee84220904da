import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";

/**
 * Does a piece of work while no other instance does work of that name; answers
 * null where one does. The lock is a transaction's own, so it ends with the
 * process, and the transaction holds no row and no snapshot meanwhile.
 */
export async function oneAtATime<T>(
  db: Database,
  name: string,
  work: () => Promise<T>,
): Promise<T | null> {
  return await db.transaction(async (tx) => {
    const [row] = await tx.execute<{ is_ours: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as is_ours`,
    );
    return row?.is_ours === true ? await work() : null;
  });
}
