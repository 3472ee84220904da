const HOUR_MS = 3_600_000;
const KEYS_MAX = 20_000;
const TIMES_MAX = 10_000;

/**
 * Counts the conversions of the last hour by key, in this process's memory: other
 * instances and earlier runs are not included. Bounded: the keys silent the longest are
 * dropped first.
 */
export class RecentRates {
  readonly #times = new Map<string, number[]>();

  /** Number added within the past hour. */
  inLastHour(key: string, now_ms: number): number {
    const times = this.#times.get(key);
    return times === undefined
      ? 0
      : times.filter((at) => at > now_ms - HOUR_MS).length;
  }

  /** Adds one; call it after the commit. */
  add(key: string, at_ms: number): void {
    const times = (this.#times.get(key) ?? []).filter(
      (at) => at > at_ms - HOUR_MS,
    );
    times.push(at_ms);
    if (times.length > TIMES_MAX) times.shift();
    this.#times.delete(key);
    this.#times.set(key, times);
    if (this.#times.size <= KEYS_MAX) return;
    for (const oldest of this.#times.keys()) {
      this.#times.delete(oldest);
      return;
    }
  }
}
