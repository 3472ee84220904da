/**
 * A rate per second: each token comes back a second after it was taken, so that
 * no second, wherever it begins, sees more than the rate. No clock: the time is handed in.
 */
export class TokenBucket {
  #rate_per_second: number;
  /** When the tokens that are away were taken, oldest first. */
  #taken: number[] = [];

  constructor(rate_per_second: number) {
    this.#rate_per_second = rate_per_second;
  }

  /** Another rate from now on. */
  setRate(rate_per_second: number): void {
    this.#rate_per_second = rate_per_second;
  }

  /** How many may go now. */
  available(now_ms: number): number {
    // Where the clock was put back, what was taken then counts as taken now.
    if ((this.#taken.at(-1) ?? 0) > now_ms) {
      this.#taken = this.#taken.map((at_ms) => Math.min(at_ms, now_ms));
    }
    const first_away = this.#taken.findIndex((at_ms) => at_ms > now_ms - 1000);
    this.#taken.splice(0, first_away === -1 ? this.#taken.length : first_away);
    return Math.max(0, this.#rate_per_second - this.#taken.length);
  }

  /** One has gone. */
  take(now_ms: number): void {
    this.#taken.push(now_ms);
  }
}
