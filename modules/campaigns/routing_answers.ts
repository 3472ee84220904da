import { Type } from "@sinclair/typebox";
import {
  Currency,
  described,
  hiddenFrom,
  Id,
  named,
  nullable,
  Time,
} from "../http/mod.ts";
import { Campaign, Goal, MoneyRule } from "./campaign_answers.ts";
import {
  AffiliateBody,
  ApprovalBody,
  CapBody,
  DestinationBody,
  TrafficRuleBody,
} from "./model.ts";
import { PayoutTiersBody } from "./price_model.ts";

const text = Type.String();
const Text = Type.Array(text);
const AllowDeny = Type.Object({ allow: Text, deny: Text });

/** Targeting in the API. */
export const Targeting = named(
  "Targeting",
  Type.Object({ countries: AllowDeny, devices: AllowDeny, os: AllowDeny }),
);

/** A destination in the API. */
export const Destination = named(
  "Destination",
  Type.Object({
    id: Id,
    campaign_id: Id,
    ...Type.Required(DestinationBody).properties,
    created_at: Time,
    notes: Type.Optional(Text),
  }),
);

/** An approval in the API. */
export const Approval = named(
  "Approval",
  Type.Object({
    campaign_id: Id,
    ...Type.Required(ApprovalBody).properties,
    answers: described(
      "What the affiliate wrote when it applied, by question.",
      nullable(Type.Record(text, text)),
    ),
    created_at: Time,
    updated_at: Time,
  }),
);

const {
  goal: _other_goal,
  over_cap: _other_over,
  ...CAP
} = Type.Required(CapBody).properties;
const Amounts = described(
  "A decimal text for money, else a whole number.",
  Type.Union([text, Type.Integer()]),
);

/** A cap in the API. */
export const Cap = named(
  "Cap",
  Type.Object({
    id: Id,
    campaign_id: Id,
    ...CAP,
    limit: text,
    used: Amounts,
    counted: Amounts,
    over_limit: Amounts,
    left: Amounts,
    currency: described("Null unless it counts money.", nullable(Currency)),
    timezone: text,
    began_at: nullable(Time),
    resets_at: nullable(Time),
    created_at: Time,
    shown_to_advertiser: hiddenFrom(
      described(
        "Whether the advertiser sees it: it is for all affiliates, and counts no payouts.",
        Type.Boolean(),
      ),
      ["advertiser"],
    ),
  }),
);

/** A traffic rule in the API. */
export const TrafficRule = named(
  "TrafficRule",
  Type.Object({
    id: Id,
    ...Type.Required(TrafficRuleBody).properties,
    created_at: Time,
  }),
);

const {
  status,
  visibility,
  fallback_url,
  click_param,
  pass_query,
  deep_link_hosts,
  allow_payout_above_revenue,
} = Campaign.properties;

/** The effective rules in the API. */
export const Effective = named(
  "Effective",
  Type.Object({
    campaign_id: Id,
    affiliate_id: nullable(Id),
    at: Time,
    status,
    runs: described(
      "Whether a click would be sent to the destination.",
      Type.Boolean(),
    ),
    visibility,
    affiliate_status: nullable(
      Type.Optional(AffiliateBody.properties.status, false),
    ),
    approval: Type.Object({
      needed: Type.Boolean(),
      status: nullable(ApprovalBody.properties.status),
    }),
    targeting: Targeting,
    traffic_rules: Type.Array(TrafficRule),
    caps: Type.Array(Cap),
    destinations: Type.Array(
      Type.Object({
        id: described("Null for the campaign's own address.", nullable(Id)),
        url: text,
        weight: Type.Integer(),
        name: nullable(text),
      }),
    ),
    fallback_url,
    click_param,
    pass_query,
    deep_link_hosts,
    timezone: text,
    currency: Currency,
    allow_payout_above_revenue,
    payout_currency: Currency,
    goals: Type.Array(
      Type.Object({
        ...Goal.properties,
        price: Type.Object({
          goal_payout_id: described(
            "Null if the goal's own price applies.",
            nullable(Id),
          ),
          rule_version: Type.Integer(),
          revenue: MoneyRule,
          payout: MoneyRule,
          tiers: nullable(named("PayoutTiers", PayoutTiersBody)),
        }),
      }),
    ),
  }),
);
