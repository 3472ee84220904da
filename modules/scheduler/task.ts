import { and, eq, getTableColumns, inArray, or, sql } from "drizzle-orm";
import { postgresCode } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { jobs } from "../../db/schema/mod.ts";
import type { JobState } from "../../db/schema/mod.ts";
import { listPage, selectList, TIMES } from "../http/mod.ts";
import type { ListRequest, ListTable, Page } from "../http/mod.ts";
import { isoTime, isUuid, Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { JobDefinition } from "./job_definition.ts";

const DAY_MS = 86_400_000;

/** Filters and sorts of tasks. */
export const TASK_LIST = {
  filters: {
    q: "text",
    name: "text",
    key: "text",
    state: ["waiting", "running", "done", "failed", "cancelled"],
    ...TIMES,
  },
  sorts: ["-id", "created_at", "started_at", "finished_at"],
} as const;

const TASK_TABLE: ListTable = {
  columns: getTableColumns(jobs),
  key: jobs.id,
  time: jobs.created_at,
  searched: [jobs.name, jobs.key],
};

/** Filters and sorts of the clock's jobs. */
export const JOB_LIST = {
  filters: { q: "text", name: "text" },
  sorts: ["position", "name", "last_run_at", "next_run_at"],
} as const;

/** How the clock's jobs are read. */
export const JOB_ROWS = {
  keyOf: ({ name }: { name: string }) => name,
  order: "position",
  searched: ["name", "description"],
};

/** Dependencies of the functions on tasks. */
export interface TaskDeps {
  db: Database;
  clock: Clock;
}

/** A job as shown: progress, rate and result. */
export interface Task {
  id: string;
  name: string;
  key: string | null;
  state: JobState;
  done: number;
  total: number | null;
  rate_per_second: number | null;
  eta_at: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  /** When it is due, while it waits. */
  due_at: string | null;
  attempt: number;
  error: string | null;
  cancel_requested_at: string | null;
  result: unknown;
}

type JobRow = typeof jobs.$inferSelect;

const KEPT_MS = 30 * 24 * 3_600_000;
const DELETED_AT_ONCE_MAX = 1_000;
const UNIQUE_VIOLATION = "23505";

/** Lists tasks, newest first, including other jobs that have failed for good or were cancelled. */
export async function listTasks(
  { db }: Pick<TaskDeps, "db">,
  list: ListRequest,
): Promise<Page<Task>> {
  const rows = await selectList(db, {
    from: jobs,
    table: TASK_TABLE,
    list,
    own: or(jobs.is_task, isStopped()),
  });
  return listPage(TASK_TABLE, list, rows, presentTask);
}

/** Returns a task or any other job; throws 404 if there is none. */
export async function readTask(
  { db }: Pick<TaskDeps, "db">,
  id: string,
): Promise<Task> {
  const rows = isUuid(id)
    ? await db.select().from(jobs).where(eq(jobs.id, id))
    : [];
  if (rows[0] !== undefined) return presentTask(rows[0]);
  throw new Problem(404, "not_found", "The task does not exist");
}

/** Cancels a task: at once if it waits or its process died, else its run is asked to stop. */
export async function cancelTask(deps: TaskDeps, id: string): Promise<Task> {
  const { db, clock } = deps;
  const before = await readTask(deps, id);
  if (before.state === "cancelled") return before;
  const now_ms = clock.nowMs();
  const now = new Date(now_ms).toISOString();
  const is_nobodys = sql`(${jobs.state} = 'waiting' or ${jobs.claimed_until} < now())`;
  const rows = await db
    .update(jobs)
    .set({
      cancel_requested_at: now_ms,
      state: sql`case when ${is_nobodys} then 'cancelled' else ${jobs.state} end`,
      finished_at: sql`case when ${is_nobodys} then ${now}::timestamptz end`,
    })
    .where(and(eq(jobs.id, id), inArray(jobs.state, ["waiting", "running"])))
    .returning();
  if (rows[0] !== undefined) return presentTask(rows[0]);
  throw new Problem(409, "task_ended", "Cannot cancel the task: it has ended");
}

/** Resumes a failed or cancelled task where it stopped. */
export async function resumeTask(deps: TaskDeps, id: string): Promise<Task> {
  const { db, clock } = deps;
  await readTask(deps, id);
  try {
    const rows = await db
      .update(jobs)
      .set({
        state: "waiting",
        due_at: clock.nowMs(),
        attempt: 0,
        claimed_until: null,
        cancel_requested_at: null,
        finished_at: null,
      })
      .where(and(eq(jobs.id, id), isStopped()))
      .returning();
    if (rows[0] !== undefined) return presentTask(rows[0]);
  } catch (cause) {
    if (postgresCode(cause) !== UNIQUE_VIOLATION) throw cause;
    const detail = "Cannot resume the task: another one does the same work";
    throw new Problem(409, "already_exists", detail, { cause });
  }
  throw new Problem(
    409,
    "task_not_stopped",
    "Cannot resume the task: it has neither failed nor been cancelled",
  );
}

/** Deletes jobs that ended more than thirty days ago, in batches, and returns how many. */
export async function deleteOldTasks(
  { db, clock }: TaskDeps,
  signal?: AbortSignal,
): Promise<number> {
  const before = new Date(clock.nowMs() - KEPT_MS).toISOString();
  for (let deleted = 0; ;) {
    signal?.throwIfAborted();
    const piece = await db.execute(sql`
      delete from ${jobs} where id in (
        select id from ${jobs} where finished_at < ${before}
        order by finished_at limit ${DELETED_AT_ONCE_MAX} for update skip locked)
      returning id`);
    deleted += piece.length;
    if (piece.length < DELETED_AT_ONCE_MAX) return deleted;
  }
}

function presentTask(row: JobRow): Task {
  const { id, name, key, state, done, total, attempt, result } = row;
  return {
    id,
    name,
    key,
    state,
    done,
    total,
    ...(state === "running"
      ? measureProgress(row)
      : { rate_per_second: null, eta_at: null }),
    created_at: isoTime(row.created_at),
    started_at: timeOf(row.started_at),
    finished_at: timeOf(row.finished_at),
    due_at: state === "waiting" ? isoTime(row.due_at) : null,
    attempt,
    error: row.last_error,
    cancel_requested_at: timeOf(row.cancel_requested_at),
    result: result ?? null,
  };
}

function timeOf(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

function isStopped() {
  return inArray(jobs.state, ["failed", "cancelled"]);
}

/** The scheduler's own jobs. */
export function taskJobs(deps: TaskDeps): JobDefinition[] {
  return [
    {
      name: "delete_old_tasks",
      description: "Deletes tasks that ended more than 30 days ago",
      every_ms: DAY_MS,
      run: ({ signal }) => deleteOldTasks(deps, signal),
    },
  ];
}

/** Longer estimates are meaningless. */
const ETA_MS_MAX = 10 * 365 * 24 * 3_600_000;

/** Progress of the current run; times by the clock of its instance. */
interface Measured {
  claimed_at: number | null;
  progress_at: number | null;
  done: number;
  done_at_claim: number;
  total: number | null;
}

/** The rate of the current run from its saved progress, and when it will finish at that rate. */
export function measureProgress(row: Measured): {
  rate_per_second: number | null;
  eta_at: string | null;
} {
  const { claimed_at, progress_at, done, done_at_claim, total } = row;
  if (claimed_at === null || progress_at === null || done <= done_at_claim) {
    return { rate_per_second: null, eta_at: null };
  }
  const elapsed_s = (progress_at - claimed_at) / 1000;
  if (elapsed_s <= 0) return { rate_per_second: null, eta_at: null };
  const rate = (done - done_at_claim) / elapsed_s;
  const left_ms = total === null ? null : ((total - done) / rate) * 1000;
  return {
    rate_per_second: Math.round(rate * 100) / 100,
    eta_at:
      left_ms === null || left_ms < 0 || left_ms > ETA_MS_MAX
        ? null
        : isoTime(progress_at + Math.round(left_ms)),
  };
}
