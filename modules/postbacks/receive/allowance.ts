const KEYS_MAX = 50_000;
const WAIT_SECONDS_MAX = 3600;

/** Burst size and refill rate. */
export interface AllowanceOptions {
  at_once: number;
  per_second: number;
  /** Maximum number of keys to remember. */
  keys_max?: number;
}

interface Level {
  left: number;
  at_ms: number;
}

/** Token bucket per key. */
export class Allowance {
  readonly #options: AllowanceOptions;
  readonly #levels = new Map<string, Level>();

  constructor(options: AllowanceOptions) {
    this.#options = options;
  }

  /** Takes a cost. Returns 0 on success, else the seconds to wait, for `Retry-After`. */
  take(key: string, cost: number, now_ms: number): number {
    const { at_once, per_second } = this.#options;
    const level = this.#levels.get(key) ?? { left: at_once, at_ms: now_ms };
    const elapsed_ms = Math.max(0, now_ms - level.at_ms);
    level.left = Math.min(
      at_once,
      level.left + (elapsed_ms * per_second) / 1000,
    );
    level.at_ms = now_ms;
    this.#keep(key, level);
    const asked = Math.min(cost, at_once);
    if (level.left >= asked) {
      level.left -= asked;
      return 0;
    }
    const wait_seconds = Math.ceil((asked - level.left) / per_second);
    return Math.min(Math.max(1, wait_seconds), WAIT_SECONDS_MAX);
  }

  /** Evicts the key that was idle longest when there are too many: it has refilled the most. */
  #keep(key: string, level: Level): void {
    this.#levels.delete(key);
    this.#levels.set(key, level);
    if (this.#levels.size <= (this.#options.keys_max ?? KEYS_MAX)) return;
    const quietest = this.#levels.keys().next().value;
    if (quietest !== undefined) this.#levels.delete(quietest);
  }
}
