import { Type } from "@sinclair/typebox";
import {
  Currency,
  described,
  Id,
  named,
  nullable,
  oneOf,
  Time,
} from "../../http/mod.ts";
import { Campaign, Goal, MoneyRule } from "../campaign_answers.ts";
import { PayoutTiersBody } from "../price_model.ts";
import { Cap, Targeting } from "../routing_answers.ts";
import { STANDINGS } from "./promotion.ts";

const text = Type.String();
const Percent = Type.Integer({ minimum: 0, maximum: 100 });

const TierProgress = Type.Object({
  step: described("The step reached, from 1.", nullable(Type.Integer())),
  payout: described("The step's payout.", nullable(MoneyRule)),
  had: described("Conversions so far; null for a volume.", nullable(text)),
  next_from: nullable(text),
  left: described("Conversions to the next step.", nullable(text)),
  percent: described("The way to the next step; 100 on the last.", Percent),
  resets_at: nullable(Time),
});

const OfferGoal = Type.Object({
  key: text,
  name: text,
  payout: MoneyRule,
  is_own_price: described(
    "Whether it was agreed with this affiliate.",
    Type.Boolean(),
  ),
  valid_from: described("Since when it is in force.", Time),
  valid_to: nullable(Time),
  tiers: nullable(named("PayoutTiers", PayoutTiersBody)),
  tier_progress: nullable(TierProgress),
  default_status: Goal.properties.default_status,
  hold_days: Goal.properties.hold_days,
});

const shown_number = nullable(text);
const OfferCap = Type.Object({
  id: Id,
  metric: Cap.properties.metric,
  period: Cap.properties.period,
  goal_key: nullable(text),
  sub_name: nullable(text),
  sub_value: nullable(text),
  affiliate_id: described("Null for all affiliates together.", nullable(Id)),
  limit: described(
    "Null where it is the network's money; `left_percent` is always there.",
    shown_number,
  ),
  used: shown_number,
  left: shown_number,
  left_percent: Percent,
  currency: nullable(Currency),
  resets_at: nullable(Time),
  over: Cap.properties.over,
  text,
});

/** An offer in the API. */
export const Offer = named(
  "Offer",
  Type.Object({
    campaign_id: Id,
    affiliate_id: described("Whose offer it is.", nullable(Id)),
    name: text,
    advertiser: Type.Optional(text),
    description: nullable(text),
    visibility: Campaign.properties.visibility,
    status: described("Where the affiliate stands.", oneOf(STANDINGS)),
    reason: described("Why it was refused or blocked.", nullable(text)),
    applied_at: nullable(Time),
    may_promote: described("Whether it may make links.", Type.Boolean()),
    why_not: described(
      "Why it may not make links, or clicks are not sent on, in words.",
      nullable(text),
    ),
    currency: Currency,
    payout_currency: Currency,
    goals: Type.Array(OfferGoal),
    caps: Type.Array(OfferCap),
    targeting: Type.Object({ ...Targeting.properties, text }),
    terms: nullable(
      Type.Object({
        text,
        version: text,
        accepted_version: nullable(text),
        to_accept: Type.Boolean(),
      }),
    ),
    creatives: Campaign.properties.creatives,
    deep_link_hosts: Campaign.properties.deep_link_hosts,
    lookback_days: Campaign.properties.lookback_days,
    starts_at: nullable(Time),
    ends_at: nullable(Time),
    created_at: Time,
  }),
);
