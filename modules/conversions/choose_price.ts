import type { Sale } from "./sale.ts";
import type { ConversionRow } from "./working_set.ts";
import type { TierUse } from "./tiers/tier_use.ts";

/** Identifies the price of a conversion; fixed once it is recorded. */
export type PriceKey = Pick<
  ConversionRow,
  "rule_version" | "goal_payout_id" | "tier_step"
>;

/**
 * Picks the price for a new conversion: the most specific and latest, and of its tiers
 * the one that the affiliate had reached before this conversion.
 */
export function choosePrice(
  event: Sale,
  tiers: Pick<TierUse, "had">,
  recorded_at: number,
): PriceKey {
  const { goal_config, link, campaign } = event;
  const { affiliate_id } = link;
  const price = goal_config.price_book.at(affiliate_id, recorded_at);
  const { rule_version, goal_payout_id, tiers: table } = price;
  if (table === null) return { rule_version, goal_payout_id, tier_step: null };
  const had = tiers.had(
    { campaign, goal_key: goal_config.key, affiliate_id, recorded_at },
    table,
  );
  return { rule_version, goal_payout_id, tier_step: table.stepOf(had) };
}
