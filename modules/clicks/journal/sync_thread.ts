import type { SyncAnswer } from "./sync_worker.ts";

/**
 * Syncs files in a thread of its own. The pool that asynchronous calls share is as
 * wide as the machine has processors: a few look-ups of names or password hashes
 * there would hold up every redirect.
 */
export class SyncThread {
  readonly #newWorker: () => Worker;
  /** Those who asked; answered in their order. */
  #asking: PromiseWithResolvers<void>[] = [];
  #worker: Worker | undefined;
  #is_stopped = false;

  constructor(newWorker: () => Worker = syncWorker) {
    this.#newWorker = newWorker;
  }

  /** Starts the thread, so that the first sync need not wait for it. */
  start(): void {
    this.#worker ??= this.#open();
  }

  /** Brings what was written to a file to the disk; rejects where that or the thread fails, and the next one has a new thread. */
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

  /** Ends the thread. */
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
    // A sync under way keeps the process alive; an idle thread doesn't.
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

/** Found by its name beside this file, and beside the program in the one binary. */
function syncWorker(): Worker {
  const url = new URL("./sync_worker.ts", import.meta.url);
  return new Worker(url, { smol: true });
}
