import { Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { TokenBuckets } from "./token_bucket.ts";
import type { BucketLimit } from "./token_bucket.ts";

/** Failures of one network, whatever accounts it tries. */
const NETWORK_LIMIT: BucketLimit = { capacity: 10, refill_ms: 90_000 };
/** Failures of one account, from whatever networks it has never been signed in from: 298 guesses a day at most. */
const ACCOUNT_LIMIT: BucketLimit = { capacity: 10, refill_ms: 300_000 };
/** Failures of all that are strangers. It also keeps anybody from flushing the other two limits with made-up keys. */
const OVERALL_LIMIT: BucketLimit = { capacity: 60, refill_ms: 1_000 };
/** Attempts of one account from a network that it was signed in from, right ones included, since each costs a hash. */
const KNOWN_LIMIT: BucketLimit = { capacity: 20, refill_ms: 10_000 };
const OVERALL = "";

/** Who tries to sign in. */
export interface Attempt {
  network: string;
  account: string;
  /** The account was signed in from this network before. */
  is_known: boolean;
}

/**
 * Slows down whoever guesses passwords. Nobody is ever locked out: each limit lets one more through after a while, and
 * where the account was signed in from before it does not feel what strangers try elsewhere.
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
   * Runs an attempt, which gives null where the password is wrong; throws `rate_limited` where there were too many of late.
   * An attempt counts as failed until it has gone well, so that many at once get no further than one after the other.
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

/** A refused attempt, and when to try again. */
export function tooMany(wait_ms: number): Problem {
  return new Problem(429, "rate_limited", "Too many sign-ins", {
    headers: { "retry-after": String(Math.ceil(wait_ms / 1000)) },
  });
}
