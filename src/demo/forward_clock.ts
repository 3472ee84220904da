import type { Clock } from "../../modules/kernel/mod.ts";

/** A clock that runs as another one does, and can be moved forward: waits of hours pass at once. */
export class ForwardClock implements Clock {
  readonly #clock: Clock;
  #ahead_ms = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  nowMs(): number {
    return this.#clock.nowMs() + this.#ahead_ms;
  }

  /** Moves it to a time; one that has passed changes nothing. */
  moveTo(time_ms: number): void {
    this.#ahead_ms += Math.max(0, time_ms - this.nowMs());
  }
}
