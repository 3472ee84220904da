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

/** Targeting in the API. */
export const Targeting = named(
  "Targeting",
  Type.Object({
    countries: Type.Object({
      allow: Type.Array(Type.String()),
      deny: Type.Array(Type.String()),
    }),
    devices: Type.Object({
      allow: Type.Array(Type.String()),
      deny: Type.Array(Type.String()),
    }),
    os: Type.Object({
      allow: Type.Array(Type.String()),
      deny: Type.Array(Type.String()),
    }),
  }),
);

/** A destination in the API. */
export const Destination = named(
  "Destination",
  Type.Object({
    id: Id,
    campaign_id: Id,
    affiliate_id: nullable(Id),
    name: nullable(Type.String()),
    url: Type.String(),
    weight: Type.Integer(),
    paused: Type.Boolean(),
    created_at: Time,
    notes: Type.Optional(Type.Array(Type.String())),
  }),
);

/** An approval in the API. */
export const Approval = named(
  "Approval",
  Type.Object({
    campaign_id: Id,
    affiliate_id: Id,
    status: Type.String(),
    reason: nullable(Type.String()),
    accepted_terms_version: nullable(Type.String()),
    created_at: Time,
    updated_at: Time,
  }),
);

/** A cap in the API. */
export const Cap = named(
  "Cap",
  Type.Object({
    id: Id,
    campaign_id: Id,
    affiliate_id: nullable(Id),
    goal_key: nullable(Type.String()),
    sub_name: nullable(Type.String()),
    sub_value: nullable(Type.String()),
    metric: oneOf(["clicks", "conversions", "payout", "revenue"]),
    period: oneOf(["day", "month", "total"]),
    over: oneOf(["accept", "fallback", "unpaid"]),
    limit: Type.String(),
    used: Type.Union([Type.String(), Type.Integer()]),
    counted: Type.Union([Type.String(), Type.Integer()]),
    over_limit: Type.Union([Type.String(), Type.Integer()]),
    left: Type.Union([Type.String(), Type.Integer()]),
    currency: nullable(Currency),
    timezone: Type.String(),
    began_at: nullable(Time),
    resets_at: nullable(Time),
    created_at: Time,
  }),
);

/** A traffic rule in the API. */
export const TrafficRule = named(
  "TrafficRule",
  Type.Object({
    id: Id,
    campaign_id: nullable(Id),
    affiliate_id: nullable(Id),
    field: Type.String(),
    op: Type.String(),
    values: Type.Array(Type.String()),
    action: Type.String(),
    reason: nullable(Type.String()),
    paused: Type.Boolean(),
    created_at: Time,
  }),
);

/** The effective rules in the API. */
export const Effective = named(
  "Effective",
  Type.Object({
    campaign_id: Id,
    affiliate_id: nullable(Id),
    at: Time,
    status: Type.String(),
    runs: Type.Boolean(),
    visibility: Type.String(),
    affiliate_status: nullable(Type.String()),
    approval: Type.Object({
      needed: Type.Boolean(),
      status: nullable(Type.String()),
    }),
    targeting: Targeting,
    traffic_rules: Type.Array(TrafficRule),
    caps: Type.Array(Cap),
    destinations: Type.Union([
      Type.Array(
        Type.Object({
          id: Id,
          url: Type.String(),
          weight: Type.Integer(),
          name: nullable(Type.String()),
        }),
      ),
      Type.Array(
        Type.Object({
          id: Type.Null(),
          url: Type.String(),
          weight: Type.Integer(),
          name: Type.Null(),
        }),
      ),
    ]),
    fallback_url: nullable(Type.String()),
    click_param: Type.String(),
    pass_query: Type.Boolean(),
    deep_link_hosts: Type.Array(Type.String()),
    timezone: Type.String(),
    currency: Currency,
    allow_payout_above_revenue: Type.Boolean(),
    payout_currency: Currency,
    goals: Type.Array(
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
        rule_version: Type.Integer(),
        default: Type.Boolean(),
        price: Type.Object({
          goal_payout_id: nullable(Id),
          rule_version: Type.Integer(),
          revenue: Type.Union([
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
          tiers: nullable(
            Type.Object({
              by: oneOf(["count", "volume"]),
              period: oneOf(["day", "month", "total"]),
              steps: Type.Array(
                Type.Object({
                  from: Type.String(),
                  payout: Type.Union([
                    Type.Object({
                      type: Type.Literal("fixed"),
                      amount: Type.String(),
                    }),
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
            }),
          ),
        }),
      }),
    ),
  }),
);
