import { Thread } from "../rollups/mod.ts";
import type { BatchMaker, BatchRequest, DrainBatch } from "./drain_batch.ts";
import type { WorkerMessage, WorkerSetup } from "./drain_worker.ts";

export interface DrainThreadOptions {
  /** Called when something failed without which the thread goes on. */
  failed(what: string, error: unknown): void;
  newWorker?: () => Worker;
}

/** Makes the drain's batches in a separate thread, so that redirects don't wait for the work. */
export class DrainThread implements BatchMaker {
  readonly #thread: Thread<BatchRequest, DrainBatch>;

  constructor(
    setup: WorkerSetup,
    { failed, newWorker = drainWorker }: DrainThreadOptions,
  ) {
    this.#thread = new Thread("of the drain", () => {
      const worker = newWorker();
      worker.addEventListener(
        "message",
        ({ data }: MessageEvent<WorkerMessage>) => {
          if ("failed" in data) failed(data.failed.what, data.failed.error);
        },
      );
      worker.postMessage(setup);
      return worker;
    });
  }

  /**
   * Makes the batch of a stretch; rejects if the thread fails, and the next call starts a new one.
   */
  make(request: BatchRequest): Promise<DrainBatch> {
    return this.#thread.ask(request, [request.bytes.buffer as ArrayBuffer]);
  }

  stop(): Promise<void> {
    return this.#thread.stop();
  }
}

/** Resolved by file name, both from source and in the compiled binary. */
export function drainWorker(): Worker {
  const url = new URL("./drain_worker.ts", import.meta.url);
  return new Worker(url, { smol: true });
}
