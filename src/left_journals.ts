import type { Database } from "../db/mod.ts";
import { Loop } from "../modules/scheduler/mod.ts";
import { DirectoryInUse, lockDataDir } from "./data_dir.ts";
import type { DirectoryLock } from "./data_dir.ts";
import { hasJournal, openLeftJournal } from "./left_journal.ts";
import type { DrainOptions, LeftJournal } from "./left_journal.ts";
import type { LeftDirectory } from "./workers/messages.ts";

const POLL_MS = 5_000;

/** Drains the journals of workers that are no more, one after the other. */
export class LeftJournals {
  readonly #db: Database;
  readonly #options: DrainOptions;
  readonly #left: LeftDirectory[];
  readonly #loop: Loop;
  #open:
    | { path: string; journal: LeftJournal; lock: DirectoryLock | null }
    | undefined;

  constructor(
    db: Database,
    options: DrainOptions,
    left: readonly LeftDirectory[],
    failed: (what: string, error: unknown) => void,
  ) {
    this.#db = db;
    this.#options = options;
    this.#left = left.filter(({ path }) => hasJournal(path));
    const runOnce = () => this.runOnce();
    const loop = { name: "drain_left_journals", poll_ms: POLL_MS, runOnce };
    this.#loop = new Loop({ ...loop, failed });
  }

  /** Starts draining, where there is anything to drain. */
  start(): void {
    if (this.#left.length > 0) this.#loop.start();
  }

  /** Stops after the stretch in progress; the rest stays where it is. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.#close();
  }

  /** Drains one stretch; true if there may be more. */
  async runOnce(): Promise<boolean> {
    this.#open ??= await this.#openNext();
    if (this.#open === undefined) return false;
    const { path, journal } = this.#open;
    if (await journal.drainOnce()) {
      return true;
    }
    await this.#close();
    this.#options.log(`The journal left in "${path}" is drained`);
    return this.#left.length > 0;
  }

  async #close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.journal.close();
    open?.lock?.release();
  }

  async #openNext() {
    const next = this.#left.shift();
    if (next === undefined) return undefined;
    const { path } = next;
    let lock: DirectoryLock | null = null;
    try {
      lock = next.is_held ? null : lockDataDir(path);
      const journal = await openLeftJournal(this.#db, this.#options, path);
      this.#options.log(
        `Draining the journal left in "${path}": ${journal.lag_bytes} bytes`,
      );
      return { path, journal, lock };
    } catch (error) {
      lock?.release();
      this.#left.push(next);
      // Its holder drains it.
      if (error instanceof DirectoryInUse) return undefined;
      throw error;
    }
  }
}
