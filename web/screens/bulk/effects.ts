import { BULK } from "../../messages/bulk.ts";
import type { BulkKind } from "./columns.ts";
import type { Item } from "./rows.ts";

/** Names and prices as they are shown. */
export interface Words {
  affiliates(id: number): string;
  advertisers(id: number): string;
  campaigns(id: number): string;
  rule(rule: unknown, currency: string): string;
}

/** The effect of a row that isn't refused, in words. */
export function effectInWords(
  kind: BulkKind,
  item: Item,
  words: Words,
): string {
  const nameOf = (of: Exclude<keyof Words, "rule">, id: unknown) =>
    typeof id === "number" ? words[of](id) : String(id);
  const campaign = () => nameOf("campaigns", item.campaign_id);
  switch (kind) {
    case "affiliates":
    case "advertisers":
      return BULK.makes[kind](String(item.name));
    case "campaigns":
      return BULK.makes.campaigns(
        String(item.name),
        nameOf("advertisers", item.advertiser_id),
        (item.goals as Item[])
          .map((goal) =>
            pricesInWords(goal, goal.key, String(item.currency), words),
          )
          .join("; "),
      );
    case "goals":
      return BULK.makes.goals(
        campaign(),
        pricesInWords(item, item.key, BULK.its_currency, words),
      );
    case "payouts":
      return BULK.makes.payouts(
        campaign(),
        item.affiliate_id === undefined
          ? null
          : nameOf("affiliates", item.affiliate_id),
        pricesInWords(
          item,
          item.goal_key === "*" ? BULK.every_goal : item.goal_key,
          BULK.its_currency,
          words,
        ),
      );
    case "links":
      return BULK.makes.links(
        nameOf("affiliates", item.affiliate_id),
        campaign(),
      );
  }
}

/** Goal and prices in words; a price that isn't there is the goal's own. */
function pricesInWords(
  { revenue, payout }: Item,
  goal: unknown,
  currency: string,
  words: Words,
): string {
  const inWords = (rule: unknown) =>
    rule === undefined ? null : words.rule(rule, currency);
  return BULK.prices(String(goal), inWords(revenue), inWords(payout));
}
