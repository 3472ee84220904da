/** Delays between attempts. */
export interface RetryPolicy {
  readonly steps_ms: readonly number[];
  /** Delay after all the listed steps are used. */
  readonly last_step_ms: number;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Retry schedule of deliveries, until their maximum age. */
export const DELIVERY_RETRY: RetryPolicy = {
  steps_ms: [
    5 * SECOND_MS,
    30 * SECOND_MS,
    2 * MINUTE_MS,
    10 * MINUTE_MS,
    30 * MINUTE_MS,
    HOUR_MS,
    2 * HOUR_MS,
    4 * HOUR_MS,
    8 * HOUR_MS,
  ],
  last_step_ms: 8 * HOUR_MS,
};

/** Constraints from the receiver. */
export interface BackoffOptions {
  retry_after_ms?: number;
  retry_after_cap_ms?: number;
}

const WAIT_MS_MIN = SECOND_MS;
const RETRY_AFTER_CAP_MS = 24 * HOUR_MS;

/**
 * The delay after failure number `attempt` (from 1). Full jitter below the step, so that
 * simultaneous failures don't retry together; never less than the receiver asked for.
 */
export function backoffMs(
  policy: RetryPolicy,
  attempt: number,
  random: () => number,
  options: BackoffOptions = {},
): number {
  if (!Number.isInteger(attempt) || attempt < 1) {
    throw new RangeError(
      `Cannot back off: attempt ${attempt} is not 1 or more`,
    );
  }
  const step_ms = policy.steps_ms[attempt - 1] ?? policy.last_step_ms;
  const jittered_ms = Math.max(WAIT_MS_MIN, Math.floor(random() * step_ms));
  const asked_ms = options.retry_after_ms ?? 0;
  if (!(asked_ms > 0)) return jittered_ms;
  const cap_ms = options.retry_after_cap_ms ?? RETRY_AFTER_CAP_MS;
  return Math.max(jittered_ms, Math.ceil(Math.min(asked_ms, cap_ms)));
}
