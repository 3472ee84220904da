import { sql } from "drizzle-orm";
import { readTimestamp } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { jobRuns, jobs } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { slotOf } from "./fire_jobs.ts";
import type { JobDefinition } from "./job_definition.ts";

/** Waiting, running and failed jobs of a name. */
interface Counts {
  name: string;
  waiting: number;
  running: number;
  failed: number;
  due_at: string | null;
}

/**
 * Lists every job with its last run, its counts and its next due time. A name that only
 * the database knows belongs to another version: it is shown, since its jobs wait for
 * an instance of that version.
 */
export async function listJobs(
  { db, clock }: { db: Database; clock: Clock },
  definitions: readonly JobDefinition[],
) {
  const runs = await db.select().from(jobRuns);
  const run_of = new Map(runs.map((run) => [run.name, run]));
  const counts = await countJobs(db);
  const now_ms = clock.nowMs();
  const known = new Set(definitions.map(({ name }) => name));
  const others = [...counts.keys()].filter((name) => !known.has(name));
  const all: Pick<JobDefinition, "name" | "description" | "every_ms">[] = [
    ...definitions,
    ...others.map((name) => ({ name, description: "Not of this version" })),
  ];
  return all.map(({ name, description, every_ms }) => {
    const run = run_of.get(name);
    const count = counts.get(name);
    return {
      name,
      description,
      every_ms: every_ms ?? null,
      waiting: count?.waiting ?? 0,
      running: count?.running ?? 0,
      failed: count?.failed ?? 0,
      last_run_at: run === undefined ? null : isoTime(run.last_started_at),
      last_duration_ms: run?.last_duration_ms ?? null,
      last_error: run?.last_error ?? null,
      next_run_at: nextRun(every_ms, count?.due_at ?? null, now_ms),
    };
  });
}

async function countJobs(db: Database): Promise<Map<string, Counts>> {
  const rows = (await db.execute(sql`
    select name,
      (count(*) filter (where state = 'waiting'))::integer as waiting,
      (count(*) filter (where state = 'running'))::integer as running,
      (count(*) filter (where state = 'failed'))::integer as failed,
      (min(due_at) filter (where state = 'waiting'))::text as due_at
    from ${jobs}
    where state in ('waiting', 'running', 'failed')
    group by name
    order by name`)) as unknown as Counts[];
  return new Map(rows.map((row) => [row.name, row]));
}

/**
 * The due time of a waiting job (also a retry) or the next slot of the clock, whichever
 * is first.
 */
function nextRun(
  every_ms: number | undefined,
  due_at: string | null,
  now_ms: number,
): string | null {
  const times = [
    ...(due_at === null ? [] : [readTimestamp(due_at)]),
    ...(every_ms === undefined ? [] : [slotOf(now_ms, every_ms) + every_ms]),
  ];
  return times.length === 0 ? null : isoTime(Math.min(...times));
}
