import { Type } from "@sinclair/typebox";
import {
  Amount,
  Currency,
  Id,
  Time,
  named,
  nullable,
  oneOf,
} from "../http/mod.ts";

const Revenue = Type.Object({
  type: Type.Literal("fixed_plus_percent"),
  amount: Amount,
  percent: Type.String(),
});

const Targeting2 = Type.Object({
  countries: Type.Optional(
    Type.Object({
      allow: Type.Optional(Type.Array(Type.String())),
      deny: Type.Optional(Type.Array(Type.String())),
    }),
  ),
  devices: Type.Optional(
    Type.Object({
      allow: Type.Optional(Type.Array(Type.String())),
      deny: Type.Optional(Type.Array(Type.String())),
    }),
  ),
  os: Type.Optional(
    Type.Object({
      allow: Type.Optional(Type.Array(Type.String())),
      deny: Type.Optional(Type.Array(Type.String())),
    }),
  ),
});

/** A goal payout in the API. */
export const GoalPayout = named(
  "GoalPayout",
  Type.Object({
    id: Id,
    campaign_id: Id,
    goal_key: Type.String(),
    affiliate_id: nullable(Id),
    revenue: nullable(
      Type.Union([
        Type.Object({ type: Type.Literal("fixed"), amount: Type.String() }),
        Type.Object({ type: Type.Literal("percent"), percent: Type.String() }),
        Type.Object({
          type: Type.Literal("percent_of_revenue"),
          percent: Type.String(),
        }),
        Revenue,
        Type.Object({ type: Type.Literal("as_sent") }),
        Type.Object({ type: Type.Literal("none") }),
      ]),
    ),
    payout: nullable(
      Type.Union([
        Type.Object({ type: Type.Literal("fixed"), amount: Amount }),
        Type.Object({ type: Type.Literal("percent"), percent: Type.String() }),
        Type.Object({
          type: Type.Literal("percent_of_revenue"),
          percent: Type.String(),
        }),
        Revenue,
        Type.Object({ type: Type.Literal("as_sent") }),
        Type.Object({ type: Type.Literal("none") }),
      ]),
    ),
    tiers: nullable(
      Type.Object({
        by: oneOf(["count", "volume"]),
        steps: Type.Array(
          Type.Object({
            from: Type.String(),
            payout: Type.Union([
              Type.Object({ type: Type.Literal("fixed"), amount: Amount }),
              Type.Object({
                type: Type.Literal("percent"),
                percent: Type.String(),
              }),
              Type.Object({
                type: Type.Literal("percent_of_revenue"),
                percent: Type.String(),
              }),
              Revenue,
              Type.Object({ type: Type.Literal("as_sent") }),
              Type.Object({ type: Type.Literal("none") }),
            ]),
          }),
        ),
        period: oneOf(["day", "month", "total"]),
      }),
    ),
    valid_from: nullable(Time),
    valid_to: nullable(Time),
    created_at: Time,
  }),
);

/** A click price in the API. */
export const ClickPrice = named(
  "ClickPrice",
  Type.Object({
    id: Id,
    campaign_id: Id,
    affiliate_id: nullable(Id),
    model: Type.String(),
    counts: Type.String(),
    created_at: Time,
    revenue: Amount,
    payout: Amount,
    currency: Currency,
    valid_from: nullable(Time),
    valid_to: nullable(Type.String()),
  }),
);

/** A goal in the API. */
export const Goal = named(
  "Goal",
  Type.Object({
    key: Type.String(),
    name: Type.String(),
    dedupe: Type.String(),
    default_status: Type.String(),
    lookback_days: nullable(Type.Integer()),
    after: nullable(Type.String()),
    max_per_click: nullable(Type.Integer()),
    fixed_on_refund: Type.String(),
    auto_approve_days: nullable(Type.Integer()),
    hold_days: Type.Integer(),
    revenue: Type.Union([
      Type.Object({ type: Type.Literal("fixed"), amount: Amount }),
      Type.Object({ type: Type.Literal("percent"), percent: Type.String() }),
      Type.Object({
        type: Type.Literal("percent_of_revenue"),
        percent: Type.String(),
      }),
      Revenue,
      Type.Object({ type: Type.Literal("as_sent") }),
      Type.Object({ type: Type.Literal("none") }),
    ]),
    payout: Type.Union([
      Type.Object({ type: Type.Literal("fixed"), amount: Amount }),
      Type.Object({ type: Type.Literal("percent"), percent: Type.String() }),
      Type.Object({
        type: Type.Literal("percent_of_revenue"),
        percent: Type.String(),
      }),
      Revenue,
      Type.Object({ type: Type.Literal("as_sent") }),
      Type.Object({ type: Type.Literal("none") }),
    ]),
    rule_version: Type.Integer(),
    default: Type.Boolean(),
  }),
);

/** A campaign in the API. */
export const Campaign = named(
  "Campaign",
  Type.Object({
    id: Id,
    advertiser_id: Id,
    name: Type.String(),
    external_id: nullable(Type.String()),
    destination_url: Type.String(),
    click_param: Type.String(),
    currency: Currency,
    status: Type.String(),
    starts_at: nullable(Time),
    ends_at: nullable(Time),
    lookback_days: Type.Integer(),
    backfill_days: Type.Integer(),
    min_seconds_to_convert: Type.Integer(),
    fallback_url: nullable(Type.String()),
    timezone: nullable(Type.String()),
    visibility: Type.String(),
    pass_query: Type.Boolean(),
    deep_link_hosts: Type.Array(Type.String()),
    description: nullable(Type.String()),
    terms: nullable(Type.String()),
    targeting: Targeting2,
    over_cap: Type.String(),
    payout_currency: nullable(Currency),
    allow_payout_above_revenue: Type.Boolean(),
    fx_spread_percent: Type.String(),
    created_at: Time,
    destination_url_used: Type.Boolean(),
    goals: Type.Optional(Type.Array(Goal)),
    notes: Type.Optional(Type.Array(Type.String())),
  }),
);

/** A link in the API. */
export const Link = named(
  "Link",
  Type.Object({
    id: Id,
    slug: Type.String(),
    external_id: nullable(Type.String()),
    campaign_id: nullable(Id),
    affiliate_id: Id,
    subs: Type.Record(Type.String(), Type.String()),
    fallback_url: nullable(Type.String()),
    paused: Type.Boolean(),
    kind: Type.String(),
    deep_link: nullable(Type.String()),
    param_names: Type.Record(Type.String(), Type.String()),
    created_at: Time,
    smart: nullable(
      Type.Array(
        Type.Object({
          campaign_id: Id,
          weight: Type.Integer(),
          rules: Type.Object({
            devices: Type.Optional(Type.Array(Type.String())),
            countries: Type.Optional(Type.Array(Type.String())),
            os: Type.Optional(Type.Array(Type.String())),
          }),
          link_id: Id,
        }),
      ),
    ),
    url: Type.String(),
  }),
);
