const HOUR_MS = 3_600_000;
const KEYS_MAX = 20_000;
const TIMES_MAX = 10_000;

/**
 * How many conversions were recorded in the last hour, by key. It is this
 * process's memory: what another instance recorded, or this one before its start,
 * is not in it. Bounded: the keys that were silent longest go first.
 */
export class RecentRates {
  readonly #times = new Map<string, number[]>();

  /** How many were added within the hour before. */
  inLastHour(key: string, now_ms: number): number {
    const times = this.#times.get(key);
    return times === undefined
      ? 0
      : times.filter((at) => at > now_ms - HOUR_MS).length;
  }

  /** Adds one: call it once it is committed. */
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
