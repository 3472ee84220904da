/** A thread's answer to a request; after a fatal error it can't go on. */
export type ThreadAnswer<Answer> =
  { answer: Answer } | { error: string } | { fatal: string };

/** A request that the thread can't do; it goes on. */
export class RefusedRequest extends Error {}

/**
 * A separate thread that answers requests in order, so that redirects don't wait for the work.
 * Started on first use, and anew after it failed.
 */
export class Thread<Request, Answer> {
  readonly #name: string;
  readonly #newWorker: () => Worker;
  #asking: PromiseWithResolvers<Answer>[] = [];
  #worker: Worker | undefined;

  constructor(name: string, newWorker: () => Worker) {
    this.#name = name;
    this.#newWorker = newWorker;
  }

  /** The answer to a request, whose buffers it takes; rejects if the thread fails. */
  ask(request: Request, buffers: ArrayBuffer[] = []): Promise<Answer> {
    const worker = (this.#worker ??= this.#start());
    worker.postMessage(request, buffers);
    const asking = Promise.withResolvers<Answer>();
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
    worker.onmessage = ({ data }: MessageEvent<ThreadAnswer<Answer>>) => {
      // Others are for who started the worker.
      if ("fatal" in data) this.#fail(worker, data.fatal);
      else if ("error" in data) {
        this.#asking.shift()?.reject(new RefusedRequest(data.error));
      } else if ("answer" in data) this.#asking.shift()?.resolve(data.answer);
    };
    worker.onerror = ({ message }) => this.#fail(worker, message);
    worker.addEventListener("close", () => this.#fail(worker, "it ended"));
    return worker;
  }

  #fail(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    const asking = this.#asking;
    this.#asking = [];
    for (const { reject } of asking) {
      reject(new Error(`The thread ${this.#name} failed: ${reason}`));
    }
    worker.terminate();
  }
}
