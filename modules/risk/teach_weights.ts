import { wilsonBounds } from "./statistics/bounds.ts";
import { SAMPLE_MIN } from "./statistics/excess.ts";

/** The precision that holding aims at. */
const AIM = 0.9;
/** A proposal moves a weight by at most so much, so that one bad day decides nothing. */
const STEP_MAX = 25;
const PERCENT_MIN = 25;
const PERCENT_MAX = 125;

/**
 * The weight to propose for a code whose conversions people decided: less if even the bound above
 * of its precision misses the aim, in proportion; more, by a step, if the bound below reaches it;
 * else as it is. With fewer than 30 decisions, as it is. What misses the aim never gets more, also
 * where it weighs less than is ever proposed or is switched off.
 */
export function proposedPercent(
  { decided, fraud }: { decided: number; fraud: number },
  percent_now: number,
): number {
  if (decided < SAMPLE_MIN) return percent_now;
  const { low, high } = wilsonBounds(fraud, decided);
  if (high < AIM) {
    const wanted = Math.round((100 * fraud) / decided / AIM);
    const least = Math.max(PERCENT_MIN, percent_now - STEP_MAX);
    return Math.min(percent_now, Math.max(least, wanted));
  }
  if (low < AIM) return percent_now;
  return Math.max(percent_now, Math.min(PERCENT_MAX, percent_now + STEP_MAX));
}
