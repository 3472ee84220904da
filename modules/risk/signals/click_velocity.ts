import type { Minute } from "../facts.ts";
import { reasonOf } from "../reason.ts";
import type { Reason } from "../reason.ts";
import { poissonTail } from "../statistics/tails.ts";

/** Fewer a minute are never looked at: a page that reloads makes some. */
export const CLICKS_MIN = 10;
/** A person may click so often in a minute; behind a carrier's address there are many people. */
const CLICKS_OF_A_DEVICE = 3;
const CHANCE = 1e-6;

/** More clicks at one address within its click's minute than that many devices make. */
export function clickVelocity(minute: Minute | null): Reason | null {
  if (minute === null || minute.clicks < CLICKS_MIN) return null;
  const { clicks, devices } = minute;
  const usual = CLICKS_OF_A_DEVICE * Math.max(1, devices);
  if (poissonTail(clicks, usual) > CHANCE) return null;
  return reasonOf("click_velocity", Math.log2(clicks / usual) / 4 + 0.5, {
    found: `${clicks} clicks in its click's minute, from one address and ${devices} devices`,
    expected: `at most ${usual} of as many devices`,
    evidence: [
      { name: "clicks", value: clicks },
      { name: "devices", value: devices },
    ],
  });
}
