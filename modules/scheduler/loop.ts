/** What a loop runs, and how long it rests when there is nothing to do. */
export interface LoopOptions {
  name: string;
  /** Without a nudge it looks again after this time. */
  poll_ms: number;
  /** One bounded piece of work; true says that there may be more at once. */
  runOnce(): Promise<boolean>;
  /** Told of what `runOnce` threw; the loop goes on after its rest. */
  failed(name: string, error: unknown): void;
}

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
    while (!this.#stopping) {
      this.#nudged = false;
      let has_more = false;
      try {
        has_more = await this.#options.runOnce();
      } catch (error) {
        this.#options.failed(this.#options.name, error);
      }
      if (!has_more) await this.#rest();
    }
  }

  async #rest(): Promise<void> {
    if (this.#nudged || this.#stopping) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#options.poll_ms);
    this.#wake = resolve;
    await promise;
    clearTimeout(timer);
    this.#wake = undefined;
  }
}
