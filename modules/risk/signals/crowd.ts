import type { Crowd } from "../facts.ts";
import { binomialTail } from "../statistics/tails.ts";

const OWN_MIN = 3;
const CHANCE = 1e-4;
/** Room for an affiliate whose visitors simply buy more often. */
const CR_ROOM = 3;
const CR_UNKNOWN = 0.1;

/**
 * Whether an affiliate's conversions of one address are more than its clicks there explain. Behind
 * a carrier's or a company's address many people click, and as few of them buy as elsewhere; who
 * makes the sales itself hardly clicks without one. `cr` is what is usual for the offer.
 */
export function isCrowded(crowd: Crowd | null, cr: number | null): boolean {
  if (crowd === null || crowd.own < OWN_MIN) return false;
  const clicks = Math.max(crowd.own, crowd.clicks ?? crowd.own);
  const usual = Math.min(0.5, (cr ?? CR_UNKNOWN) * CR_ROOM);
  return binomialTail(crowd.own, clicks, usual) <= CHANCE;
}

/** How much a crowd of `own` weighs by itself, of the most that its code does. */
export function crowdShare(own: number): number {
  return Math.min(0.65, 0.3 + 0.1 * Math.log2(own / OWN_MIN));
}
