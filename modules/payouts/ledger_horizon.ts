import { sql } from "drizzle-orm";
import { readTimestamp, runPrepared } from "../../db/mod.ts";
import type { Database, Transaction } from "../../db/mod.ts";
import { ledgerHorizon, ledgerTransactions } from "../../db/schema/mod.ts";

/** The smallest id. */
export const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** Advisory locks of the ledger's background work. */
export const LEDGER_LOCKS = {
  horizon: 7_213_004_561,
  chain: 7_213_004_562,
  snapshots: 7_213_004_563,
} as const;

/** Lower bounds of new entries. */
export interface BookingFloor {
  closing_id: string;
  open_from: number;
}

/**
 * Reads the lower bounds of new entries. The transaction gets its number first and
 * reads after it, in two statements: so whoever reads an old floor is among those
 * that `advanceHorizon` waits for.
 */
export async function readBookingFloor(tx: Transaction): Promise<BookingFloor> {
  const [, [row]] = await Promise.all([
    runPrepared(tx, sql`select pg_current_xact_id()`),
    runPrepared(tx, sql`select closing_id, open_from from ${ledgerHorizon}`),
  ]);
  if (row === undefined) return { closing_id: FIRST_ID, open_from: 0 };
  return {
    closing_id: String(row.closing_id),
    open_from: readTimestamp(String(row.open_from)),
  };
}

/**
 * Advances the horizon, and returns the id up to which the ledger is complete.
 *
 * Ids aren't committed in order, and the clocks of instances differ, so the greatest
 * visible id is no safe border. The border is drawn in three steps, each in a
 * transaction of its own: (1) announce the greatest visible id as the floor of new
 * ids; (2) in a transaction that begins after (1) has committed, store its number:
 * any transaction with a greater number reads the announced floor; (3) once every
 * transaction with a smaller number has ended, nobody can write below the floor any
 * more. If one is still open, the step is left to the next call. (The `xmax` of a
 * snapshot would not do for (2): it is the last *ended* number plus one, and open
 * transactions may have greater ones.)
 */
export async function advanceHorizon(db: Database): Promise<string> {
  await alone(db, (tx) =>
    tx.execute(sql`
      update ${ledgerHorizon} set closing_id = newest.id, closing_xid = null
      from (select id from ${ledgerTransactions} order by id desc limit 1) newest
      where closing_id = final_id and newest.id > closing_id`),
  );
  // A number from before a restore may be far ahead of this server's.
  await alone(db, (tx) =>
    tx.execute(sql`
      update ${ledgerHorizon}
      set closing_xid = pg_current_xact_id()::text::bigint
      where closing_id <> final_id and (closing_xid is null
        or closing_xid > pg_snapshot_xmax(pg_current_snapshot())::text::bigint)`),
  );
  await alone(db, (tx) =>
    tx.execute(sql`
      update ${ledgerHorizon} set final_id = closing_id
      where closing_id <> final_id
        and closing_xid <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint`),
  );
  const [row] = await db
    .select({ final_id: ledgerHorizon.final_id })
    .from(ledgerHorizon);
  return row?.final_id ?? FIRST_ID;
}

const POLL_S = 0.02;
const POLLS_MAX = 250;

/**
 * Waits until every transaction that began before this call has ended; false if
 * that takes too long.
 */
export async function waitForOpenTransactions(db: Database): Promise<boolean> {
  const [row] = await db.execute<{ xid: string }>(
    sql`select pg_current_xact_id()::text as xid`,
  );
  const xid = row?.xid ?? "0";
  for (let polls = 0; polls < POLLS_MAX; polls++) {
    const [{ ended } = { ended: false }] = await db.execute<{ ended: boolean }>(
      sql`select pg_snapshot_xmin(pg_current_snapshot())::text::bigint > ${xid}::bigint as ended`,
    );
    if (ended) return true;
    await db.execute(sql`select pg_sleep(${POLL_S})`);
  }
  return false;
}

/** Creation time of a UUIDv7. */
export function timeOfId(id: string): number {
  return Number(`0x${id.slice(0, 8)}${id.slice(9, 13)}`);
}

/**
 * Runs under a lock, with a snapshot taken after it: a transaction's number must
 * not be older than what it has read.
 */
async function alone(
  db: Database,
  work: (tx: Transaction) => Promise<unknown>,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(${LEDGER_LOCKS.horizon}::bigint)`,
    );
    await work(tx);
  });
}
