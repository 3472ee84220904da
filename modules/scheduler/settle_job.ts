import { and, eq, sql } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { jobs } from "../../db/schema/mod.ts";
import { CLAIM_S } from "./claim_jobs.ts";
import type { ClaimedJob } from "./claim_jobs.ts";
import type { Progress } from "./job_definition.ts";

type Claim = Pick<ClaimedJob, "id" | "claim">;
type Changes = Partial<typeof jobs.$inferInsert>;

/** The job belongs to somebody else by now: whatever this run still does must not count. */
export class JobLostError extends Error {
  constructor() {
    super("The job was taken over");
  }
}

/** Every change by a run goes through here: none where the claim is no longer its own. */
function ours(job: Claim) {
  return and(
    eq(jobs.id, job.id),
    eq(jobs.claim, job.claim),
    eq(jobs.state, "running"),
  );
}

/** The job has been done: its row goes. False where it was taken over. */
export async function deleteJob(db: Queryable, job: Claim): Promise<boolean> {
  const rows = await db
    .delete(jobs)
    .where(ours(job))
    .returning({ id: jobs.id });
  return rows.length > 0;
}

/** A run has ended: the row says how, and is nobody's any more. False where it was taken over. */
export async function settleJob(
  db: Queryable,
  job: Claim,
  changes: Changes,
): Promise<boolean> {
  const rows = await db
    .update(jobs)
    .set({ ...changes, claimed_until: null })
    .where(ours(job))
    .returning({ id: jobs.id });
  return rows.length > 0;
}

/** Saves how far a run has come, and says whether it is to stop; throws where it was taken over. */
export async function saveProgress(
  db: Queryable,
  job: Claim,
  input: { progress: Progress; now_ms: number },
): Promise<{ is_cancelled: boolean }> {
  const [row] = await db
    .update(jobs)
    .set({
      ...progressChanges(input.progress, input.now_ms),
      // A piece that went well: tries are counted anew.
      attempt: 0,
      claimed_until: sql`clock_timestamp() + make_interval(secs => ${CLAIM_S})`,
    })
    .where(ours(job))
    .returning({ cancel_requested_at: jobs.cancel_requested_at });
  if (row === undefined) throw new JobLostError();
  return { is_cancelled: row.cancel_requested_at !== null };
}

/** A progress as columns; what it leaves out is not touched. */
export function progressChanges(
  { done, total, cursor }: Progress,
  now_ms: number,
): Changes {
  return {
    progress_at: now_ms,
    ...(done === undefined ? {} : { done }),
    ...(total === undefined ? {} : { total }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}
