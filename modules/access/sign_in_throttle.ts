import {
  exceededHeaders,
  Limiter,
  Problem,
  retryAfterS,
} from "../kernel/mod.ts";
import type { Clock, Exceeded, Rate } from "../kernel/mod.ts";

/** Failures per network, whatever the account. */
const NETWORK_RATE: Rate = { at_once: 10, refill: 1, refill_ms: 90_000 };
/**
 * Failures per account from networks that it never signed in from: at most 298
 * guesses a day.
 */
const ACCOUNT_RATE: Rate = { at_once: 10, refill: 1, refill_ms: 300_000 };
/**
 * Failures of all strangers together. Also prevents flushing the other two limits
 * with made-up keys.
 */
const OVERALL_RATE: Rate = { at_once: 60, refill: 1, refill_ms: 1_000 };
/**
 * Attempts per account from a network that it signed in from, successful ones
 * included, as each costs a hash.
 */
const KNOWN_RATE: Rate = { at_once: 20, refill: 1, refill_ms: 10_000 };
const OVERALL = "";
const KEYS_MAX = 10_000;

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
  readonly #networks = new Limiter({ keys_max: KEYS_MAX });
  readonly #accounts = new Limiter({ keys_max: KEYS_MAX });
  readonly #overall = new Limiter({ keys_max: 1 });
  readonly #known = new Limiter({ keys_max: KEYS_MAX });

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
    const exceeded = limits
      .map(({ by, key, rate }) => ({
        limit: rate.at_once,
        wait_s: retryAfterS(by.waitMs(key, rate, now_ms)),
      }))
      .reduce((one, other) => (other.wait_s > one.wait_s ? other : one));
    if (exceeded.wait_s > 0) throw tooMany(exceeded);
    for (const { by, key, rate } of limits) by.take(key, rate, now_ms);
    const giveBack = () => {
      for (const { by, key, rate } of limits) by.giveBack(key, rate);
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
      const key = `${network} ${account}`;
      return [{ by: this.#known, key, rate: KNOWN_RATE }];
    }
    return [
      { by: this.#overall, key: OVERALL, rate: OVERALL_RATE },
      { by: this.#networks, key: network, rate: NETWORK_RATE },
      { by: this.#accounts, key: account, rate: ACCOUNT_RATE },
    ];
  }
}

/** The Problem for a refused attempt. */
export function tooMany(exceeded: Exceeded): Problem {
  return new Problem(429, "rate_limited", "Too many sign-in attempts", {
    headers: exceededHeaders(exceeded),
  });
}
