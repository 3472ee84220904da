import { QueueFullError, StoppedError } from "../../kernel/mod.ts";

/** Runs the items of one lane in order. */
export interface Lane<Item, Result> {
  submit(item: Item): Promise<Result>;
  stop(): Promise<void>;
}

/** The lanes and their limits. */
export interface LanesOptions<Item, Result> {
  /** Used in error messages. */
  name: string;
  lanes: readonly Lane<Item, Result>[];
  /** The keys an item touches. Items that share a key run in arrival order. */
  keysOf(item: Item): readonly string[];
  /** Maximum number of items that may wait for keys held by several lanes. */
  waiting_max: number;
}

interface Waiting {
  keys: readonly string[];
  start(lane: number): void;
}

/**
 * Parallel lanes, so that one batch can be judged while another is written. An item that shares
 * a key with one in progress goes into the same lane, behind it. If its keys are in progress in
 * several lanes, it waits until all lanes are empty, and so does everything after it. That
 * keeps the order, and is rare.
 */
export class Lanes<Item, Result> {
  readonly #options: LanesOptions<Item, Result>;
  readonly #loads: number[];
  readonly #held = new Map<string, { lane: number; count: number }>();
  #waiting: Waiting[] = [];
  #stopped: PromiseWithResolvers<void> | undefined;

  constructor(options: LanesOptions<Item, Result>) {
    this.#options = options;
    this.#loads = options.lanes.map(() => 0);
  }

  /** Submits an item; settles with that item's own result or error. */
  submit(item: Item): Promise<Result> {
    const { name, waiting_max, keysOf } = this.#options;
    if (this.#stopped !== undefined) {
      return Promise.reject(new StoppedError(name));
    }
    const keys = keysOf(item);
    const lane = this.#waiting.length > 0 ? null : this.#laneFor(keys);
    if (lane !== null) return this.#run(item, keys, lane);
    if (this.#waiting.length >= waiting_max) {
      return Promise.reject(new QueueFullError(name, waiting_max));
    }
    const { promise, resolve } = Promise.withResolvers<Result>();
    this.#waiting.push({
      keys,
      start: (free) => resolve(this.#run(item, keys, free)),
    });
    return promise;
  }

  /** Rejects new items and resolves once everything submitted is settled. Idempotent. */
  async stop(): Promise<void> {
    this.#stopped ??= Promise.withResolvers<void>();
    if (this.#isEmpty()) this.#stopped.resolve();
    await this.#stopped.promise;
    await Promise.all(this.#options.lanes.map((lane) => lane.stop()));
  }

  /**
   * Picks the lane that holds one of the keys, else the least loaded one; null if several hold
   * keys.
   */
  #laneFor(keys: readonly string[]): number | null {
    let lane: number | null = null;
    for (const key of keys) {
      const held = this.#held.get(key);
      if (held === undefined || held.lane === lane) continue;
      if (lane !== null) return null;
      ({ lane } = held);
    }
    return lane ?? this.#loads.indexOf(Math.min(...this.#loads));
  }

  async #run(
    item: Item,
    keys: readonly string[],
    lane: number,
  ): Promise<Result> {
    const runner = this.#options.lanes[lane];
    if (runner === undefined) throw new RangeError(`There is no lane ${lane}`);
    this.#note(keys, lane, 1);
    try {
      return await runner.submit(item);
    } finally {
      this.#note(keys, lane, -1);
      if (this.#isEmpty()) this.#goOn();
    }
  }

  #note(keys: readonly string[], lane: number, by: 1 | -1): void {
    this.#loads[lane] = (this.#loads[lane] ?? 0) + by;
    for (const key of keys) {
      const held = this.#held.get(key);
      const count = (held?.count ?? 0) + by;
      if (count === 0) this.#held.delete(key);
      else if (held === undefined) this.#held.set(key, { lane, count });
      else held.count = count;
    }
  }

  #isEmpty(): boolean {
    return this.#loads.every((load) => load === 0);
  }

  /** Starts waiting items, up to the next one that has to keep waiting. */
  #goOn(): void {
    let started = 0;
    for (const { keys, start } of this.#waiting) {
      const lane = this.#laneFor(keys);
      if (lane === null) break;
      start(lane);
      started++;
    }
    this.#waiting.splice(0, started);
    if (started === 0) this.#stopped?.resolve();
  }
}
