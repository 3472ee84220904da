import type { BatchMaker, BatchRequest, DrainBatch } from "./drain_batch.ts";
import type { WorkerAnswer, WorkerSetup } from "./drain_worker.ts";

/** Makes the drain's batches in a thread of its own, so that no redirect waits for the work; started when first asked. */
export class DrainThread implements BatchMaker {
  readonly #setup: WorkerSetup;
  readonly #newWorker: () => Worker;
  /** Those who asked; answered in their order. */
  #asking: PromiseWithResolvers<DrainBatch>[] = [];
  #worker: Worker | undefined;

  constructor(setup: WorkerSetup, newWorker: () => Worker = drainWorker) {
    this.#setup = setup;
    this.#newWorker = newWorker;
  }

  /** The batch of a stretch; rejects where the thread fails, and the next one who asks has a new one. */
  make(request: BatchRequest): Promise<DrainBatch> {
    const worker = (this.#worker ??= this.#start());
    worker.postMessage(request, [request.bytes.buffer as ArrayBuffer]);
    const asking = Promise.withResolvers<DrainBatch>();
    this.#asking.push(asking);
    return asking.promise;
  }

  /** Ends the thread. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    worker.addEventListener("close", () => resolve());
    this.#fail(worker, "it was stopped");
    await promise;
  }

  #start(): Worker {
    const worker = this.#newWorker();
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      if ("error" in data) this.#fail(worker, data.error);
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

/** Found by its name beside this file, and beside the program in the one binary. */
export function drainWorker(): Worker {
  const url = new URL("./drain_worker.ts", import.meta.url);
  return new Worker(url, { smol: true });
}
