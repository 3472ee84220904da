/** How many may pass at once, and how many come back in which time. */
export interface Rate {
  at_once: number;
  /** That many come back evenly in `refill_ms`; 0: none ever does. */
  refill: number;
  refill_ms: number;
}

/**
 * The remaining allowance of a key, in `1 / refill_ms`: with whole milliseconds and refills nothing
 * is ever rounded.
 */
interface Level {
  left: number;
  at_ms: number;
}

const RETRY_AFTER_S_MAX = 3600;

/**
 * Token buckets by key. Of too many keys the one used longest ago is forgotten: it has refilled
 * the most. Has no clock; one that steps back gives nothing away and holds nobody for long.
 */
export class Limiter {
  readonly #keys_max: number;
  readonly #levels = new Map<string, Level>();

  constructor({ keys_max }: { keys_max: number }) {
    this.#keys_max = keys_max;
  }

  /** Milliseconds until one may pass; 0 if now. Takes nothing. */
  waitMs(key: string, rate: Rate, now_ms: number): number {
    const level = this.#levels.get(key);
    if (level === undefined) return 0;
    refill(level, rate, now_ms);
    return missingMs(level, rate, 1);
  }

  /**
   * Takes what one costs, at most a full bucket. Returns 0 if it may pass, else the
   * milliseconds to wait: then nothing is taken.
   */
  take(key: string, rate: Rate, now_ms: number, cost = 1): number {
    const level = this.#use(key, rate, now_ms);
    const taken = Math.min(cost, rate.at_once);
    const wait_ms = missingMs(level, rate, taken);
    if (wait_ms === 0) level.left -= taken * rate.refill_ms;
    return wait_ms;
  }

  /** Returns one that was taken. */
  giveBack(key: string, rate: Rate): void {
    const level = this.#levels.get(key);
    if (level === undefined) return;
    const full = rate.at_once * rate.refill_ms;
    level.left = Math.min(full, level.left + rate.refill_ms);
  }

  #use(key: string, rate: Rate, now_ms: number): Level {
    const full = rate.at_once * rate.refill_ms;
    const level = this.#levels.get(key) ?? { left: full, at_ms: now_ms };
    refill(level, rate, now_ms);
    this.#levels.delete(key);
    this.#levels.set(key, level);
    if (this.#levels.size > this.#keys_max) {
      const oldest = this.#levels.keys().next().value;
      if (oldest !== undefined) this.#levels.delete(oldest);
    }
    return level;
  }
}

/** A limit that a request exceeds. */
export interface Exceeded {
  /** How much it allows at once. */
  limit: number;
  wait_s: number;
}

/** Headers of an answer that a limit applies to. */
export function limitHeaders({
  limit,
  remaining,
  reset_s,
}: {
  limit: number;
  remaining: number;
  reset_s: number;
}): Record<string, string> {
  return {
    "ratelimit-limit": String(limit),
    "ratelimit-remaining": String(remaining),
    "ratelimit-reset": String(reset_s),
  };
}

/** Headers of the refusal of a request that exceeds a limit. */
export function exceededHeaders(
  { limit, wait_s }: Exceeded,
  remaining = 0,
): Record<string, string> {
  return {
    ...limitHeaders({ limit, remaining, reset_s: wait_s }),
    "retry-after": String(wait_s),
  };
}

/** Whole seconds for `Retry-After`: at least one, at most an hour; 0 for no wait. */
export function retryAfterS(wait_ms: number): number {
  if (wait_ms === 0) return 0;
  return Math.min(Math.max(1, Math.ceil(wait_ms / 1000)), RETRY_AFTER_S_MAX);
}

function refill(level: Level, rate: Rate, now_ms: number): void {
  const elapsed_ms = Math.max(0, now_ms - level.at_ms);
  const full = rate.at_once * rate.refill_ms;
  level.left = Math.min(full, level.left + elapsed_ms * rate.refill);
  level.at_ms = now_ms;
}

function missingMs({ left }: Level, rate: Rate, cost: number): number {
  const missing = cost * rate.refill_ms - left;
  return missing <= 0 ? 0 : Math.ceil(missing / rate.refill);
}
