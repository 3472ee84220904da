/** A loop that every instance runs. */
export interface LoopDefinition {
  name: string;
  /** Interval without a nudge. */
  poll_ms: number;
  /** Does one bounded piece of work; returns true if there may be more at once. */
  runOnce(): Promise<boolean>;
}

export interface LoopOptions extends LoopDefinition {
  /**
   * Called with what `runOnce` threw, once per series of failures; the loop goes on
   * with growing delays.
   */
  failed(name: string, error: unknown): void;
}

/** Work that leaves nothing to do until the next poll. */
export function idle(work: () => Promise<unknown>): () => Promise<false> {
  return async () => {
    await work();
    return false;
  };
}

/** Maximum delay after failures, unless `poll_ms` is longer. */
const REST_MS_MAX = 5_000;

/**
 * Runs work repeatedly. `start` and `stop` may each be called twice; `stop` waits for
 * the work in progress.
 */
export class Loop {
  readonly #options: LoopOptions;
  #running: Promise<void> | undefined;
  #stopping = false;
  #nudged = false;
  #wake: (() => void) | undefined;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  /** Starts the loop unless it runs. */
  start(): void {
    if (this.#running !== undefined) return;
    this.#stopping = false;
    this.#running = this.#run();
  }

  /** Stops after the work in progress. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake?.();
    await this.#running;
    this.#running = undefined;
  }

  /** Wakes the loop, since there is work. */
  nudge(): void {
    this.#nudged = true;
    this.#wake?.();
  }

  async #run(): Promise<void> {
    const { name, poll_ms, runOnce, failed } = this.#options;
    let failures = 0;
    while (!this.#stopping) {
      this.#nudged = false;
      let has_more = false;
      try {
        has_more = await runOnce();
        failures = 0;
      } catch (error) {
        if (failures++ === 0) failed(name, error);
      }
      const factor = 2 ** Math.min(failures, 10);
      if (!has_more) {
        await this.#rest(
          failures === 0
            ? poll_ms
            : Math.max(poll_ms, Math.min(poll_ms * factor, REST_MS_MAX)),
        );
      }
    }
  }

  async #rest(rest_ms: number): Promise<void> {
    if (this.#nudged || this.#stopping) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, rest_ms);
    this.#wake = resolve;
    await promise;
    clearTimeout(timer);
    this.#wake = undefined;
  }
}
