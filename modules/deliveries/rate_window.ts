/**
 * A limit per second for a receiver: each place returns one second after it was taken, so that
 * no window of one second exceeds the rate, as a bucket's first one would. Has no clock: the
 * time is passed in.
 */
export class RateWindow {
  #rate_per_second: number;
  /** When the outstanding places were taken, oldest first. */
  #taken: number[] = [];

  constructor(rate_per_second: number) {
    this.#rate_per_second = rate_per_second;
  }

  /** Changes the rate from now on. */
  setRate(rate_per_second: number): void {
    this.#rate_per_second = rate_per_second;
  }

  /** How many may be sent now. */
  available(now_ms: number): number {
    // If the clock was set back, earlier sends count as sent now.
    if ((this.#taken.at(-1) ?? 0) > now_ms) {
      this.#taken = this.#taken.map((at_ms) => Math.min(at_ms, now_ms));
    }
    const first_away = this.#taken.findIndex((at_ms) => at_ms > now_ms - 1000);
    this.#taken.splice(0, first_away === -1 ? this.#taken.length : first_away);
    return Math.max(0, this.#rate_per_second - this.#taken.length);
  }

  /** Registers one as sent. */
  take(now_ms: number): void {
    this.#taken.push(now_ms);
  }
}
