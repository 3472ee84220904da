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

/** Whose click it is. */
export interface Owner {
  link: LinkConfig;
  campaign: CampaignConfig;
  plain_postback: string;
  affiliate_status: string;
  /** The currency the affiliate is owed in; null: the campaign's. */
  payout_currency: string | null;
}

/** What of the configuration an event is held against. */
export type Setup = Pick<
  Configuration,
  "link" | "campaign" | "affiliate" | "advertiser"
>;

/** Finds out whose click it is. A click id proves its link, so nothing is asked of the database. */
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

/** The goal that is named, else the one whose key is the event's word, else the default one. */
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

/** Why a goal is refused that its campaign doesn't have. */
export function unknownGoal(
  campaign: CampaignConfig,
  goal: string | null,
): Refusal {
  const known = campaign.goals.map(({ key }) => key).join(", ");
  const detail = `The campaign has no goal "${goal ?? ""}"; it has: ${known}`;
  return refusal("unknown_goal", detail);
}

/** The currency that amounts are exchanged from; null where none are named, or they are the campaign's. */
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
