import type { Database } from "../../db/mod.ts";
import type { Difference } from "./checked_entry.ts";
import { checkClaims } from "./verify_claims.ts";
import { checkEntries } from "./verify_entries.ts";
import { checkConversions } from "./verify_conversions.ts";

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

/** Progress of a verification. */
export interface VerifyProgress {
  what: "entries" | "conversions";
  done: number;
}

/**
 * Recomputes the ledger from its first entry: each entry's content hash and sum,
 * the chain, the balance snapshots, the position of each conversion, and the claims
 * of payments and invoices. Stops at the first difference. It reads one snapshot of
 * the database, in pieces, while the tracker keeps running.
 */
export async function verifyLedger(
  db: Database,
  progress: (at: VerifyProgress) => Promise<void> | void = () => {},
): Promise<Verification> {
  return await db.transaction(
    async (tx) => {
      const { difference, ...read } = await checkEntries(tx, (done) =>
        progress({ what: "entries", done }),
      );
      if (difference !== null) {
        return { ok: false, ...read, conversions: 0, difference };
      }
      const conversion_check = await checkConversions(tx, (done) =>
        progress({ what: "conversions", done }),
      );
      const { conversions } = conversion_check;
      const last = conversion_check.difference ?? (await checkClaims(tx));
      return { ok: last === null, ...read, conversions, difference: last };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}
