import { sql } from "drizzle-orm";
import type { Queryable } from "./client.ts";

/** Advisory lock that a backup shares while it reads. */
const BACKUP_LOCK = 7_213_004_552;
/** Advisory lock of a transaction that drops tables: one at a time. */
const DROPPING_LOCK = 7_213_004_553;

/** Waits until no table is being dropped or changed, and keeps that so for this connection. */
export async function holdTables(db: Queryable): Promise<void> {
  await db.execute(sql`select pg_advisory_lock_shared(${BACKUP_LOCK}::bigint)`);
  await awaitDropping(db);
}

/**
 * Whether this transaction may drop tables: not while a backup reads them. It would wait for the
 * backup, and everybody else for it. Waits for another that drops, which would pass for a backup.
 */
export async function mayDropTables(tx: Queryable): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(${DROPPING_LOCK}::bigint)`);
  // Given back at once, since a backup that begins now waits for the lock above. A transaction
  // that ends frees its locks one by one: the next would still find this one held.
  const [row] = await tx.execute<{ may: boolean }>(
    sql`select case when pg_try_advisory_lock(${BACKUP_LOCK}::bigint)
      then pg_advisory_unlock(${BACKUP_LOCK}::bigint) else false end as may`,
  );
  return row?.may === true;
}

/** Waits for backups before this connection changes tables. */
export async function awaitBackups(db: Queryable): Promise<void> {
  await db.execute(sql`select pg_advisory_lock(${BACKUP_LOCK}::bigint)`);
  await awaitDropping(db);
}

/** Waits for the transaction that drops tables now: a later one finds the lock of a backup held. */
async function awaitDropping(db: Queryable): Promise<void> {
  await db.execute(
    sql`select pg_advisory_lock_shared(${DROPPING_LOCK}::bigint)`,
  );
  await db.execute(
    sql`select pg_advisory_unlock_shared(${DROPPING_LOCK}::bigint)`,
  );
}
