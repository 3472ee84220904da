import type { SyncAnswer } from "./sync_worker.ts";

/**
 * Syncs files in a dedicated thread. The shared pool of asynchronous calls has one thread per
 * processor: a few DNS look-ups or password hashes there would hold up every redirect.
 */
export class SyncThread {
  readonly #newWorker: () => Worker;
  /** Pending requests, answered in order. */
  #asking: PromiseWithResolvers<void>[] = [];
  #worker: Worker | undefined;
  #is_stopped = false;

  constructor(newWorker: () => Worker = syncWorker) {
    this.#newWorker = newWorker;
  }

  /** Starts the thread early, so that the first sync doesn't wait for it. */
  start(): void {
    this.#worker ??= this.#open();
  }

  /**
   * Flushes a file to disk; rejects if that or the thread fails, and the next call starts a new
   * thread.
   */
  sync(descriptor: number): Promise<void> {
    if (this.#is_stopped) {
      return Promise.reject(new Error("Cannot sync: the thread was stopped"));
    }
    const worker = (this.#worker ??= this.#open());
    const asking = Promise.withResolvers<void>();
    if (this.#asking.push(asking) === 1) worker.ref();
    worker.postMessage(descriptor);
    return asking.promise;
  }

  /** Stops the thread. */
  async stop(): Promise<void> {
    this.#is_stopped = true;
    const worker = this.#worker;
    if (worker === undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    worker.addEventListener("close", () => resolve());
    this.#fail(worker, "it was stopped");
    await promise;
  }

  #open(): Worker {
    const worker = this.#newWorker();
    worker.onmessage = ({ data }: MessageEvent<SyncAnswer>) => {
      const asking = this.#asking.shift();
      if (this.#asking.length === 0) worker.unref();
      if (data === null) asking?.resolve();
      else asking?.reject(Object.assign(new Error(data.message), data));
    };
    worker.onerror = ({ message }) => this.#fail(worker, message);
    worker.addEventListener("close", () => this.#fail(worker, "it ended"));
    // A pending sync keeps the process alive; an idle thread doesn't.
    worker.unref();
    return worker;
  }

  #fail(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    const asking = this.#asking;
    this.#asking = [];
    for (const { reject } of asking) {
      reject(new Error(`The thread of the journal's sync failed: ${reason}`));
    }
    worker.terminate();
  }
}

/** Resolved by file name, both from source and in the compiled binary. */
function syncWorker(): Worker {
  const url = new URL("./sync_worker.ts", import.meta.url);
  return new Worker(url, { smol: true });
}
