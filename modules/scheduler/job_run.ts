import { actAs } from "../../db/mod.ts";
import type { Actor, Database, Queryable } from "../../db/mod.ts";
import { backoffMs } from "../kernel/mod.ts";
import type { Clock, RetryPolicy } from "../kernel/mod.ts";
import type { ClaimedJob } from "./claim_jobs.ts";
import { FailedForGoodError } from "./job_definition.ts";
import type { JobContext, JobDefinition, Progress } from "./job_definition.ts";
import {
  deleteJob,
  JobLostError,
  progressChanges,
  saveProgress,
  settleJob,
} from "./settle_job.ts";

export interface JobRunDeps {
  db: Database;
  clock: Clock;
  random(): number;
}

/** How a run ended, for the list of jobs; null if the job is not finished. */
export interface RunEnd {
  started_at: number;
  error: unknown;
  has_failed: boolean;
}

type Stop = "cancelled" | "stopping";

const SAVE_EVERY_MS = 1_000;
const ERROR_CHARS_MAX = 1_000;
const RESULT_CHARS_MAX = 65_536;
const ATTEMPTS_MAX = 20;

const JOB_RETRY: RetryPolicy = {
  steps_ms: [2_000, 10_000, 60_000, 300_000],
  last_step_ms: 1_800_000,
};

/** One run of a claimed job, from calling its handler to saving how it ended. */
export class JobRun {
  readonly id: string;
  readonly claim: number;
  readonly #deps: JobRunDeps;
  readonly #definition: JobDefinition;
  readonly #job: ClaimedJob;
  readonly #abort = new AbortController();
  #stop: Stop | undefined;
  #attempt: number;
  #pending: Progress | undefined;
  #saved_at: number;

  constructor(deps: JobRunDeps, definition: JobDefinition, job: ClaimedJob) {
    this.#deps = deps;
    this.#definition = definition;
    this.#job = job;
    this.#attempt = job.attempt;
    this.#saved_at = deps.clock.nowMs();
    this.id = job.id;
    this.claim = job.claim;
  }

  /** Asks the handler to stop between two batches; if it does, the row says why. */
  stop(why: Stop): void {
    // Cancelling takes precedence over stopping.
    if (this.#stop !== "cancelled") this.#stop = why;
    this.#abort.abort(new Error(`The job is ${why}`));
  }

  /** Another instance has the job: whatever this run still does doesn't count. */
  lose(): void {
    this.#abort.abort(new JobLostError());
  }

  async #progress(progress: Progress): Promise<void> {
    this.#pending = { ...this.#pending, ...progress };
    const waited_ms = this.#deps.clock.nowMs() - this.#saved_at;
    // A clock that was set back must not prevent saving.
    if (waited_ms >= 0 && waited_ms < SAVE_EVERY_MS) return;
    await this.#save(this.#deps.db, this.#pending);
  }

  /** A plain object, since handlers destructure it. */
  #context(): JobContext {
    const { id, payload, cursor, done } = this.#job;
    return {
      id,
      payload,
      cursor,
      done,
      signal: this.#abort.signal,
      progress: (progress) => this.#progress(progress),
      save: (tx, progress) => this.#save(tx, { ...this.#pending, ...progress }),
    };
  }

  /** Its changes are by whoever asked for it, else by the job itself. */
  #actor(): Actor {
    const { id, asked_by } = this.#job;
    const { name, is_task } = this.#definition;
    const task = is_task === true ? { task_id: id } : {};
    if (asked_by === null) return { kind: "job", job: name, name, ...task };
    return { ...asked_by, via: name, ...task };
  }

  async #save(db: Queryable, progress: Progress): Promise<void> {
    const now_ms = this.#deps.clock.nowMs();
    const input = { progress, now_ms };
    try {
      const { is_cancelled } = await saveProgress(db, this, input);
      if (is_cancelled) this.stop("cancelled");
    } catch (error) {
      if (error instanceof JobLostError) this.lose();
      throw error;
    }
    this.#pending = undefined;
    this.#saved_at = now_ms;
    this.#attempt = 0;
  }

  /**
   * Runs the job and saves its result. Null if the job was taken over, or the run was
   * only stopped.
   */
  async perform(): Promise<RunEnd | null> {
    const started_at = this.#deps.clock.nowMs();
    if (this.#job.is_cancelled) {
      await this.#settleStopped("cancelled");
      return null;
    }
    if (this.#job.was_running && this.#attempt >= this.#attemptsMax()) {
      const error = new Error("Its process ended in the middle of it");
      return await this.#settleFailed(started_at, error);
    }
    let result: unknown;
    try {
      result = await actAs(this.#actor(), () =>
        this.#definition.run(this.#context()),
      );
    } catch (error) {
      if (this.#abort.signal.aborted) {
        if (this.#stop !== undefined) await this.#settleStopped(this.#stop);
        return null;
      }
      return await this.#settleFailed(started_at, error);
    }
    const is_ours = await this.#settleDone(result);
    return is_ours ? { started_at, error: null, has_failed: false } : null;
  }

  async #settleDone(result: unknown): Promise<boolean> {
    const { db, clock } = this.#deps;
    if (this.#definition.is_task !== true) return await deleteJob(db, this);
    return await settleJob(db, this, {
      ...this.#rest(),
      state: "done",
      result: boundedResult(result, this.#definition.result_chars_max),
      last_error: null,
      finished_at: clock.nowMs(),
    });
  }

  async #settleStopped(why: Stop): Promise<void> {
    const { db, clock } = this.#deps;
    const now_ms = clock.nowMs();
    await settleJob(db, this, {
      ...this.#rest(),
      ...(why === "cancelled"
        ? { state: "cancelled", finished_at: now_ms }
        : { state: "waiting", due_at: now_ms }),
    });
  }

  async #settleFailed(
    started_at: number,
    error: unknown,
  ): Promise<RunEnd | null> {
    const { db, clock, random } = this.#deps;
    const now_ms = clock.nowMs();
    const attempt = this.#attempt + 1;
    const is_last =
      attempt >= this.#attemptsMax() || error instanceof FailedForGoodError;
    const wait_ms = Math.min(
      backoffMs(JOB_RETRY, attempt, random),
      this.#definition.every_ms ?? Infinity,
    );
    const is_ours = await settleJob(db, this, {
      ...this.#rest(),
      attempt,
      last_error: errorText(error),
      ...(is_last
        ? { state: "failed", finished_at: now_ms }
        : { state: "waiting", due_at: now_ms + wait_ms }),
    });
    return is_ours ? { started_at, error, has_failed: true } : null;
  }

  #attemptsMax(): number {
    const { attempts_max, every_ms } = this.#definition;
    return attempts_max ?? (every_ms === undefined ? ATTEMPTS_MAX : Infinity);
  }

  /** Progress that was reported and not saved yet. */
  #rest() {
    if (this.#pending === undefined) return {};
    return progressChanges(this.#pending, this.#deps.clock.nowMs());
  }
}

/** The text of an error, bounded and acceptable to Postgres. */
export function errorText(error: unknown): string {
  return String(error).slice(0, ERROR_CHARS_MAX).replaceAll("\0", "");
}

function boundedResult(result: unknown, max = RESULT_CHARS_MAX): unknown {
  const text = JSON.stringify(result);
  if (text === undefined) return null;
  return text.length > max ? { is_too_large: true } : result;
}
