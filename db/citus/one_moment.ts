import { sql } from "drizzle-orm";
import {
  closeDatabase,
  isRepeatable,
  openDatabase,
  postgresCode,
} from "../client.ts";
import type { Database, DatabaseAddress, Transaction } from "../client.ts";
import { PLACEMENT } from "../schema/mod.ts";
import { untilCommittedOnWorkers } from "./prepared_transactions.ts";

/** Writers wait at most this long behind a hold that waits itself. */
const LOCK_MS = 2_000;
const PAUSE_S = 1;
const TRIES_MAX = 60;
const LOCK_NOT_AVAILABLE = "55P03";

const PLACED = Object.entries(PLACEMENT).flatMap(([table, { kind }]) =>
  kind === "plain" ? [] : [table],
);

/**
 * Takes the snapshot of a repeatable-read transaction on every node at one moment. Each worker has a
 * snapshot of its own, as of its first statement: so writers wait until all of them have begun, which takes as long
 * as a commit. Throws if they can't be held.
 */
export async function takeSnapshotEverywhere(
  tx: Transaction,
  address: DatabaseAddress,
): Promise<void> {
  const holder = openDatabase(address, { connections_max: 1, name: "hold" });
  try {
    // It waits while writers are held, which may be tried for minutes.
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    // A second connection to a worker would have a later snapshot.
    await tx.execute(sql`set local citus.max_adaptive_executor_pool_size = 1`);
    await tx.execute(
      sql`set local citus.multi_shard_modify_mode = 'sequential'`,
    );
    await whileHeld(holder, async () => {
      await tx.execute(sql`select count(*) from click_days`);
    });
  } finally {
    await closeDatabase(holder);
  }
}

async function whileHeld(
  holder: Database,
  work: () => Promise<void>,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    let is_held = false;
    try {
      await holder.transaction(async (hold) => {
        await hold.execute(sql.raw(`set local lock_timeout = ${LOCK_MS}`));
        await hold.execute(
          sql.raw(`lock table ${PLACED.join(", ")} in share mode`),
        );
        if (!(await untilCommittedOnWorkers(hold))) {
          throw new Error(
            "A worker does not answer, or has not ended its transactions: try again",
          );
        }
        is_held = true;
        await work();
      });
      return;
    } catch (error) {
      if (is_held || !mayBeHadLater(error)) throw error;
      if (tries === TRIES_MAX) {
        throw new Error(
          "A transaction writes for too long: try again once it has ended",
          { cause: error },
        );
      }
      await holder.execute(sql`select pg_sleep(${PAUSE_S})`);
    }
  }
}

/** Words of the coordinator, without a code, where the statement that ended was a worker's. */
const ENDED_ON_WORKER = "failure on connection marked as essential";

/** Whether locks may be had later: writers come to the tables of several nodes in their own order, and Citus ends one side of a circle. */
function mayBeHadLater(error: unknown): boolean {
  if (isRepeatable(error)) return true;
  if (postgresCode(error) === LOCK_NOT_AVAILABLE) return true;
  const { cause } = error instanceof Error ? error : {};
  return [error, cause].some((one) => String(one).includes(ENDED_ON_WORKER));
}
