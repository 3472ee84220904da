import { and, eq, gt, sql } from "drizzle-orm";
import { currentActor, insertRows } from "../../db/mod.ts";
import type { Actor, Database, Queryable } from "../../db/mod.ts";
import { jobRuns, jobs, leases } from "../../db/schema/mod.ts";
import { newId, Problem } from "../kernel/mod.ts";
import type { Clock, Report } from "../kernel/mod.ts";
import { claimJobs, renewClaims } from "./claim_jobs.ts";
import type { ClaimedJob } from "./claim_jobs.ts";
import { CLOCK_KEY, fireJobs, slotOf, slotPayload } from "./fire_jobs.ts";
import type { JobDefinition } from "./job_definition.ts";
import { errorText, JobRun } from "./job_run.ts";
import type { RunEnd } from "./job_run.ts";
import { holdWaiting, insertKeyed } from "./keyed_jobs.ts";
import { listJobs } from "./list_jobs.ts";
import { Loop } from "./loop.ts";
import { cancelTask, resumeTask } from "./task.ts";
import type { Task } from "./task.ts";

interface SchedulerDeps {
  db: Database;
  clock: Clock;
  random(): number;
  /** Called with what a job threw. */
  failed(name: string, error: unknown): void;
  report?: Report | undefined;
}

/** A job to enqueue. */
interface JobInput {
  name: string;
  payload?: unknown;
  /**
   * While a job of this name and key waits, enqueueing returns that job; while one
   * runs, another is queued after it.
   */
  key?: string;
  /** Higher runs first; 0 by default. */
  priority?: number;
  due_at?: number;
}

const POLL_MS = 1_000;
const RENEW_MS = 3_000;
const SHORT_AT_ONCE_MAX = 4;
const TASKS_AT_ONCE_MAX = 2;
const ROUNDS_MAX = 100;
const ENQUEUE_TRIES_MAX = 5;

/** Who asks for a job, unless it is another job of the program's own. */
function asker(): Actor | null {
  const actor = currentActor();
  return actor === undefined || actor.kind === "job" ? null : actor;
}

/** A set of job names, and how many of them run at once on one instance. */
interface Lane {
  names: readonly string[];
  at_once_max: number;
  running: Set<JobRun>;
}

/**
 * Durable jobs in Postgres: one leader fires the clock, and any instance runs due jobs,
 * several at a time. A failed job is retried until it succeeds or has failed for good.
 */
export class Scheduler {
  readonly #deps: SchedulerDeps;
  readonly #definitions: ReadonlyMap<string, JobDefinition>;
  readonly #lanes: readonly Lane[];
  readonly #under_way = new Set<Promise<void>>();
  readonly #fired = new Map<string, number>();
  readonly #lease: Lease;
  readonly #claiming: Loop;
  readonly #firing: Loop;
  readonly #renewing: Loop;

