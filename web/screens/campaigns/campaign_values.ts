import type { Campaign } from "../../api/api_types.ts";
import { clockTime, momentOf } from "../../state/days.ts";
import { wordsOf } from "../network/options.ts";

/** A campaign's own settings as their form has them; its times are those of a zone's clock. */
export function campaignValues(campaign: Campaign, timezone: string) {
  const timeOf = (moment: string | null) =>
    moment === null ? "" : clockTime(moment, timezone);
  return {
    name: campaign.name,
    destination_url: campaign.destination_url,
    fallback_url: campaign.fallback_url ?? "",
    click_param: campaign.click_param,
    visibility: campaign.visibility,
    starts_at: timeOf(campaign.starts_at),
    ends_at: timeOf(campaign.ends_at),
    timezone: campaign.timezone ?? "",
    lookback_days: String(campaign.lookback_days),
    backfill_days: String(campaign.backfill_days),
    min_seconds_to_convert: String(campaign.min_seconds_to_convert),
    over_cap: campaign.over_cap,
    payout_currency: campaign.payout_currency ?? "",
    fx_spread_percent: campaign.fx_spread_percent,
    deep_link_hosts: campaign.deep_link_hosts.join(", "),
    external_id: campaign.external_id ?? "",
    description: campaign.description ?? "",
    terms: campaign.terms ?? "",
    creatives: campaign.creatives,
    pass_query: campaign.pass_query,
    asks_consent: campaign.asks_consent,
    share_amount: campaign.share_amount,
    show_advertiser: campaign.show_advertiser,
    allow_payout_above_revenue: campaign.allow_payout_above_revenue,
    shadow: campaign.shadow,
  };
}

export type CampaignValues = ReturnType<typeof campaignValues>;

const MAY_BE_NOTHING = [
  "fallback_url",
  "timezone",
  "external_id",
  "description",
  "terms",
] as const;

const NUMBERS = [
  "lookback_days",
  "backfill_days",
  "min_seconds_to_convert",
] as const;

const TIMES = ["starts_at", "ends_at"] as const;

/** Values that are sent as something other than a text. */
type Converted =
  (typeof NUMBERS)[number] | (typeof TIMES)[number] | "deep_link_hosts";

/** The changed values as they are sent. */
export function campaignBody(
  changes: Partial<CampaignValues>,
  timezone: string,
) {
  const { deep_link_hosts, payout_currency } = changes;
  const made = <Name extends keyof CampaignValues, Sent>(
    names: readonly Name[],
    send: (value: string) => Sent,
  ) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = changes[name];
        return value === undefined ? [] : [[name, send(String(value).trim())]];
      }),
    ) as Partial<Record<Name, Sent>>;
  return {
    ...(changes as Omit<typeof changes, Converted>),
    ...made(MAY_BE_NOTHING, (text) => text || null),
    ...made(NUMBERS, Number),
    ...made(TIMES, (text) => momentOf(text, timezone) ?? null),
    ...(payout_currency !== undefined && {
      payout_currency: payout_currency.trim().toUpperCase() || null,
    }),
    ...(deep_link_hosts !== undefined && {
      deep_link_hosts: wordsOf(deep_link_hosts),
    }),
  };
}
