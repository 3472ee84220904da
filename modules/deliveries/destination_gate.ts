/** The outcome of a try, as far as it concerns its destination. */
export type TryOutcome = "heard" | "refused" | "unheard" | "slow_down";

/** Limits of one destination. The learned limit starts at `start` and is at most `most`. */
export const GATE = {
  start: 8,
  most: 64,
  /** Slower answers mark a slow destination. */
  slow_ms: 2_000,
  /** Consecutive failures that open the breaker. */
  failures_max: 10,
  /** How long it stays open, at first and at most. */
  open_ms: 30_000,
  open_ms_max: 600_000,
  /** Maximum pause of a destination for a fault of ours. */
  pause_ms_max: 600_000,
} as const;

/** A breaker that opened or closed. */
export interface BreakerChange {
  is_open: boolean;
  probe_at: number;
}

/**
 * Decides how much one destination is sent at a time. Successes raise the limit by one
 * per round, overload halves it. Consecutive failures open the breaker, and then single
 * probes test whether the destination is back. No I/O, no clock.
 */
export class DestinationGate {
  #limit: number = GATE.start;
  #in_flight = 0;
  #failures = 0;
  #opens = 0;
  #probe_at: number | null = null;
  #is_probing = false;
  #paused_until = 0;
  #latency_ms = 0;

  /** How many more tries may start now. */
  free(now_ms: number): number {
    if (now_ms < this.#paused_until) return 0;
    if (this.#probe_at !== null) {
      return this.#in_flight === 0 && now_ms >= this.#probe_at ? 1 : 0;
    }
    return Math.max(0, Math.floor(this.#limit) - this.#in_flight);
  }

  /** When room may open up, if that depends on time; null if it only depends on an answer. */
  opensAt(): number | null {
    const at = Math.max(this.#probe_at ?? 0, this.#paused_until);
    return at === 0 ? null : at;
  }

  /** Whether it is too slow to hold many places. */
  get is_slow(): boolean {
    return this.#latency_ms > GATE.slow_ms || this.#failures > 0;
  }

  /** Whether its breaker is open. */
  get is_open(): boolean {
    return this.#probe_at !== null;
  }

  get in_flight(): number {
    return this.#in_flight;
  }

  /** Registers the start of a try. */
  started(): void {
    this.#in_flight += 1;
    this.#is_probing = this.is_open;
  }

  /** Registers the end of a try that says nothing about the destination, and pauses it. */
  released(pause: { now_ms: number; pause_ms: number }): void {
    this.#in_flight -= 1;
    this.#is_probing = false;
    this.#pause(pause);
  }

  /** Registers the end of a try. Returns a change if that opens or closes the breaker. */
  finished(
    outcome: TryOutcome,
    input: { took_ms: number; now_ms: number },
  ): BreakerChange | null {
    const { took_ms, now_ms } = input;
    const was_probe = this.#is_probing;
    this.#in_flight -= 1;
    this.#is_probing = false;
    this.#latency_ms += (took_ms - this.#latency_ms) / 8;
    if (outcome === "heard" || outcome === "refused") return this.#answered();
    if (outcome === "slow_down") {
      this.#halve();
      // It answers, so it is reachable.
      return this.#probe_at === null ? null : this.#close();
    }
    // A try from before the breaker opened says nothing new.
    if (this.is_open && !was_probe) return null;
    return this.#failed(now_ms);
  }

  #pause({ now_ms, pause_ms }: { now_ms: number; pause_ms: number }): void {
    const until_ms = now_ms + Math.min(pause_ms, GATE.pause_ms_max);
    if (pause_ms > 0) {
      this.#paused_until = Math.max(this.#paused_until, until_ms);
    }
  }

  #answered(): BreakerChange | null {
    this.#failures = 0;
    if (this.#probe_at !== null) return this.#close();
    const is_fast = this.#latency_ms <= GATE.slow_ms;
    if (is_fast) {
      this.#limit = Math.min(GATE.most, this.#limit + 1 / this.#limit);
    } else {
      this.#limit = Math.max(GATE.start / 2, this.#limit - 1 / this.#limit);
    }
    return null;
  }

  #failed(now_ms: number): BreakerChange | null {
    this.#failures += 1;
    this.#halve();
    if (!this.is_open && this.#failures < GATE.failures_max) return null;
    const open_ms = Math.min(GATE.open_ms * 2 ** this.#opens, GATE.open_ms_max);
    this.#opens += 1;
    this.#probe_at = now_ms + open_ms;
    return { is_open: true, probe_at: this.#probe_at };
  }

  #close(): BreakerChange {
    this.#probe_at = null;
    this.#opens = 0;
    this.#failures = 0;
    this.#limit = 1;
    return { is_open: false, probe_at: 0 };
  }

  #halve(): void {
    this.#limit = Math.max(1, this.#limit / 2);
  }
}
