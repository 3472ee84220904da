import { backoffMs } from "../kernel/mod.ts";
import type { RetryPolicy } from "../kernel/mod.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const RETRY: RetryPolicy = {
  steps_ms: [1, 2, 4, 8, 16, 32].map((minutes) => minutes * MINUTE_MS),
  last_step_ms: 60 * MINUTE_MS,
};
/** Reports fail together but are tried one after another, so that nothing is spread. */
const WHOLE_STEP = () => 1;
/** A report that failed for so long is stopped. */
const TRIED_DAYS = 7;

/** A report that was due, and how often it failed since. */
export interface Failed {
  due_ms: number;
  failures: number;
  now_ms: number;
}

/** When a report that failed is tried again; null once it failed for too long. */
export function triedAgainAt({
  due_ms,
  failures,
  now_ms,
}: Failed): number | null {
  const retry_ms = now_ms + backoffMs(RETRY, failures, WHOLE_STEP);
  return retry_ms < due_ms + TRIED_DAYS * DAY_MS ? retry_ms : null;
}

/** A failure that isn't the report's, as its owner reads it. */
export function failureText(why: string, retry_ms: number | null): string {
  return retry_ms === null
    ? `Stopped: It failed for ${TRIED_DAYS} days: ${why}`
    : `Tried again: ${why}`;
}
