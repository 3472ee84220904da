import { leftProblem } from "./left_problem.ts";
import { Problem } from "../kernel/mod.ts";

export interface TurnLimits {
  at_once: number;
  /** Of one who asks. */
  of_one_max: number;
  waiting_max: number;
  waiting_of_one_max: number;
}

interface Waiting {
  whose: string;
  pass(): void;
}

/**
 * Lets so many pass at a time. Of those who wait, who has fewest under way comes first, then who
 * came first; one too many is refused.
 */
export class Turns {
  readonly #limits: TurnLimits;
  readonly #waiting = new Set<Waiting>();
  /** How many are under way of each who asks. */
  readonly #running = new Map<string, number>();
  #free: number;

  constructor(limits: TurnLimits) {
    this.#limits = limits;
    this.#free = limits.at_once;
  }

  /** Waits for a turn, unless whose it is leaves before; returns what ends it. */
  async take(whose: string, signal: AbortSignal): Promise<() => void> {
    if (this.#free > 0 && this.#mayPass(whose)) this.#begin(whose);
    else await this.#wait(whose, signal);
    let is_over = false;
    return () => {
      if (is_over) return;
      is_over = true;
      this.#end(whose);
    };
  }

  #mayPass(whose: string): boolean {
    return this.#runningOf(whose) < this.#limits.of_one_max;
  }

  #runningOf(whose: string): number {
    return this.#running.get(whose) ?? 0;
  }

  #begin(whose: string): void {
    this.#free--;
    this.#running.set(whose, this.#runningOf(whose) + 1);
  }

  #end(whose: string): void {
    this.#free++;
    const left = this.#runningOf(whose) - 1;
    if (left === 0) this.#running.delete(whose);
    else this.#running.set(whose, left);
    const next = this.#next();
    if (next === undefined) return;
    this.#waiting.delete(next);
    this.#begin(next.whose);
    next.pass();
  }

  #next(): Waiting | undefined {
    const able = [...this.#waiting].filter(({ whose }) => this.#mayPass(whose));
    const fewest = Math.min(...able.map(({ whose }) => this.#runningOf(whose)));
    return able.find(({ whose }) => this.#runningOf(whose) === fewest);
  }

  async #wait(whose: string, signal: AbortSignal): Promise<void> {
    const { waiting_max, waiting_of_one_max } = this.#limits;
    const own = [...this.#waiting].filter((one) => one.whose === whose);
    if (own.length >= waiting_of_one_max) {
      throw unavailable(
        `You have ${own.length} reports waiting: ask again when some are answered`,
      );
    }
    if (this.#waiting.size >= waiting_max) {
      throw unavailable(
        "Too many reports are asked for at once: try again later",
      );
    }
    const turn = Promise.withResolvers<void>();
    const waiting = { whose, pass: turn.resolve };
    const leave = () => {
      if (this.#waiting.delete(waiting)) turn.reject(leftProblem());
    };
    this.#waiting.add(waiting);
    signal.addEventListener("abort", leave);
    if (signal.aborted) leave();
    await turn.promise.finally(() =>
      signal.removeEventListener("abort", leave),
    );
  }
}

function unavailable(detail: string): Problem {
  return new Problem(503, "unavailable", detail);
}
