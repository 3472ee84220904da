import { runAudit } from "../scheduler/mod.ts";
import type { JobDefinition, JobContext } from "../scheduler/mod.ts";
import { bookClicks } from "./clicks/book_clicks.ts";
import type { BookClicksDeps } from "./clicks/book_clicks.ts";
import { extendLedger } from "./ledger_chain.ts";
import { applyDueDetails } from "./payments/change_details.ts";
import { makeScheduledPayments } from "./payments/make_scheduled_payments.ts";
import type { Database } from "../../db/mod.ts";
import type { Difference } from "./checked_entry.ts";
import { verifyLedger } from "./verify_ledger.ts";

/** If this job's last run found something, the tracker reports that its ledger is wrong. */
export const AUDIT_JOB = "audit_ledger";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The jobs of the ledger and of payments. */
export function payoutJobs(deps: BookClicksDeps): JobDefinition[] {
  return [
    {
      name: "extend_ledger_chain",
      description:
        "Adds new ledger entries to the hash chain and the balance snapshots",
      every_ms: MINUTE_MS,
      run: () => extendLedger(deps),
    },
    {
      name: AUDIT_JOB,
      description:
        "Recomputes the ledger from its first entry; fails at the first difference",
      every_ms: 24 * HOUR_MS,
      is_task: true,
      run: (context) =>
        runAudit({ db: deps.db, job: AUDIT_JOB }, context, () =>
          auditLedger(deps.db, context),
        ),
    },
    {
      name: "make_scheduled_payments",
      description:
        "Creates draft payments for affiliates whose payment day has come",
      every_ms: HOUR_MS,
      run: () => makeScheduledPayments(deps),
    },
    {
      name: "apply_payment_details",
      description:
        "Makes changes of payment details count once their day is over",
      every_ms: MINUTE_MS,
      run: () => applyDueDetails(deps),
    },
    {
      name: "book_clicks",
      description:
        "Books each day's paid clicks, once the day is over in the campaign's time zone",
      every_ms: HOUR_MS,
      run: () => bookClicks(deps),
    },
  ];
}

/** Thrown if the ledger doesn't verify; only a person can repair that. */
export class LedgerAuditError extends Error {
  constructor({ check, id, expected, found }: Difference) {
    super(
      `The ledger does not hold: first at ${check} ${id}: expected ${expected}, found ${found}`,
    );
    this.name = "LedgerAuditError";
  }
}

/** Runs `verifyLedger` as a job: returns counts, and fails at the first difference. */
async function auditLedger(
  db: Database,
  context: Pick<JobContext, "progress" | "signal">,
) {
  const { difference, ...read } = await verifyLedger(db, async (checked) => {
    context.signal.throwIfAborted();
    await context.progress({ done: checked.entries + checked.conversions });
  });
  if (difference === null) return read;
  throw new LedgerAuditError(difference);
}
