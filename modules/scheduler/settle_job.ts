import { and, eq, sql } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { jobs } from "../../db/schema/mod.ts";
import { CLAIM_S } from "./claim_jobs.ts";
import type { ClaimedJob } from "./claim_jobs.ts";
import type { Progress } from "./job_definition.ts";

type Claim = Pick<ClaimedJob, "id" | "claim">;
type Changes = Partial<typeof jobs.$inferInsert>;

/** Another instance has taken the job over: whatever this run still does must not count. */
export class JobLostError extends Error {
  constructor() {
    super("The job was taken over");
  }
}

/** Condition of every change by a run: its claim is still current. */
function ours(job: Claim) {
  return and(
    eq(jobs.id, job.id),
    eq(jobs.claim, job.claim),
    eq(jobs.state, "running"),
  );
}

/** Deletes a finished job. False if it was taken over. */
export async function deleteJob(db: Queryable, job: Claim): Promise<boolean> {
  const rows = await db
    .delete(jobs)
    .where(ours(job))
    .returning({ id: jobs.id });
  return rows.length > 0;
}

/** Saves the result of a run and releases its claim. False if it was taken over. */
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

/** Saves progress and returns whether the job was cancelled. Throws if it was taken over. */
export async function saveProgress(
  db: Queryable,
  job: Claim,
  input: { progress: Progress; now_ms: number },
): Promise<{ is_cancelled: boolean }> {
  const [row] = await db
    .update(jobs)
    .set({
      ...progressChanges(input.progress, input.now_ms),
      // A batch succeeded: tries start over.
      attempt: 0,
      claimed_until: sql`clock_timestamp() + make_interval(secs => ${CLAIM_S})`,
    })
    .where(ours(job))
    .returning({ cancel_requested_at: jobs.cancel_requested_at });
  if (row === undefined) throw new JobLostError();
  return { is_cancelled: row.cancel_requested_at !== null };
}

/** Converts progress to columns; omitted fields are not touched. */
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
