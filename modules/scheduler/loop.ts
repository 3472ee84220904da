/** What a loop runs, and how long it rests when there is nothing to do. */
export interface LoopOptions {
  name: string;
  /** Without a nudge it looks again after this time. */
  poll_ms: number;
  /** One bounded piece of work; true says that there may be more at once. */
  runOnce(): Promise<boolean>;
  /** Told of what `runOnce` threw, once for a row of failures; the loop goes on after a rest that grows. */
  failed(name: string, error: unknown): void;
}

/** The longest rest after failures, unless the loop polls less often than that anyway. */
const REST_MS_MAX = 5_000;

/** Runs a piece of work again and again. `start` and `stop` may each be called twice; `stop` waits. */
export class Loop {
  readonly #options: LoopOptions;
  #running: Promise<void> | undefined;
  #stopping = false;
  #nudged = false;
  #wake: (() => void) | undefined;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  /** What it is called. */
  get name(): string {
    return this.#options.name;
  }

  /** Begins, unless it has begun. */
  start(): void {
    if (this.#running !== undefined) return;
    this.#stopping = false;
    this.#running = this.#run();
  }

  /** Ends after the piece of work in hand. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake?.();
    await this.#running;
    this.#running = undefined;
  }

  /** There is work: look now rather than after the rest. */
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
