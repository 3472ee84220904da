import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";

/**
 * Runs `work` unless another instance is running work of the same name; then returns null. The
 * lock belongs to the transaction, so it ends with the process; the transaction holds no row
 * locks and no snapshot meanwhile.
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
