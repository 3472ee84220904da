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
 * snapshot of the database, in pieces, while the tracker keeps running: on two
 * connections, where the pool has as many, of which each takes the next part.
 */
export async function verifyLedger(
  db: Database,
  progress: Progress = () => {},
): Promise<Verification> {
  const done = { entries: 0, conversions: 0 };
  const report = (at: Partial<VerifyProgress>) =>
    progress({ ...Object.assign(done, at) });
  const found: Partial<Found> = {};
  const parts: ((tx: Transaction) => Promise<unknown>)[] = [
    async (tx) => {
      found.entries = await checkEntries(tx, (entries) => report({ entries }));
    },
    async (tx) => {
      found.conversions = await checkConversions(tx, (conversions) =>
        report({ conversions }),
      );
    },
    async (tx) => (found.claims = await checkClaims(tx)),
    async (tx) => (found.snapshots = await checkSnapshots(tx)),
  ];
  const work = async (tx: Transaction) => {
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      await part(tx);
    }
  };
  if (db.$client.options.max < 2) await db.transaction(work, OPTIONS);
  else await besideEachOther(db, work);
  return verificationOf(found as Found);
}

/** Differences of each part. */
interface Found {
  entries: Awaited<ReturnType<typeof checkEntries>>;
  conversions: Awaited<ReturnType<typeof checkConversions>>;
  claims: Difference | null;
  snapshots: Difference | null;
}

function verificationOf(found: Found): Verification {
  const { entries, conversions, claims, snapshots } = found;
  const difference =
    entries.difference ?? snapshots ?? conversions.difference ?? claims;
  const { links, unchained } = entries;
  return {
    ok: difference === null,
    ...{ entries: entries.entries, links, unchained },
    ...{ conversions: conversions.conversions, difference },
  };
}

/** Works in two transactions at once that see the same snapshot. */
async function besideEachOther(
  db: Database,
  work: (tx: Transaction) => Promise<void>,
): Promise<void> {
  const shared = Promise.withResolvers<string>();
  const taken = Promise.withResolvers<void>();
  const first = db.transaction(async (tx) => {
    const [row] = await tx.execute<{ name: string }>(
      sql`select pg_export_snapshot() as name`,
    );
    shared.resolve(row?.name ?? "");
    // The snapshot lasts as long as its transaction.
    await taken.promise;
    await work(tx);
  }, OPTIONS);
  const second = db.transaction(async (tx) => {
    await tx.execute(
      sql.raw(`set transaction snapshot '${await shared.promise}'`),
    );
    taken.resolve();
    await work(tx);
  }, OPTIONS);
  first.catch(shared.reject);
  second.catch(taken.reject);
  await Promise.all([first, second]);
}
