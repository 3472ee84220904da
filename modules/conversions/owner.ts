import type {
  CampaignConfig,
  Configuration,
  GoalConfig,
  LinkConfig,
} from "../campaigns/mod.ts";
import { refusal } from "../sources/mod.ts";
import type { Refusal } from "../sources/mod.ts";
import { payoutCurrency } from "./owe.ts";
import type { Sale } from "./sale.ts";

/** The owner of a click: its link, campaign and affiliate. */
export interface Owner {
  link: LinkConfig;
  campaign: CampaignConfig;
  plain_postback: string;
  affiliate_status: string;
  /** The currency the affiliate is owed in; null: the campaign's. */
  payout_currency: string | null;
}

/** The configuration needed to resolve an event. */
export type Setup = Pick<
  Configuration,
  "link" | "campaign" | "affiliate" | "advertiser"
>;

/** Finds the owner of a click. A click id proves its link, so this needs no query. */
export function findOwner(link_id: number, setup: Setup): Owner | null {
  const link = setup.link(link_id);
  const campaign = link && setup.campaign(link.campaign_id);
  const advertiser = campaign && setup.advertiser(campaign.advertiser_id);
  if (!link || !campaign || !advertiser) return null;
  const affiliate = setup.affiliate(link.affiliate_id);
  return {
    link,
    campaign,
    plain_postback: advertiser.plain_postback,
    affiliate_status: affiliate?.status ?? "blocked",
    payout_currency: payoutCurrency(campaign, affiliate),
  };
}

/** Finds the named goal, else the one whose key is the event name, else the default goal. */
export function findGoal(
  { goal, event }: { goal: string | null; event: string | null },
  campaign: CampaignConfig,
): GoalConfig | undefined {
  const named = (name: string) =>
    campaign.goals.find(({ key }) => key === name) ??
    campaign.goals.find(({ key }) => key.toLowerCase() === name.toLowerCase());
  if (goal !== null) return named(goal);
  const by_event = event === null ? undefined : named(event);
  return (
    by_event ??
    campaign.goals.find(({ is_default }) => is_default) ??
    campaign.goals[0]
  );
}

/** The refusal of a goal that the campaign doesn't have. */
export function unknownGoal(
  campaign: CampaignConfig,
  goal: string | null,
): Refusal {
  const known = campaign.goals.map(({ key }) => key).join(", ");
  const detail = `The campaign has no goal "${goal ?? ""}"; it has: ${known}`;
  return refusal("unknown_goal", detail);
}

/**
 * The currency to convert from; null if there are no amounts, or they are in the
 * campaign's currency.
 */
export function sentCurrency(
  said: Pick<Sale, "amount_micros" | "revenue_micros" | "payout_micros"> & {
    currency: string | null;
  },
  campaign: CampaignConfig,
): string | null {
  const { currency, amount_micros, revenue_micros, payout_micros } = said;
  const says_money = [amount_micros, revenue_micros, payout_micros].some(
    (micros) => micros !== null,
  );
  return says_money && currency !== campaign.currency ? currency : null;
}
