import type { BatchMaker, BatchRequest, DrainBatch } from "./drain_batch.ts";
import type { WorkerAnswer, WorkerSetup } from "./drain_worker.ts";

export interface DrainThreadOptions {
  /** Called when something failed without which the thread goes on. */
  failed(what: string, error: unknown): void;
  newWorker?: () => Worker;
}

/**
 * Makes the drain's batches in a separate thread, so that redirects don't wait for the work.
 * Started on first use.
 */
export class DrainThread implements BatchMaker {
  readonly #setup: WorkerSetup;
  readonly #options: DrainThreadOptions;
  /** Pending requests, answered in order. */
  #asking: PromiseWithResolvers<DrainBatch>[] = [];
  #worker: Worker | undefined;

  constructor(setup: WorkerSetup, options: DrainThreadOptions) {
    this.#setup = setup;
    this.#options = options;
  }

  /**
   * Makes the batch of a stretch; rejects if the thread fails, and the next call starts a new one.
   */
  make(request: BatchRequest): Promise<DrainBatch> {
    const worker = (this.#worker ??= this.#start());
    worker.postMessage(request, [request.bytes.buffer as ArrayBuffer]);
    const asking = Promise.withResolvers<DrainBatch>();
    this.#asking.push(asking);
    return asking.promise;
  }

  /** Stops the thread. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    worker.addEventListener("close", () => resolve());
    this.#fail(worker, "it was stopped");
    await promise;
  }

  #start(): Worker {
    const { failed, newWorker = drainWorker } = this.#options;
    const worker = newWorker();
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      if ("failed" in data) failed(data.failed.what, data.failed.error);
      else if ("error" in data) this.#fail(worker, data.error);
      else this.#asking.shift()?.resolve(data.batch);
    };
    worker.onerror = ({ message }) => this.#fail(worker, message);
    worker.addEventListener("close", () => this.#fail(worker, "it ended"));
    worker.postMessage(this.#setup);
    return worker;
  }

  #fail(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    const asking = this.#asking;
    this.#asking = [];
    for (const { reject } of asking) {
      reject(new Error(`The thread of the drain failed: ${reason}`));
    }
    worker.terminate();
  }
}

/** Resolved by file name, both from source and in the compiled binary. */
export function drainWorker(): Worker {
  const url = new URL("./drain_worker.ts", import.meta.url);
  return new Worker(url, { smol: true });
}
