import { within } from "../../kernel/mod.ts";
import { Unreached } from "./outside.ts";

/** Limits of the look-ups under way. */
export interface LookupShareOptions {
  all_max: number;
  each_max: number;
  /** Look-ups of one source that may wait for another of it to end, and how long. */
  waiting_max: number;
  wait_ms: number;
}

interface Waiting {
  start(): void;
}

/** Divides look-ups among sources: the slow server of one holds up no other's. */
export class LookupShare {
  readonly #options: LookupShareOptions;
  readonly #running = new Map<number, number>();
  readonly #waiting = new Map<number, Waiting[]>();
  #all = 0;

  constructor(options: LookupShareOptions) {
    this.#options = options;
  }

  /** Runs a look-up of a source. Throws `Unreached` where it would wait too long. */
  async run<Value>(
    source_id: number,
    lookUp: () => Promise<Value>,
  ): Promise<Value> {
    await this.#enter(source_id);
    try {
      return await lookUp();
    } finally {
      this.#leave(source_id);
    }
  }

  async #enter(source_id: number): Promise<void> {
    if (this.#hasRoom(source_id)) return this.#take(source_id);
    const { waiting_max, wait_ms } = this.#options;
    const line = this.#waiting.get(source_id) ?? [];
    if (line.length >= waiting_max) throw busy();
    const { promise, resolve } = Promise.withResolvers<true>();
    const own = { start: () => resolve(true) };
    this.#waiting.set(source_id, [...line, own]);
    const has_begun = await within(wait_ms, promise, false);
    if (has_begun) return;
    const left = this.#waiting.get(source_id) ?? [];
    // Its turn may have come with the end of its time.
    if (!left.includes(own)) return;
    this.#keepLine(
      source_id,
      left.filter((one) => one !== own),
    );
    throw busy();
  }

  #hasRoom(source_id: number): boolean {
    const { all_max, each_max } = this.#options;
    const running = this.#running.get(source_id) ?? 0;
    return this.#all < all_max && running < each_max;
  }

  #take(source_id: number): void {
    this.#all++;
    this.#running.set(source_id, (this.#running.get(source_id) ?? 0) + 1);
  }

  #leave(source_id: number): void {
    this.#all--;
    const running = (this.#running.get(source_id) ?? 1) - 1;
    if (running === 0) this.#running.delete(source_id);
    else this.#running.set(source_id, running);
    for (const [id, [next, ...rest]] of this.#waiting) {
      if (next === undefined || !this.#hasRoom(id)) continue;
      this.#keepLine(id, rest);
      this.#take(id);
      next.start();
      return;
    }
  }

  /** A source that got its turn goes behind the others. */
  #keepLine(source_id: number, line: Waiting[]): void {
    this.#waiting.delete(source_id);
    if (line.length > 0) this.#waiting.set(source_id, line);
  }
}

function busy(): Unreached {
  return new Unreached("too many purchases are being looked up at once");
}
