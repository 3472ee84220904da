import type { Crowd } from "../facts.ts";
import { binomialTail } from "../statistics/tails.ts";

const CROWD_MIN = 3;
const CHANCE = 1e-4;
/** Room for an affiliate whose visitors simply buy more often. */
const CR_ROOM = 3;
const CR_UNKNOWN = 0.1;

/**
 * How many conversions of one address or device are more than clicks there explain: the affiliate's
 * own, or else those of several affiliates together; 0 where clicks explain them. Behind a carrier's
 * or a company's address many people click, and as few of them buy as elsewhere; who makes the sales
 * itself hardly clicks without one. `cr` is what is usual for the offer.
 */
export function crowdOf(crowd: Crowd | null, cr: number | null): number {
  if (crowd === null) return 0;
  const usual = Math.min(0.5, (cr ?? CR_UNKNOWN) * CR_ROOM);
  const { own, all, clicks, all_clicks } = crowd;
  if (isMore(own, clicks, usual)) return own;
  if (all === own || !isMore(all, all_clicks, usual)) return 0;
  // One whose own visitors there mostly don't buy only shares the address with those that do.
  const is_like_them = own > usual * Math.max(own, clicks ?? own);
  return is_like_them ? all : 0;
}

/** Whether `k` conversions are more than so many clicks make by chance. */
function isMore(k: number, clicks: number | null, usual: number): boolean {
  if (k < CROWD_MIN) return false;
  return binomialTail(k, Math.max(k, clicks ?? k), usual) <= CHANCE;
}

/** How much a crowd of so many weighs by itself, of the most that its code does. */
export function crowdShare(count: number): number {
  return Math.min(0.65, 0.3 + 0.1 * Math.log2(count / CROWD_MIN));
}
