import { eq } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { jobRuns } from "../../db/schema/mod.ts";
import { isFinding, NOT_MADE_AGAIN } from "./audit_finding.ts";
import type { JobContext } from "./job_definition.ts";
import { errorText } from "./job_run.ts";

/** An earlier finding that stays, since the audit after it could not be made. */
class KeptFinding extends Error {
  constructor(found: string, cause: unknown) {
    const [first = ""] = found.split(NOT_MADE_AGAIN);
    const [name = "", ...rest] = first.split(": ");
    super(rest.join(": ") + NOT_MADE_AGAIN, { cause });
    this.name = name;
  }
}

/**
 * Makes an audit as a job. If it can't be made, what the one before found stays the job's last error:
 * a lost connection must not hide a wrong ledger.
 */
export async function runAudit<Result>(
  { db, job }: { db: Database; job: string },
  { signal }: Pick<JobContext, "signal">,
  make: () => Promise<Result>,
): Promise<Result> {
  const found = await lastFinding(db, job);
  try {
    return await make();
  } catch (error) {
    const is_told = signal.aborted || isFinding(String(error));
    throw is_told || found === null ? error : new KeptFinding(found, error);
  }
}

async function lastFinding(db: Database, job: string): Promise<string | null> {
  const [row] = await db
    .select({ last_error: jobRuns.last_error })
    .from(jobRuns)
    .where(eq(jobRuns.name, job));
  const last = row?.last_error ?? null;
  return last !== null && isFinding(last) ? last : null;
}

/** Stores the end of an audit that somebody made by hand, as its job's last run. */
export async function recordAudit(
  db: Database,
  job: string,
  {
    started_at,
    ended_at,
    found,
  }: { started_at: number; ended_at: number; found: Error | null },
): Promise<void> {
  const run = {
    last_started_at: started_at,
    last_duration_ms: ended_at - started_at,
    last_error: found === null ? null : errorText(found),
  };
  await db
    .insert(jobRuns)
    .values({ name: job, ...run })
    .onConflictDoUpdate({ target: jobRuns.name, set: run });
}
