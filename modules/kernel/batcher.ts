/** The result of one item of a batch. */
export type Outcome<Value> =
  { ok: true; value: Value } | { ok: false; error: unknown };

/** Settings and limits of a batcher. */
export interface BatcherOptions<Item, Result> {
  /** Used in error messages. */
  name: string;
  /** Maximum items per run. */
  batch_max: number;
  /** Maximum waiting items, not counting the run in progress. */
  queue_max: number;
  /** Processes a batch; returns one outcome per item, in order. */
  run(items: Item[]): Promise<Outcome<Result>[]>;
  /** Whether to retry the same batch after this error (deadlock, serialization); default never. */
  repeat?(error: unknown): boolean;
  /** Maximum retries of a batch; default 5. */
  repeats_max?: number;
  /**
   * Whether a failed run may be one item's fault, so that splitting the batch isolates it; default
   * always. Return false for errors that hit every item alike (database down): it saves up to 2n
   * runs.
   */
  split?(error: unknown): boolean;
}

/** Thrown by `submit` when the queue is full; the caller should apply back-pressure. */
export class QueueFullError extends Error {
  constructor(name: string, queue_max: number) {
    super(`Cannot take an item for ${name}: ${queue_max} are waiting already`);
    this.name = "QueueFullError";
  }
}

/** Thrown by `submit` after `stop()`. */
export class StoppedError extends Error {
  constructor(name: string) {
    super(`Cannot take an item for ${name}: it has been stopped`);
    this.name = "StoppedError";
  }
}

interface Entry<Item, Result> {
  item: Item;
  resolve(value: Result): void;
  reject(error: unknown): void;
}

const REPEATS_MAX = 5;

/**
 * Natural batching: each caller submits an item and awaits its own result. While one batch runs,
 * the next one gathers. There is no timer: a single item runs at once, and a thousand at a time
 * share a run. One run at a time; items keep their order.
 */
export class Batcher<Item, Result> {
  readonly #options: BatcherOptions<Item, Result>;
  readonly #repeats_max: number;
  #waiting: Entry<Item, Result>[] = [];
  #pumping: Promise<void> | undefined;
  #stopped = false;

  constructor(options: BatcherOptions<Item, Result>) {
    const { name, batch_max, queue_max, repeats_max = REPEATS_MAX } = options;
    const sound =
      Number.isInteger(batch_max) &&
      Number.isInteger(queue_max) &&
      Number.isInteger(repeats_max) &&
      batch_max >= 1 &&
      queue_max >= 1 &&
      repeats_max >= 0;
    if (!sound) {
      throw new RangeError(
        `Cannot make batcher ${name}: batch_max ${batch_max}, queue_max ${queue_max}, repeats_max ${repeats_max}`,
      );
    }
    this.#options = options;
    this.#repeats_max = repeats_max;
  }

  /** The number of waiting items. */
  get depth(): number {
    return this.#waiting.length;
  }

  /** Queues an item; settles with that item's own result or error. */
  submit(item: Item): Promise<Result> {
    const { name, queue_max } = this.#options;
    if (this.#stopped) return Promise.reject(new StoppedError(name));
    if (this.#waiting.length >= queue_max) {
      return Promise.reject(new QueueFullError(name, queue_max));
    }
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#waiting.push({ item, resolve, reject });
    this.#pumping ??= this.#pump();
    return promise;
  }

  /** Refuses new items and resolves once all submitted items are settled. Idempotent. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#pumping;
  }

  async #pump(): Promise<void> {
    // Wait one microtask, so that items submitted in the same turn share a batch.
    await null;
    while (this.#waiting.length > 0) {
      await this.#settle(this.#waiting.splice(0, this.#options.batch_max));
    }
    this.#pumping = undefined;
  }

  /** Settles every entry whatever happens: an open entry would hang its caller forever. */
  async #settle(entries: Entry<Item, Result>[]): Promise<void> {
    try {
      const failure = await this.#attempt(entries);
      if (failure === undefined) return;
      const worth_splitting = this.#options.split?.(failure.cause) ?? true;
      if (entries.length === 1 || !worth_splitting) {
        for (const entry of entries) entry.reject(failure.cause);
        return;
      }
      const middle = Math.ceil(entries.length / 2);
      await this.#settle(entries.slice(0, middle));
      await this.#settle(entries.slice(middle));
    } catch (error) {
      for (const entry of entries) entry.reject(error);
    }
  }

  /** Runs a batch, retrying where allowed; returns the error if it failed. */
  async #attempt(
    entries: Entry<Item, Result>[],
  ): Promise<{ cause: unknown } | undefined> {
    const options = this.#options;
    for (let repeats = 0; ; repeats++) {
      let outcomes: Outcome<Result>[];
      try {
        outcomes = await options.run(entries.map((entry) => entry.item));
      } catch (cause) {
        const again =
          repeats < this.#repeats_max && options.repeat?.(cause) === true;
        if (again) continue;
        return { cause };
      }
      this.#answer(entries, outcomes);
      return undefined;
    }
  }

  #answer(entries: Entry<Item, Result>[], outcomes: Outcome<Result>[]): void {
    if (outcomes.length !== entries.length) {
      throw new Error(
        `Cannot tell the results of ${this.#options.name} apart: ${entries.length} items, ${outcomes.length} outcomes`,
      );
    }
    for (const [index, outcome] of outcomes.entries()) {
      const entry = entries[index]!;
      if (outcome.ok) entry.resolve(outcome.value);
      else entry.reject(outcome.error);
    }
  }
}
