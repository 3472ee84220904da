import { Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";

const FAILURES_MAX = 10;
const WINDOW_MS = 15 * 60_000;
const KEYS_MAX = 10_000;

/** Slows down whoever guesses passwords: ten failures a quarter of an hour for an address. */
export class LoginThrottle {
  readonly #clock: Clock;
  readonly #failures = new Map<string, { count: number; until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Runs an attempt, which gives null where the password is wrong; throws
   * `rate_limited` where there were too many failures of late. An attempt counts
   * as failed until it has gone well, so that many at once get no further than
   * one after the other.
   */
  async guard<T>(
    key: string,
    attempt: () => Promise<T | null>,
  ): Promise<T | null> {
    const entry = this.#enter(key);
    let has_failed = false;
    try {
      const result = await attempt();
      has_failed = result === null;
      return result;
    } finally {
      if (!has_failed) entry.count -= 1;
    }
  }

  /** Counts an attempt. The oldest key goes when there are too many. */
  #enter(key: string): { count: number } {
    const now_ms = this.#clock.nowMs();
    const known = this.#failures.get(key);
    const is_over = known === undefined || known.until <= now_ms;
    const entry = is_over ? { count: 0, until: now_ms + WINDOW_MS } : known;
    if (entry.count >= FAILURES_MAX) {
      const left_ms = entry.until - now_ms;
      throw new Problem(429, "rate_limited", "Too many failed sign-ins", {
        headers: { "retry-after": String(Math.ceil(left_ms / 1000)) },
      });
    }
    entry.count += 1;
    if (is_over) this.#failures.delete(key);
    this.#failures.set(key, entry);
    const oldest = this.#failures.keys().next().value;
    if (this.#failures.size > KEYS_MAX && oldest !== undefined) {
      this.#failures.delete(oldest);
    }
    return entry;
  }
}
