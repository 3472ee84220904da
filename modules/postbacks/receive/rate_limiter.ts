const KEYS_MAX = 10_000;
const WAIT_SECONDS_MAX = 3600;
/** Levels are in thousandths, so that whole rates and milliseconds never need rounding. */
const COST = 1000;

interface Bucket {
  level: number;
  at_ms: number;
}

/** Limits each key to a number of postbacks per second, with a burst of one second's worth. */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();

  /** Takes one postback. Returns 0 if it may pass, else the seconds to wait, for `Retry-After`. */
  take(key: string, rate_per_second: number, now_ms: number): number {
    const burst = Math.max(1, rate_per_second) * COST;
    const known = this.#buckets.get(key);
    const bucket = known ?? { level: burst, at_ms: now_ms };
    const elapsed_ms = Math.max(0, now_ms - bucket.at_ms);
    const level = bucket.level + elapsed_ms * rate_per_second;
    bucket.level = Math.min(burst, level);
    bucket.at_ms = now_ms;
    this.#keep(key, bucket);
    if (bucket.level >= COST) {
      bucket.level -= COST;
      return 0;
    }
    const missing = (COST - bucket.level) / COST;
    const wait_seconds = Math.ceil(missing / rate_per_second);
    return Math.min(Math.max(1, wait_seconds), WAIT_SECONDS_MAX);
  }

  /** Evicts the key that was idle longest when there are too many: its bucket is the fullest. */
  #keep(key: string, bucket: Bucket): void {
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size <= KEYS_MAX) return;
    const quietest = this.#buckets.keys().next().value;
    if (quietest !== undefined) this.#buckets.delete(quietest);
  }
}
