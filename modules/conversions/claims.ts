import type { Sale } from "./sale.ts";

/**
 * A claim is a sale that a page reported, which proves nothing. It has a key of its own, with its click in it: whoever reports
 * orders that aren't there yet holds no order back from the click that it is of.
 */
export const CLAIM = "u:";

/** SQL of conversions that are no claims, or were approved by somebody. */
export const NO_CLAIM = `(dedupe_key not like '${CLAIM}%' or status = 'approved')`;

/** The key of a claim of the same sale. */
export function claimKey({
  click_id,
  order_id,
  goal_config,
}: Pick<Sale, "click_id" | "order_id" | "goal_config">): string {
  return order_id === null || goal_config.dedupe === "click"
    ? `${CLAIM}${click_id}`
    : `${CLAIM}${click_id}:${order_id}`;
}
