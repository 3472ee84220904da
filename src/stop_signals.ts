import { systemClock } from "../modules/kernel/mod.ts";

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/**
 * Signals this close count as one: a supervisor may signal the group and a parent forward its own.
 */
const SAME_WITHIN_MS = 500;

/** Intercepts the signals that ask this process to stop, from construction on. */
export class StopSignals {
  /** Resolves on the first signal. */
  readonly requested: Promise<void>;
  /** Resolves on the second: whatever can wait is left to the next start. */
  readonly hurried: Promise<void>;
  readonly #listen: () => void;

  constructor() {
    const requested = Promise.withResolvers<void>();
    const hurried = Promise.withResolvers<void>();
    let first_at: number | null = null;
    this.#listen = () => {
      const now_ms = systemClock.nowMs();
      first_at ??= now_ms;
      requested.resolve();
      if (Math.abs(now_ms - first_at) > SAME_WITHIN_MS) hurried.resolve();
    };
    this.requested = requested.promise;
    this.hurried = hurried.promise;
    for (const signal of SIGNALS) process.on(signal, this.#listen);
  }

  /** Restores the signals' default action. */
  close(): void {
    for (const signal of SIGNALS) process.off(signal, this.#listen);
  }
}
