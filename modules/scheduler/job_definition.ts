import type { Queryable } from "../../db/mod.ts";

/** How far a job has come; what is left out stays as it is. */
export interface Progress {
  done?: number;
  total?: number;
  /** Where to go on after the pieces that are done: any JSON but null. */
  cursor?: unknown;
}

/** What a run of a job is given. */
export interface JobContext {
  readonly id: string;
  readonly payload: unknown;
  /** As the last run left it; null at the beginning. */
  readonly cursor: unknown;
  /** How much the runs before this one have done. */
  readonly done: number;
  /**
   * Aborted when the job is cancelled, the tracker stops, or somebody else has
   * taken the job over. Ask between pieces by `signal.throwIfAborted()`: what is
   * thrown after the abort ends this run and is no failure. Who returns is done.
   */
  readonly signal: AbortSignal;
  /** Tells how far it has come, as often as you like: it is saved once a second. What came after is done again after a crash. */
  progress(progress: Progress): Promise<void>;
  /** Saves the progress in the transaction of the piece itself, which fails where the job was taken over: no piece is done twice. */
  save(tx: Queryable, progress: Progress): Promise<void>;
}

/** A piece of background work. It must bear being done twice: a process may die right after it. */
export interface JobDefinition {
  name: string;
  /** What it does, in a sentence. */
  description: string;
  /** Fired by the clock this often, counted from midnight UTC; without it only when enqueued. */
  every_ms?: number;
  /**
   * Firings that nobody was there for: `skip` makes one run of all that were
   * missed, and of those that come while one still waits, or after one that runs; `catch_up` runs
   * each once, the latest hundred, with `{ scheduled_for }` as payload.
   */
  missed?: "skip" | "catch_up";
  /** After so many tries it has failed for good, until somebody resumes it. By default 20, and no end for what the clock fires. */
  attempts_max?: number;
  /** Long work whose progress and result are shown; such jobs have room of their own, so that short ones need not wait for them. */
  is_task?: boolean;
  run(context: JobContext): Promise<unknown>;
}
