import { ticksMs, within } from "../modules/kernel/mod.ts";

/** How long a step may still take once the stop is hurried. */
const HURRIED_MS = 500;

/** How long one step of a stop may take. */
export interface StepLimits {
  /** Leaves this much of the time to later steps. */
  leaves_ms?: number;
  /** The step gets this long even where the time is over, as far as the reserve of all lasts. */
  least_ms?: number;
}

/** Time as steps measure and wait it. */
export interface StepTime {
  ticksMs(): number;
  within: typeof within;
}

/** The steps of a stop, which share one deadline: none of them keeps the process from ending. */
export class StopSteps {
  readonly #log: (line: string) => void;
  readonly #failed: (what: string, error: unknown) => void;
  readonly #time: StepTime;
  readonly #reserve_ms: number;
  #ends_at: number;
  /** No step is waited for after this. */
  #last_at: number;
  #is_hurried = false;
  #hurried = Promise.withResolvers<void>();

  constructor(deps: {
    within_ms: number;
    /** The time after that, for steps with a least time together. */
    reserve_ms: number;
    time?: StepTime;
    log(line: string): void;
    failed(what: string, error: unknown): void;
  }) {
    this.#log = deps.log;
    this.#failed = deps.failed;
    this.#time = deps.time ?? { ticksMs, within };
    this.#reserve_ms = deps.reserve_ms;
    this.#ends_at = this.#time.ticksMs() + deps.within_ms;
    this.#last_at = this.#ends_at + deps.reserve_ms;
  }

  /** The milliseconds until the deadline; 0 once it has passed. */
  get left_ms(): number {
    return Math.max(0, this.#ends_at - this.#time.ticksMs());
  }

  /** Brings the deadline near, for the steps in progress too. */
  hurry(): void {
    if (this.#is_hurried) return;
    this.#is_hurried = true;
    const hurried_at = this.#time.ticksMs() + HURRIED_MS;
    this.#ends_at = Math.min(this.#ends_at, hurried_at);
    this.#last_at = Math.min(this.#last_at, this.#ends_at + this.#reserve_ms);
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
    const began_at = this.#time.ticksMs();
    const done = Promise.try(work).then(
      () => true,
      (error: unknown) => {
        this.#failed(`stopping: ${what}`, error);
        return true;
      },
    );
    const is_done = await this.#within(began_at, done, limits);
    if (!is_done && !this.#is_hurried) {
      const waited_ms = Math.round(this.#time.ticksMs() - began_at);
      this.#log(`Stopping without waiting longer for ${what}: ${waited_ms} ms`);
    }
    return is_done;
  }

  async #within(
    began_at: number,
    done: Promise<boolean>,
    { leaves_ms = 0, least_ms = 0 }: StepLimits,
  ): Promise<boolean> {
    const wait = async <Value>(promise: Promise<Value>, wait_ms: number) =>
      await this.#time.within(wait_ms, promise, false as const);
    /** Until the step's end, where it has its least time from some moment on. */
    const leftMs = (least_from: number) => {
      const now = this.#time.ticksMs();
      const least_at = Math.min(least_from + least_ms, this.#last_at);
      return Math.max(0, this.#ends_at - leaves_ms - now, least_at - now);
    };
    if (this.#is_hurried) return await wait(done, leftMs(began_at));
    const hurried = this.#hurried.promise.then(() => null);
    const first = await wait(Promise.race([done, hurried]), leftMs(began_at));
    return first ?? (await wait(done, leftMs(this.#time.ticksMs())));
  }
}
