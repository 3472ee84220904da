import { Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { TokenBuckets } from "./token_bucket.ts";
import type { BucketLimit } from "./token_bucket.ts";

/** Failures per network, whatever the account. */
const NETWORK_LIMIT: BucketLimit = { capacity: 10, refill_ms: 90_000 };
/**
 * Failures per account from networks that it never signed in from: at most 298
 * guesses a day.
 */
const ACCOUNT_LIMIT: BucketLimit = { capacity: 10, refill_ms: 300_000 };
/**
 * Failures of all strangers together. Also prevents flushing the other two limits
 * with made-up keys.
 */
const OVERALL_LIMIT: BucketLimit = { capacity: 60, refill_ms: 1_000 };
/**
 * Attempts per account from a network that it signed in from, successful ones
 * included, as each costs a hash.
 */
const KNOWN_LIMIT: BucketLimit = { capacity: 20, refill_ms: 10_000 };
const OVERALL = "";

/** An attempt to sign in. */
export interface Attempt {
  network: string;
  account: string;
  /** Whether the account signed in from this network before. */
  is_known: boolean;
}

/**
 * Slows down password guessing. Nobody is locked out: each limit allows another
 * attempt after a while, and strangers' attempts don't affect networks that the
 * account signed in from before.
 */
export class SignInThrottle {
  readonly #clock: Clock;
  readonly #networks = new TokenBuckets(NETWORK_LIMIT);
  readonly #accounts = new TokenBuckets(ACCOUNT_LIMIT);
  readonly #overall = new TokenBuckets(OVERALL_LIMIT);
  readonly #known = new TokenBuckets(KNOWN_LIMIT);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Runs an attempt, which returns null for a wrong password; throws
   * `rate_limited` after too many. An attempt counts as failed until it succeeds,
   * so that concurrent attempts get no more tries than sequential ones.
   */
  async guard<T>(
    attempt: Attempt,
    run: () => Promise<T | null>,
  ): Promise<T | null> {
    const now_ms = this.#clock.nowMs();
    const limits = this.#limitsOf(attempt);
    const wait_ms = Math.max(
      ...limits.map(({ buckets, key }) => buckets.waitMs(key, now_ms)),
    );
    if (wait_ms > 0) throw tooMany(wait_ms);
    for (const { buckets, key } of limits) buckets.take(key, now_ms);
    const giveBack = () => {
      for (const { buckets, key } of limits) buckets.giveBack(key);
    };
    try {
      const result = await run();
      if (result !== null && !attempt.is_known) giveBack();
      return result;
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  #limitsOf({ network, account, is_known }: Attempt) {
    if (is_known) {
      return [{ buckets: this.#known, key: `${network} ${account}` }];
    }
    return [
      { buckets: this.#overall, key: OVERALL },
      { buckets: this.#networks, key: network },
      { buckets: this.#accounts, key: account },
    ];
  }
}

/** The Problem for a refused attempt, with `Retry-After`. */
export function tooMany(wait_ms: number): Problem {
  return new Problem(429, "rate_limited", "Too many sign-ins", {
    headers: { "retry-after": String(Math.ceil(wait_ms / 1000)) },
  });
}
