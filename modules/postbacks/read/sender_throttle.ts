import { networkOf } from "../../kernel/mod.ts";

const FAILURES_MAX = 20;
const REFILL_MS = 3000;
const ADDRESSES_MAX = 50_000;

interface Failures {
  count: number;
  at_ms: number;
}

/**
 * Slows floods of bad proofs before they cost work: twenty failures at once, then one per three
 * seconds. Successes clear nothing, or a forger with one valid sender at its address could
 * continue forever.
 */
export class SenderThrottle {
  readonly #failures = new Map<string, Failures>();

  /** Seconds that an address has to wait; 0 if none. */
  blockedFor(ip: string, now_ms: number): number {
    if (this.#failures.size === 0) return 0;
    const key = networkOf(ip);
    const failures = this.#failures.get(key);
    if (failures === undefined) return 0;
    // If the clock stepped back, the sender would be held until it has caught up.
    failures.at_ms = Math.min(failures.at_ms, now_ms);
    const count = countAt(failures, now_ms);
    if (count <= 0) this.#failures.delete(key);
    const over = count - (FAILURES_MAX - 1);
    return over <= 0 ? 0 : Math.ceil((over * REFILL_MS) / 1000);
  }

  /**
   * Counts a bad proof. Evicts the address whose last failure is oldest when there are too
   * many.
   */
  failed(ip: string, now_ms: number): void {
    const key = networkOf(ip);
    const known = this.#failures.get(key);
    const before = known === undefined ? 0 : countAt(known, now_ms);
    // Requests in progress when the block began must not extend it beyond one refill.
    const count = Math.min(before + 1, FAILURES_MAX);
    this.#failures.delete(key);
    this.#failures.set(key, {
      count,
      at_ms: now_ms,
    });
    if (this.#failures.size <= ADDRESSES_MAX) return;
    const oldest = this.#failures.keys().next().value;
    if (oldest !== undefined) this.#failures.delete(oldest);
  }
}

function countAt(failures: Failures, now_ms: number): number {
  const elapsed_ms = Math.max(0, now_ms - failures.at_ms);
  return Math.max(0, failures.count - elapsed_ms / REFILL_MS);
}
