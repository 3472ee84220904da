import type { EndpointHealth } from "./delivery_store.ts";

/** An endpoint that fails for this long and this often is switched off. */
export const SWITCH_OFF = {
  after_ms: 5 * 24 * 3_600_000,
  failures: 20,
} as const;

/** The reason to switch off an endpoint or a webhook; null as long as it may go on. */
export function whyGivenUp(
  { failing_since, failures }: EndpointHealth,
  now_ms: number,
): string | null {
  if (failing_since === null || failures < SWITCH_OFF.failures) return null;
  if (now_ms - failing_since < SWITCH_OFF.after_ms) return null;
  return `No try has been heard for five days (${failures} failures)`;
}
