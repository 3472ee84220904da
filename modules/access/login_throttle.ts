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

  /** Throws `rate_limited` where there were too many failures of late. */
  check(key: string): void {
    const entry = this.#failures.get(key);
    if (entry === undefined) return;
    const left_ms = entry.until - this.#clock.nowMs();
    if (left_ms <= 0) {
      this.#failures.delete(key);
    } else if (entry.count >= FAILURES_MAX) {
      throw new Problem(429, "rate_limited", "Too many failed sign-ins", {
        headers: { "retry-after": String(Math.ceil(left_ms / 1000)) },
      });
    }
  }

  /** Notes a failure. The oldest key goes when there are too many. */
  failed(key: string): void {
    const entry = this.#failures.get(key);
    const count = (entry?.count ?? 0) + 1;
    const until = entry?.until ?? this.#clock.nowMs() + WINDOW_MS;
    this.#failures.set(key, { count, until });
    if (this.#failures.size <= KEYS_MAX) return;
    const oldest = this.#failures.keys().next().value;
    if (oldest !== undefined) this.#failures.delete(oldest);
  }
}
