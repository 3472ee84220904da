import { sql } from "drizzle-orm";
import type { Database, Transaction } from "../../db/mod.ts";
import type { Difference } from "./checked_entry.ts";
import { checkClaims } from "./verify_claims.ts";
import { checkEntries } from "./verify_entries.ts";
import { checkConversions } from "./verify_conversions.ts";
import { checkSnapshots } from "./verify_snapshots.ts";

/** Counts of what was checked, and the first difference. */
export interface Verification {
  ok: boolean;
  entries: number;
  links: number;
  /** Entries that no link covers yet. */
  unchained: number;
  conversions: number;
  difference: Difference | null;
}

/** Rows checked so far; both are checked at the same time. */
export interface VerifyProgress {
  entries: number;
  conversions: number;
}

type Progress = (at: VerifyProgress) => Promise<void> | void;

const OPTIONS = {
  isolationLevel: "repeatable read",
  accessMode: "read only",
} as const;

/**
 * Recomputes the ledger from its first entry: each entry's content hash and sum,
 * the chain, the balance snapshots, the position of each conversion, and the claims
 * of payments and invoices. Each part stops at its first difference. It reads one
 * snapshot of the database, in pieces, while the tracker keeps running: entries on one
 * connection, and the rest on another, where the pool has two.
 */
export async function verifyLedger(
  db: Database,
  progress: Progress = () => {},
): Promise<Verification> {
  const done = { entries: 0, conversions: 0 };
  const entriesOf = (tx: Transaction) =>
    checkEntries(tx, (count) => {
      done.entries = count;
      return progress({ ...done });
    });
  const positionsOf = (tx: Transaction) =>
    checkPositions(tx, (count) => {
      done.conversions = count;
      return progress({ ...done });
    });
  const [entries, positions] =
    db.$client.options.max < 2
      ? await db.transaction(
          async (tx) => [await entriesOf(tx), await positionsOf(tx)] as const,
          OPTIONS,
        )
      : await besideEachOther(db, entriesOf, positionsOf);
  const difference = entries.difference ?? positions.difference;
  const { links, unchained } = entries;
  const counts = { entries: entries.entries, links, unchained };
  const { conversions } = positions;
  return { ok: difference === null, ...counts, conversions, difference };
}

async function checkPositions(
  tx: Transaction,
  progress: (conversions: number) => Promise<void> | void,
): Promise<{ conversions: number; difference: Difference | null }> {
  const { conversions, ...found } = await checkConversions(tx, progress);
  const difference =
    (await checkSnapshots(tx)) ?? found.difference ?? (await checkClaims(tx));
  return { conversions, difference };
}

/** Runs both on the same snapshot, each in a transaction of its own. */
async function besideEachOther<A, B>(
  db: Database,
  one: (tx: Transaction) => Promise<A>,
  other: (tx: Transaction) => Promise<B>,
): Promise<[A, B]> {
  const shared = Promise.withResolvers<string>();
  const taken = Promise.withResolvers<void>();
  const first = db.transaction(async (tx) => {
    const [row] = await tx.execute<{ name: string }>(
      sql`select pg_export_snapshot() as name`,
    );
    shared.resolve(row?.name ?? "");
    // The snapshot lasts as long as its transaction.
    await taken.promise;
    return await one(tx);
  }, OPTIONS);
  const second = db.transaction(async (tx) => {
    await tx.execute(
      sql.raw(`set transaction snapshot '${await shared.promise}'`),
    );
    taken.resolve();
    return await other(tx);
  }, OPTIONS);
  first.catch(shared.reject);
  second.catch(taken.reject);
  return await Promise.all([first, second]);
}
