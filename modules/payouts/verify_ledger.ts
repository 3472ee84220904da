import type { Database } from "../../db/mod.ts";
import type { Difference } from "./checked_entry.ts";
import { checkClaims } from "./verify_claims.ts";
import { checkEntries } from "./verify_entries.ts";
import { checkStandings } from "./verify_standings.ts";

/** What was gone through, and the first difference. */
export interface Verification {
  ok: boolean;
  entries: number;
  links: number;
  /** Entries that no link covers yet. */
  unchained: number;
  conversions: number;
  difference: Difference | null;
}

/** How far a verification has come. */
export interface VerifyProgress {
  what: "entries" | "conversions";
  done: number;
}

/**
 * Recomputes the ledger from its first entry: the content and the sum of each,
 * the chain over them, the balance snapshots, where each conversion stands, and
 * what payments and invoices claim. It stops at the first difference. All of it is
 * one moment's state, read in pieces, while the tracker goes on.
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
      const standing = await checkStandings(tx, (done) =>
        progress({ what: "conversions", done }),
      );
      const { conversions } = standing;
      const last = standing.difference ?? (await checkClaims(tx));
      return { ok: last === null, ...read, conversions, difference: last };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}
