import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { jobs } from "../../db/schema/mod.ts";

/** A job that this process has claimed. */
export interface ClaimedJob {
  id: string;
  name: string;
  payload: unknown;
  attempt: number;
  claim: number;
}

const CLAIM_S = 60;

/**
 * Claims due jobs, oldest first. SKIP LOCKED lets several instances claim at the
 * same time without waiting; a claim runs out by the database's clock, so that a
 * job whose process died is taken over, and its number fences the dead one.
 */
export async function claimJobs(
  db: Database,
  input: { now_ms: number; limit: number },
): Promise<ClaimedJob[]> {
  const rows = await db.execute(sql`
    with due as (
      select id from ${jobs}
      where due_at <= ${new Date(input.now_ms).toISOString()}
        and (claimed_until is null or claimed_until < now())
      order by due_at
      limit ${input.limit}
      for update skip locked
    )
    update ${jobs} as j
    set claim = j.claim + 1, claimed_until = now() + make_interval(secs => ${CLAIM_S})
    from due
    where j.id = due.id
    returning j.id, j.name, j.payload, j.attempt, j.claim`);
  return rows as unknown as ClaimedJob[];
}

/** The job has been done: its row goes, unless somebody has taken it over. */
export async function finishJob(db: Database, job: ClaimedJob): Promise<void> {
  await db
    .delete(jobs)
    .where(and(eq(jobs.id, job.id), eq(jobs.claim, job.claim)));
}

/** The job failed: it is due again later, with what went wrong. */
export async function returnJob(
  db: Database,
  job: ClaimedJob,
  input: { due_at: number; error: string },
): Promise<void> {
  await db
    .update(jobs)
    .set({
      attempt: job.attempt + 1,
      claimed_until: null,
      due_at: input.due_at,
      last_error: input.error,
    })
    .where(and(eq(jobs.id, job.id), eq(jobs.claim, job.claim)));
}
