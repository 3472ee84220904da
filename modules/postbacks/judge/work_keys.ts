import type { ConversionRuleDirectory } from "../../conversions/mod.ts";
import type { ReadPostback } from "../read/read_postback.ts";

/**
 * Returns the keys of everything that a postback touches besides its own row: click, order,
 * nonce, customer. Where caps or rules count earlier conversions, that includes the whole
 * campaign; with tiers, all of the affiliate's conversions in it.
 */
export function workKeys(
  { result }: Pick<ReadPostback, "result">,
  rules: Pick<ConversionRuleDirectory, "of">,
): string[] {
  if (result.kind !== "event") return [];
  const { campaign, link, click_id, order_id, customer_id, nonce } =
    result.event;
  const keys = [`c ${click_id}`];
  if (order_id !== null) keys.push(`o ${campaign.id} ${order_id}`);
  const { advertiser_id } = campaign;
  if (nonce !== null) keys.push(`n ${advertiser_id} ${nonce}`);
  if (customer_id !== null) keys.push(`u ${advertiser_id} ${customer_id}`);
  const is_counted =
    campaign.plan.caps.length > 0 ||
    rules.of(campaign.id, link.affiliate_id).length > 0;
  if (is_counted) keys.push(`p ${campaign.id}`);
  if (result.event.goal_config.price_book.tier_periods.length > 0) {
    keys.push(`t ${campaign.id} ${link.affiliate_id}`);
  }
  return keys;
}