  constructor(deps: SchedulerDeps, definitions: readonly JobDefinition[]) {
    this.#deps = deps;
    this.#definitions = new Map(
      definitions.map((definition) => [definition.name, definition]),
    );
    this.#lanes = [false, true].map((is_task) => ({
      names: definitions
        .filter((definition) => (definition.is_task ?? false) === is_task)
        .map(({ name }) => name),
      at_once_max: is_task ? TASKS_AT_ONCE_MAX : SHORT_AT_ONCE_MAX,
      running: new Set<JobRun>(),
    }));
    this.#lease = new Lease(deps.db, "scheduler");
    const { failed } = deps;
    this.#claiming = new Loop({
      name: "scheduler",
      poll_ms: POLL_MS,
      runOnce: async () => (await this.#claim(), false),
      failed,
    });
    this.#firing = new Loop({
      name: "scheduler's clock",
      poll_ms: POLL_MS,
      runOnce: async () => (await this.fire(), false),
      failed,
    });
    this.#renewing = new Loop({
      name: "scheduler's claims",
      poll_ms: RENEW_MS,
      runOnce: async () => (await this.renew(), false),
      failed,
    });
  }

  /** Starts firing and running jobs. */
  start(): void {
    for (const loop of [this.#renewing, this.#firing, this.#claiming]) {
      loop.start();
    }
  }

  /** Stops after the running jobs (tasks: after the current batch) and releases the lease. */
  async stop(): Promise<void> {
    const stopping = [this.#firing.stop(), this.#claiming.stop()];
    for (const run of this.#runs()) run.stop("stopping");
    await Promise.all(stopping);
    // Jobs that were being claimed have started by now.
    for (const run of this.#runs()) run.stop("stopping");
    await Promise.all(this.#under_way);
    await this.#renewing.stop();
    await this.#lease.release();
  }

  /**
   * Fires and runs due jobs until none is left; for tests. True if there are more after
   * many rounds. Where only one job is asked for, none is fired and no other runs.
   */
  async runOnce(only?: string): Promise<boolean> {
    if (only === undefined) await this.fire();
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const begun = await this.#claim(only);
      if (begun.length === 0) return false;
      await Promise.all(begun);
    }
    return true;
  }

  /** Fires due slots if this instance leads. */
  async fire(): Promise<void> {
    if (!(await this.#lease.hold())) return;
    const definitions = [...this.#definitions.values()];
    const made = await fireJobs(this.#deps, definitions, this.#fired);
    if (made > 0) this.#claiming.nudge();
  }

  /** Renews the claims of running jobs, and stops those that were cancelled or taken over. */
  async renew(): Promise<void> {
    const runs = this.#runs();
    if (runs.length === 0) return;
    const states = await renewClaims(this.#deps.db, runs);
    for (const run of runs) {
      const state = states.get(run.id);
      if (state?.is_ours !== true) run.lose();
      else if (state.is_cancelled) run.stop("cancelled");
    }
  }

  /**
   * Enqueues a job in the transaction of `db`, if it is one; with a key it may return
   * an existing job.
   */
  async enqueue(
    db: Queryable,
    input: JobInput,
  ): Promise<{ id: string; is_new: boolean }> {
    const definition = this.#definitionOf(input.name);
    const now_ms = this.#deps.clock.nowMs();
    const { name, key = null } = input;
    const row = {
      id: newId(this.#deps.clock),
      name,
      key,
      is_task: definition.is_task === true,
      priority: input.priority ?? 0,
      payload: input.payload ?? {},
      asked_by: asker(),
      due_at: input.due_at ?? now_ms,
      created_at: now_ms,
    };
    if (key === null) {
      await insertRows(db, jobs, [row]);
      this.#claiming.nudge();
      return { id: row.id, is_new: true };
    }
    // The conflicting job may start or end before it can be read.
    for (let tries = 0; tries < ENQUEUE_TRIES_MAX; tries++) {
      const waiting = await holdWaiting(db, { name, key });
      if (waiting !== null) return { id: waiting, is_new: false };
      if (await insertKeyed(db, { ...row, key })) {
        this.#claiming.nudge();
        return { id: row.id, is_new: true };
      }
    }
    throw new Error(`Cannot enqueue "${name}": its key comes and goes`);
  }

  /** Runs a clock job now; a waiting one is brought forward. */
  async runNow(name: string): Promise<{ id: string }> {
    const { db, clock } = this.#deps;
    const definition = this.#definitionOf(name);
    if (definition.every_ms === undefined) {
      throw new Problem(
        422,
        "invalid_request",
        `Cannot run "${name}" by hand: it needs an input`,
      );
    }
    const now_ms = clock.nowMs();
    const payload = slotPayload(
      definition,
      slotOf(now_ms, definition.every_ms),
    );
    const { id } = await this.enqueue(db, { name, key: CLOCK_KEY, payload });
    await db
      .update(jobs)
      .set({ due_at: now_ms })
      .where(
        and(
          eq(jobs.id, id),
          eq(jobs.state, "waiting"),
          gt(jobs.due_at, now_ms),
        ),
      );
    this.#claiming.nudge();
    return { id };
  }

  /** Lists every job with its last run, its waiting and running counts, and its next due time. */
  async list() {
    return await listJobs(this.#deps, [...this.#definitions.values()]);
  }

  /** Cancels a task: at once if it waits, else after the current batch. */
  async cancel(id: string): Promise<Task> {
    const task = await cancelTask(this.#deps, id);
    this.#renewing.nudge();
    return task;
  }

  /** Resumes a failed or cancelled task where it stopped. */
  async resume(id: string): Promise<Task> {
    const task = await resumeTask(this.#deps, id);
    this.#claiming.nudge();
    return task;
  }

  #definitionOf(name: string): JobDefinition {
    const definition = this.#definitions.get(name);
    if (definition !== undefined) return definition;
    throw new Problem(404, "not_found", "The job does not exist");
  }

  #runs(): JobRun[] {
    return this.#lanes.flatMap(({ running }) => [...running]);
  }

  /** Claims jobs up to the free slots and starts them. */
  async #claim(only?: string): Promise<Promise<void>[]> {
    const { db, clock } = this.#deps;
    const begun: Promise<void>[] = [];
    for (const lane of this.#lanes) {
      const claimed = await claimJobs(db, {
        names: lane.names.filter((name) => name === (only ?? name)),
        now_ms: clock.nowMs(),
        limit: lane.at_once_max - lane.running.size,
      });
      for (const job of claimed) {
        const running = this.#perform(lane, job);
        this.#under_way.add(running);
        begun.push(running.finally(() => this.#under_way.delete(running)));
      }
    }
    return begun;
  }

  /** Runs a job. Never throws, since nobody may be awaiting it. */
  async #perform(lane: Lane, job: ClaimedJob): Promise<void> {
    const definition = this.#definitionOf(job.name);
    const run = new JobRun(this.#deps, definition, job);
    lane.running.add(run);
    try {
      const end = await run.perform();
      if (end?.has_failed === true) this.#deps.failed(job.name, end.error);
      if (end !== null) await this.#record(job.name, end);
    } catch (error) {
      // Its row could not be written: the claim expires and the job is taken over.
      this.#deps.failed(job.name, error);
    } finally {
      lane.running.delete(run);
      this.#claiming.nudge();
    }
  }

  async #record(name: string, end: RunEnd): Promise<void> {
    const { db, clock, report } = this.#deps;
    const last_duration_ms = clock.nowMs() - end.started_at;
    const run = {
      last_started_at: end.started_at,
      last_duration_ms,
      last_error: end.has_failed ? errorText(end.error) : null,
    };
    report?.(
      "job",
      {
        job: name,
        ms: last_duration_ms,
        outcome: end.has_failed ? "failed" : "done",
      },
      end.has_failed ? "warn" : "info",
    );
    await db
      .insert(jobRuns)
      .values({ name, ...run })
      .onConflictDoUpdate({ target: jobRuns.name, set: run });
  }
}

/** Duration of a lease by the database's clock; renewed three times in it. */
const LEASE_S = 6;

/**
 * A lease row: its holder is the leader. A row and not an advisory lock, since a
 * stopped process keeps a lock but can't renew a lease. Two leaders for a moment do no
 * harm: each firing is a row that can be inserted once.
 */
export class Lease {
  readonly #db: Database;
  readonly #name: string;
  readonly #holder = crypto.randomUUID();

  constructor(db: Database, name: string) {
    this.#db = db;
    this.#name = name;
  }

  /** Takes or renews the lease; false while somebody else holds it. */
  async hold(): Promise<boolean> {
    const rows = await this.#db.execute(sql`
      insert into ${leases} (name, holder, leased_until)
      values (${this.#name}, ${this.#holder}, now() + make_interval(secs => ${LEASE_S}))
      on conflict (name) do update
        set holder = excluded.holder, leased_until = excluded.leased_until
        where ${leases}.holder = excluded.holder or ${leases}.leased_until < now()
      returning name`);
    return rows.length > 0;
  }

  /** Releases the lease, so that the next leader doesn't have to wait for it to expire. */
  async release(): Promise<void> {
    await this.#db.execute(
      sql`delete from ${leases} where name = ${this.#name} and holder = ${this.#holder}`,
    );
  }
}
