import type { Clock } from "../../modules/kernel/mod.ts";

/** A clock that follows another and can be advanced, so that hours pass at once. */
export class ForwardClock implements Clock {
  readonly #clock: Clock;
  #ahead_ms: number;

  constructor(clock: Clock, ahead_ms = 0) {
    this.#clock = clock;
    this.#ahead_ms = ahead_ms;
  }

  nowMs(): number {
    return this.#clock.nowMs() + this.#ahead_ms;
  }

  /** Advances it to a time; does nothing if that has passed. */
  moveTo(time_ms: number): void {
    this.#ahead_ms += Math.max(0, time_ms - this.nowMs());
  }
}
