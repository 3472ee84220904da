import type {
  HashCost,
  PasswordAnswer,
  PasswordRequest,
} from "./password_worker.ts";
import { tooMany } from "./sign_in_throttle.ts";

/** Maximum queue length per lane; a hash takes about 100 ms, which bounds the wait. */
const WAITING_MAX = 16;
const RETRY_AFTER_S = 2;

/**
 * Queue lane: callers who signed in before go first, and strangers can't take
 * their places.
 */
export type Lane = "known" | "stranger";

interface Waiting {
  request: PasswordRequest;
  answered: PromiseWithResolvers<string | boolean>;
}

/** Hashes passwords one at a time in a worker thread. */
export class Passwords {
  readonly #cost: { cost?: HashCost };
  readonly #waiting: Record<Lane, Waiting[]> = { known: [], stranger: [] };
  #worker: Worker | undefined;
  #in_hand: Waiting | undefined;
  /**
   * Verified for unknown users, so that timing doesn't reveal whether a user
   * exists.
   */
  #stand_in: Promise<string> | undefined;

  /** Hashes at the library's cost, unless a test needs many users and no safe hash. */
  constructor(options: { cost?: HashCost } = {}) {
    this.#cost = options;
  }

  /** Returns a password's argon2id hash; throws `rate_limited` if the queue is full. */
  async hash(password: string): Promise<string> {
    return String(await this.#ask({ password, ...this.#cost }, "known"));
  }

  /**
   * Returns the hash of a new password, or null if it is easily guessed by someone who
   * knows those words.
   */
  async choose(
    password: string,
    words: readonly string[],
  ): Promise<string | null> {
    const hash = await this.#ask(
      { chosen: password, words, ...this.#cost },
      "known",
    );
    return hash === false ? null : String(hash);
  }

  /**
   * Returns whether a password is right. Without a hash it takes as long and
   * returns false. Throws `rate_limited` if the queue is full.
   */
  async verify(
    password: string,
    hash: string | undefined,
    lane: Lane,
  ): Promise<boolean> {
    const against = hash ?? (await this.#standIn());
    const is_right = await this.#ask({ password, hash: against }, lane);
    return is_right === true && hash !== undefined;
  }

  /** Terminates the worker and rejects pending requests. */
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
    // If it fails, the next call tries again.
    made.catch(() => (this.#stand_in = undefined));
    return await made;
  }

  #ask(request: PasswordRequest, lane: Lane): Promise<string | boolean> {
    const waiting = this.#waiting[lane];
    if (waiting.length >= WAITING_MAX) {
      const exceeded = { limit: WAITING_MAX, wait_s: RETRY_AFTER_S };
      return Promise.reject(tooMany(exceeded));
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
    const worker = passwordWorker();
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

/**
 * The worker's file is next to this one, or next to the program in the single
 * binary.
 */
function passwordWorker(): Worker {
  const url = new URL("./password_worker.ts", import.meta.url);
  return new Worker(url, { smol: true });
}
