import { sql } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";

/** Makes whoever applies or undoes for the same advertiser wait until the transaction is over. */
export async function holdAdvertiser(
  tx: Transaction,
  advertiser_id: number,
): Promise<void> {
  const key = `reconciliation ${advertiser_id}`;
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`,
  );
}
