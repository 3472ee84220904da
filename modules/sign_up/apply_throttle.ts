import {
  exceededHeaders,
  Limiter,
  networkOf,
  Problem,
  retryAfterS,
} from "../kernel/mod.ts";
import type { Clock, Rate } from "../kernel/mod.ts";

/** Applications from one network. */
const NETWORK_RATE: Rate = { at_once: 5, refill: 1, refill_ms: 600_000 };
/** Applications of all together. */
const OVERALL_RATE: Rate = { at_once: 100, refill: 1, refill_ms: 10_000 };
const OVERALL = "";
const KEYS_MAX = 10_000;

/** Slows down applications, by network and all together. */
export class ApplyThrottle {
  readonly #clock: Clock;
  readonly #networks = new Limiter({ keys_max: KEYS_MAX });
  readonly #overall = new Limiter({ keys_max: 1 });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes one application; throws `rate_limited` after too many. */
  take(address: string): void {
    const now_ms = this.#clock.nowMs();
    const network = networkOf(address);
    const wait_ms =
      this.#networks.take(network, NETWORK_RATE, now_ms) ||
      this.#overall.take(OVERALL, OVERALL_RATE, now_ms);
    if (wait_ms === 0) return;
    const wait_s = retryAfterS(wait_ms);
    const detail = `Too many applications: try again in ${wait_s} s`;
    throw new Problem(429, "rate_limited", detail, {
      headers: exceededHeaders({ limit: NETWORK_RATE.at_once, wait_s }),
    });
  }
}
