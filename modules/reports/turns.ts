import { Problem } from "../kernel/mod.ts";

/** Lets so many pass at a time; others wait in order, and one too many is refused. */
export class Turns {
  readonly #waiting_max: number;
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(limits: { at_once: number; waiting_max: number }) {
    this.#free = limits.at_once;
    this.#waiting_max = limits.waiting_max;
  }

  /** Waits for a turn; returns what ends it. */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else await this.#wait();
    let is_over = false;
    return () => {
      if (is_over) return;
      is_over = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    };
  }

  async #wait(): Promise<void> {
    if (this.#waiting.length >= this.#waiting_max) {
      const detail = "Too many reports are asked for at once: try again later";
      throw new Problem(503, "unavailable", detail);
    }
    const turn = Promise.withResolvers<void>();
    this.#waiting.push(turn.resolve);
    await turn.promise;
  }
}
