import { ticksMs } from "../modules/kernel/mod.ts";

/** How long a step may still take once the stop is hurried. */
const HURRIED_MS = 500;

/** How long one step of a stop may take. */
export interface StepLimits {
  /** Leaves this much of the time to later steps. */
  leaves_ms?: number;
  /** The step gets this long even where the time is over. */
  least_ms?: number;
}

/** The steps of a stop, which share one deadline: none of them keeps the process from ending. */
export class StopSteps {
  readonly #log: (line: string) => void;
  readonly #failed: (what: string, error: unknown) => void;
  #ends_at: number;
  #is_hurried = false;
  #hurried = Promise.withResolvers<void>();

  constructor(deps: {
    within_ms: number;
    log(line: string): void;
    failed(what: string, error: unknown): void;
  }) {
    this.#log = deps.log;
    this.#failed = deps.failed;
    this.#ends_at = ticksMs() + deps.within_ms;
  }

  /** The milliseconds until the deadline; 0 once it has passed. */
  get left_ms(): number {
    return Math.max(0, this.#ends_at - ticksMs());
  }

  /** Brings the deadline near, for the steps in progress too. */
  hurry(): void {
    if (this.#is_hurried) return;
    this.#is_hurried = true;
    this.#ends_at = Math.min(this.#ends_at, ticksMs() + HURRIED_MS);
    this.#hurried.resolve();
  }

  /**
   * Waits for a step until the deadline; returns whether it finished. What it throws is logged, and
   * a step that takes too long is left to end with the process.
   */
  async run(
    what: string,
    work: () => Promise<unknown>,
    limits: StepLimits = {},
  ): Promise<boolean> {
    const began_at = ticksMs();
    const done = Promise.try(work).then(
      () => true,
      (error: unknown) => {
        this.#failed(`stopping: ${what}`, error);
        return true;
      },
    );
    const is_done = await this.#within(began_at, done, limits);
    if (!is_done && !this.#is_hurried) {
      const waited_ms = Math.round(ticksMs() - began_at);
      this.#log(`Stopping without waiting longer for ${what}: ${waited_ms} ms`);
    }
    return is_done;
  }

  async #within(
    began_at: number,
    done: Promise<boolean>,
    { leaves_ms = 0, least_ms = 0 }: StepLimits,
  ): Promise<boolean> {
    const leftMs = () => {
      const left_ms = this.#ends_at - ticksMs() - leaves_ms;
      return Math.max(0, left_ms, began_at + least_ms - ticksMs());
    };
    if (this.#is_hurried) return await raceOf(done, leftMs());
    const hurried = this.#hurried.promise.then(() => null);
    const first = await raceOf(Promise.race([done, hurried]), leftMs());
    return first ?? (await raceOf(done, Math.max(leftMs(), least_ms)));
  }
}

/** The value of a promise; false if it takes longer. */
async function raceOf<T>(
  promise: Promise<T>,
  timeout_ms: number,
): Promise<T | false> {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(() => late.resolve(false), timeout_ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
