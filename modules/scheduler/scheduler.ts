import { lt } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Database, Queryable } from "../../db/mod.ts";
import { jobFirings, jobRuns, jobs } from "../../db/schema/mod.ts";
import { backoffMs, isoTime, newId, Problem } from "../kernel/mod.ts";
import type { Clock, RetryPolicy } from "../kernel/mod.ts";
import { claimJobs, finishJob, returnJob } from "./claim_jobs.ts";
import type { ClaimedJob } from "./claim_jobs.ts";
import { Lease } from "./lease.ts";
import { Loop } from "./loop.ts";

/** A piece of background work. It must bear being done twice: a process may die right after it. */
export interface JobDefinition {
  name: string;
  /** What it does, in a sentence. */
  description: string;
  /** Fired by the clock this often; without it only when enqueued. */
  every_ms?: number;
  run(payload: unknown): Promise<void>;
}

/** What the scheduler needs. */
export interface SchedulerDeps {
  db: Database;
  clock: Clock;
  random(): number;
  /** Told of what a job threw. */
  failed(name: string, error: unknown): void;
}

const POLL_MS = 1_000;
const CLAIM_MAX = 10;
const FIRINGS_KEPT_MS = 24 * 3_600_000;
const ERROR_CHARS_MAX = 1_000;

const JOB_RETRY: RetryPolicy = {
  steps_ms: [2_000, 10_000, 60_000, 300_000],
  last_step_ms: 1_800_000,
};

/**
 * Durable jobs in Postgres: one leader fires the clock, any instance runs what
 * is due, and a job that fails is tried again until it is done.
 */
export class Scheduler {
  readonly #deps: SchedulerDeps;
  readonly #definitions: ReadonlyMap<string, JobDefinition>;
  readonly #lease: Lease;
  readonly #loop: Loop;

  constructor(deps: SchedulerDeps, definitions: readonly JobDefinition[]) {
    this.#deps = deps;
    this.#definitions = new Map(
      definitions.map((definition) => [definition.name, definition]),
    );
    this.#lease = new Lease(deps.db, "scheduler");
    this.#loop = new Loop({
      name: "scheduler",
      poll_ms: POLL_MS,
      runOnce: () => this.runOnce(),
      failed: deps.failed,
    });
  }

  /** Begins to fire and to run. */
  start(): void {
    this.#loop.start();
  }

  /** Stops after the jobs in hand, and lets go of the lead. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.#lease.release();
  }

  /** Fires what the clock says, where this instance leads, and runs what is due; true says there may be more. */
  async runOnce(): Promise<boolean> {
    if (await this.#lease.hold()) await this.#fire();
    const now_ms = this.#deps.clock.nowMs();
    const claimed = await claimJobs(this.#deps.db, {
      now_ms,
      limit: CLAIM_MAX,
    });
    for (const job of claimed) await this.#run(job);
    return claimed.length === CLAIM_MAX;
  }

  /** Enqueues a job, in the caller's transaction where one is given. */
  async enqueue(
    db: Queryable,
    input: { name: string; payload?: unknown; due_at?: number },
  ): Promise<void> {
    if (!this.#definitions.has(input.name)) {
      throw new Problem(404, "not_found", "No such job");
    }
    const now_ms = this.#deps.clock.nowMs();
    const row = {
      id: newId(this.#deps.clock),
      name: input.name,
      payload: input.payload ?? {},
      due_at: input.due_at ?? now_ms,
      created_at: now_ms,
    };
    await insertRows(db, jobs, [row]);
    this.#loop.nudge();
  }

  /** Every job with how its last run went and when the next one is due. */
  async list() {
    const runs = await this.#deps.db.select().from(jobRuns);
    const by_name = new Map(runs.map((run) => [run.name, run]));
    const now_ms = this.#deps.clock.nowMs();
    return [...this.#definitions.values()].map((definition) => {
      const run = by_name.get(definition.name);
      const { name, description, every_ms } = definition;
      return {
        name,
        description,
        every_ms: every_ms ?? null,
        last_run_at: run === undefined ? null : isoTime(run.last_started_at),
        last_duration_ms: run?.last_duration_ms ?? null,
        last_error: run?.last_error ?? null,
        next_run_at:
          every_ms === undefined
            ? null
            : isoTime(slotOf(now_ms, every_ms) + every_ms),
      };
    });
  }

  /** A firing is a row that can be inserted once; only the new ones become jobs, in the same transaction. */
  async #fire(): Promise<void> {
    const now_ms = this.#deps.clock.nowMs();
    const due = [...this.#definitions.values()].flatMap(({ name, every_ms }) =>
      every_ms === undefined
        ? []
        : [{ name, scheduled_for: slotOf(now_ms, every_ms) }],
    );
    await this.#deps.db.transaction(async (tx) => {
      const fired = await insertRows(tx, jobFirings, due, {
        skip_conflicts: true,
        returning: ["name"],
      });
      const rows = fired.map(({ name }) => ({
        id: newId(this.#deps.clock),
        name: String(name),
        payload: {},
        due_at: now_ms,
        created_at: now_ms,
      }));
      await insertRows(tx, jobs, rows);
      if (rows.length === 0) return;
      const old = lt(jobFirings.scheduled_for, now_ms - FIRINGS_KEPT_MS);
      await tx.delete(jobFirings).where(old);
    });
  }

  async #run(job: ClaimedJob): Promise<void> {
    const { db, clock } = this.#deps;
    const started_at = clock.nowMs();
    let problem: string | null = null;
    try {
      const definition = this.#definitions.get(job.name);
      if (definition === undefined) throw new Error(`No job "${job.name}"`);
      await definition.run(job.payload);
      await finishJob(db, job);
    } catch (error) {
      this.#deps.failed(job.name, error);
      problem = String(error).slice(0, ERROR_CHARS_MAX).replaceAll("\0", "");
      const wait_ms = backoffMs(JOB_RETRY, job.attempt + 1, this.#deps.random);
      const due_at = clock.nowMs() + wait_ms;
      await returnJob(db, job, { due_at, error: problem });
    }
    const run = {
      last_started_at: started_at,
      last_duration_ms: clock.nowMs() - started_at,
      last_error: problem,
    };
    await db
      .insert(jobRuns)
      .values({ name: job.name, ...run })
      .onConflictDoUpdate({ target: jobRuns.name, set: run });
  }
}

function slotOf(now_ms: number, every_ms: number): number {
  return now_ms - (now_ms % every_ms);
}
