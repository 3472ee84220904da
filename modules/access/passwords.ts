import type { PasswordAnswer, PasswordRequest } from "./password_worker.ts";
import { tooMany } from "./sign_in_throttle.ts";

/** A hash takes about a tenth of a second, so nobody waits much longer than this many of them. */
const WAITING_MAX = 16;
const RETRY_AFTER_MS = 2_000;

/** Who asks: those who have proved themselves before go first, and no stranger takes their room. */
export type Lane = "known" | "stranger";

interface Waiting {
  request: PasswordRequest;
  answered: PromiseWithResolvers<string | boolean>;
}

/** Hashes passwords, one at a time, in a thread of its own. */
export class Passwords {
  readonly #newWorker: () => Worker;
  readonly #waiting: Record<Lane, Waiting[]> = { known: [], stranger: [] };
  #worker: Worker | undefined;
  #in_hand: Waiting | undefined;
  /** Checked where there is no such user, so that the time tells nothing. */
  #stand_in: Promise<string> | undefined;

  constructor(newWorker: () => Worker = passwordWorker) {
    this.#newWorker = newWorker;
  }

  /** The argon2id hash of a password; `rate_limited` where too many wait. */
  async hash(password: string): Promise<string> {
    return String(await this.#ask({ password }, "known"));
  }

  /** Whether a password is right; without a hash it takes as long, and is not. `rate_limited` where too many wait. */
  async verify(
    password: string,
    hash: string | undefined,
    lane: Lane,
  ): Promise<boolean> {
    const against = hash ?? (await this.#standIn());
    const is_right = await this.#ask({ password, hash: against }, lane);
    return is_right === true && hash !== undefined;
  }

  /** Ends the thread; whoever still waits is told. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    worker.addEventListener("close", () => resolve());
    this.#fail(worker, "it was stopped");
    await promise;
  }

  async #standIn(): Promise<string> {
    const made = (this.#stand_in ??= this.hash(crypto.randomUUID()));
    // One that could not be made is made by the next.
    made.catch(() => (this.#stand_in = undefined));
    return await made;
  }

  #ask(request: PasswordRequest, lane: Lane): Promise<string | boolean> {
    const waiting = this.#waiting[lane];
    if (waiting.length >= WAITING_MAX) {
      return Promise.reject(tooMany(RETRY_AFTER_MS));
    }
    const answered = Promise.withResolvers<string | boolean>();
    waiting.push({ request, answered });
    this.#next();
    return answered.promise;
  }

  #next(): void {
    if (this.#in_hand !== undefined) return;
    const { known, stranger } = this.#waiting;
    const next = known.shift() ?? stranger.shift();
    if (next === undefined) return;
    const worker = (this.#worker ??= this.#start());
    this.#in_hand = next;
    worker.postMessage(next.request);
  }

  #start(): Worker {
    const worker = this.#newWorker();
    worker.onmessage = ({ data }: MessageEvent<PasswordAnswer>) => {
      const answered = this.#in_hand?.answered;
      this.#in_hand = undefined;
      if ("error" in data) answered?.reject(new Error(data.error));
      else answered?.resolve(data.result);
      this.#next();
    };
    worker.onerror = ({ message }) => this.#fail(worker, message);
    worker.addEventListener("close", () => this.#fail(worker, "it ended"));
    return worker;
  }

  #fail(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    const { known, stranger } = this.#waiting;
    const all = [this.#in_hand, ...known.splice(0), ...stranger.splice(0)];
    this.#in_hand = undefined;
    for (const waiting of all) {
      const message = `The thread that hashes passwords failed: ${reason}`;
      waiting?.answered.reject(new Error(message));
    }
    worker.terminate();
  }
}

/** Found by its name beside this file, and beside the program in the one binary. */
function passwordWorker(): Worker {
  const url = new URL("./password_worker.ts", import.meta.url);
  return new Worker(url, { smol: true });
}
