import type { Database } from "../../db/mod.ts";
import type { JobContext } from "../scheduler/mod.ts";
import { verifyLedger } from "./verify_ledger.ts";

/** Thrown if the ledger doesn't verify; only a person can repair that. */
export class LedgerAuditError extends Error {
  constructor(detail: string) {
    super(`The ledger does not hold: ${detail}`);
    this.name = "LedgerAuditError";
  }
}

/** Runs `verifyLedger` as a job: returns counts, and fails at the first difference. */
export async function auditLedger(
  db: Database,
  context: Pick<JobContext, "progress" | "signal">,
) {
  const { difference, ...read } = await verifyLedger(db, async ({ done }) => {
    context.signal.throwIfAborted();
    await context.progress({ done });
  });
  if (difference === null) return read;
  const { check, id, expected, found } = difference;
  throw new LedgerAuditError(
    `first at ${check} ${id}: expected ${expected}, found ${found}`,
  );
}
