import { sql } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";

/**
 * Takes a lock on applying and undoing for an advertiser, until the transaction
 * ends.
 */
export async function lockAdvertiser(
  tx: Transaction,
  advertiser_id: number,
): Promise<void> {
  const key = `reconciliation ${advertiser_id}`;
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`,
  );
}
