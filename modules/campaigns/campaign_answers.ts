import { Type } from "@sinclair/typebox";
import {
  affiliates,
  Amount,
  Currency,
  described,
  hiddenFrom,
  Id,
  internal,
  named,
  nullable,
  Time,
} from "../http/mod.ts";
import {
  CampaignPatch,
  GoalBody,
  LinkBody,
  MoneyRuleBody,
  TargetingBody,
} from "./model.ts";
import { ClickPriceBody, PayoutTiersBody } from "./price_model.ts";

const text = Type.String();

/** How an amount derives from a sale. */
export const MoneyRule = named("MoneyRule", MoneyRuleBody);

const PRICES = {
  revenue: described("Null: the goal's own price.", nullable(MoneyRule)),
  payout: described("Null: the goal's own price.", nullable(MoneyRule)),
  tiers: nullable(named("PayoutTiers", PayoutTiersBody)),
};

const VALIDITY = {
  valid_from: described("Null: since ever.", nullable(Time)),
  valid_to: described("Null: until changed.", nullable(Time)),
};

/** A goal payout in the API. */
export const GoalPayout = named(
  "GoalPayout",
  Type.Object({
    id: Id,
    campaign_id: Id,
    goal_key: text,
    affiliate_id: described("Null: for all affiliates.", nullable(Id)),
    ...PRICES,
    ...VALIDITY,
    created_at: Time,
  }),
);

/** A click price in the API. */
export const ClickPrice = named(
  "ClickPrice",
  Type.Object({
    id: Id,
    campaign_id: Id,
    affiliate_id: described("Null: for all affiliates.", nullable(Id)),
    model: described(
      "For each click (`cpc`) or for a thousand (`cpm`).",
      ClickPriceBody.properties.model,
    ),
    counts: Type.Optional(ClickPriceBody.properties.counts, false),
    created_at: Time,
    revenue: Amount,
    payout: Amount,
    currency: Currency,
    ...VALIDITY,
  }),
);

/** A goal in the API. */
export const Goal = named(
  "Goal",
  Type.Object({
    ...Type.Required(GoalBody).properties,
    revenue: MoneyRule,
    payout: affiliates(MoneyRule),
    hold_days: affiliates(Type.Required(GoalBody).properties.hold_days),
    rule_version: affiliates(
      described(
        "Counts its prices; a conversion keeps the version it was priced by.",
        Type.Integer(),
      ),
    ),
  }),
);

const { over: _other_name, ...CAMPAIGN } =
  Type.Required(CampaignPatch).properties;

/** A campaign in the API. */
export const Campaign = named(
  "Campaign",
  Type.Object({
    id: Id,
    advertiser_id: Id,
    ...CAMPAIGN,
    currency: Currency,
    fallback_url: affiliates(CAMPAIGN.fallback_url),
    terms: affiliates(CAMPAIGN.terms),
    payout_currency: affiliates(CAMPAIGN.payout_currency),
    fx_spread_percent: affiliates(CAMPAIGN.fx_spread_percent),
    allow_payout_above_revenue: affiliates(CAMPAIGN.allow_payout_above_revenue),
    shadow: internal(CAMPAIGN.shadow),
    starts_at: nullable(Time),
    ends_at: nullable(Time),
    targeting: named("TargetingRules", TargetingBody),
    terms_version: affiliates(
      described(
        "Counts changes of `terms`; affiliates accept a version.",
        text,
      ),
    ),
    created_at: Time,
    destination_url_used: described(
      "False if it has destinations of its own.",
      Type.Boolean(),
    ),
    goals: Type.Optional(Type.Array(Goal)),
    notes: Type.Optional(Type.Array(text)),
  }),
);

const Smart = Type.Required(LinkBody).properties.smart;

/** A link in the API. */
export const Link = named(
  "Link",
  Type.Object({
    id: Id,
    slug: text,
    external_id: nullable(text),
    campaign_id: described("Null for a smart link.", nullable(Id)),
    advertiser_id: hiddenFrom(
      described("Null for a smart link.", nullable(Id)),
      ["affiliate"],
    ),
    affiliate_id: Id,
    subs: Type.Record(text, text),
    fallback_url: nullable(text),
    paused: Type.Boolean(),
    paused_by_network: described(
      "Its affiliate can't resume it.",
      Type.Boolean(),
    ),
    archived: Type.Boolean(),
    kind: text,
    deep_link: nullable(text),
    param_names: Type.Record(text, text),
    created_at: Time,
    smart: nullable(
      Type.Array(
        Type.Object({
          ...Type.Required(Smart.items).properties,
          link_id: Id,
        }),
      ),
    ),
    url: text,
  }),
);
