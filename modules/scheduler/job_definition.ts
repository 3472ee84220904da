import type { Queryable } from "../../db/mod.ts";

/** The progress of a job; omitted fields stay as they are. */
export interface Progress {
  done?: number;
  total?: number;
  /** Where to resume after the finished batches: any JSON but null. */
  cursor?: unknown;
}

/** The context of a job's run. */
export interface JobContext {
  readonly id: string;
  readonly payload: unknown;
  /** As the last run saved it; null at first. */
  readonly cursor: unknown;
  /** Amount done by earlier runs. */
  readonly done: number;
  /**
   * Aborted when the job is cancelled, the tracker stops, or another instance has taken
   * the job over. Check it between batches with `signal.throwIfAborted()`: an error
   * thrown after the abort ends this run without counting as a failure. A handler that
   * returns is done.
   */
  readonly signal: AbortSignal;
  /**
   * Reports progress, as often as you like: it is saved once a second. Work since the
   * last save is repeated after a crash.
   */
  progress(progress: Progress): Promise<void>;
  /**
   * Saves progress in the batch's own transaction, which fails if the job was taken
   * over: no batch is done twice.
   */
  save(tx: Queryable, progress: Progress): Promise<void>;
}

/** An error that trying again would not help: its job fails for good at once, until it is resumed. */
export class FailedForGoodError extends Error {}

/** A background job. It must be safe to run twice: its process may die right after it. */
export interface JobDefinition {
  name: string;
  /** One sentence for the list of jobs. */
  description: string;
  /** Interval of firing, counted from midnight UTC; without it the job only runs when enqueued. */
  every_ms?: number;
  /**
   * Treatment of missed firings. `skip` merges them into one run, along with those that come while
   * a job waits, or runs after a running one. `catch_up` runs each once, up to the latest hundred,
   * with `{ scheduled_for }` as payload.
   */
  missed?: "skip" | "catch_up";
  /**
   * Tries after which it fails for good, until it is resumed. Default 20; unlimited for
   * jobs fired by the clock.
   */
  attempts_max?: number;
  /**
   * Long work whose progress and result are shown. Tasks have their own slots, so that
   * short jobs don't wait for them.
   */
  is_task?: boolean;
  /** Maximum length of a task's result as JSON; 65,536 by default. */
  result_chars_max?: number;
  run(context: JobContext): Promise<unknown>;
}
