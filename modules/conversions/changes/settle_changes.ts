import { isRepeatable, postgresCode } from "../../../db/mod.ts";
import type { Database, Transaction } from "../../../db/mod.ts";
import type { Outbox } from "../../deliveries/mod.ts";

export interface SettleChangesDeps {
  db: Database;
  outbox: Pick<Outbox, "transaction">;
}

const TRIES_MAX = 5;

/**
 * Runs changes in their own transaction, retries after conflicts, and wakes the
 * deliverer after the commit. A dry run does the same and rolls back.
 */
export async function settleChanges<T>(
  { db, outbox }: SettleChangesDeps,
  work: (tx: Transaction) => Promise<T>,
  { dry_run = false }: { dry_run?: boolean } = {},
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      if (dry_run) return await rehearsed(db, work);
      return await outbox.transaction(db, work);
    } catch (error) {
      const may_succeed =
        isRepeatable(error) || postgresCode(error) === "23505";
      if (!may_succeed || tries === TRIES_MAX) throw error;
    }
  }
}

/** Thrown to roll back a dry run. */
class Undone extends Error {}

async function rehearsed<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  let result: { value: T } | undefined;
  try {
    await db.transaction(async (tx) => {
      result = { value: await work(tx) };
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone) || result === undefined) throw error;
    return result.value;
  }
  throw new Error("A dry run was not undone");
}
