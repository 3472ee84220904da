/** Capacity of a bucket, and the time to refill one token. */
export interface BucketLimit {
  capacity: number;
  refill_ms: number;
}

interface Bucket {
  taken: number;
  at_ms: number;
}

const KEYS_MAX = 10_000;

/** Token buckets by key, refilled evenly. */
export class TokenBuckets {
  readonly #limit: BucketLimit;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limit: BucketLimit) {
    this.#limit = limit;
  }

  /** Returns the milliseconds until a token is available; 0 if one is now. */
  waitMs(key: string, now_ms: number): number {
    const over = this.#taken(key, now_ms) + 1 - this.#limit.capacity;
    return over <= 0 ? 0 : Math.ceil(over * this.#limit.refill_ms);
  }

  /** Takes a token. Evicts the least recently used key if there are too many. */
  take(key: string, now_ms: number): void {
    const taken = this.#taken(key, now_ms) + 1;
    this.#buckets.delete(key);
    this.#buckets.set(key, { taken, at_ms: now_ms });
    const oldest = this.#buckets.keys().next().value;
    if (this.#buckets.size > KEYS_MAX && oldest !== undefined) {
      this.#buckets.delete(oldest);
    }
  }

  /** Returns a token. */
  giveBack(key: string): void {
    const bucket = this.#buckets.get(key);
    if (bucket !== undefined) bucket.taken = Math.max(0, bucket.taken - 1);
  }

  #taken(key: string, now_ms: number): number {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return 0;
    // Ignore a clock that was set back.
    const elapsed_ms = Math.max(0, now_ms - bucket.at_ms);
    return Math.max(0, bucket.taken - elapsed_ms / this.#limit.refill_ms);
  }
}
