import { Type } from "@sinclair/typebox";
import {
  Amount,
  Currency,
  Id,
  Time,
  Uuid,
  named,
  nullable,
  oneOf,
} from "../http/mod.ts";

const Affiliate = Type.Object({
  affiliate_id: Id,
  currency: Currency,
  payout_pending: Amount,
  payout: Amount,
});

const Advertiser = Type.Object({
  advertiser_id: Id,
  currency: Currency,
  revenue_pending: Amount,
  revenue: Amount,
});

const Position = Type.Object({
  version: Type.Integer(),
  status: oneOf(["approved", "pending", "rejected", "reversed"]),
  reason: nullable(Type.String()),
  currency: Currency,
  amount: nullable(Amount),
  refunded: Type.String(),
  revenue: Amount,
  payout: Amount,
  owed: Type.Null(),
  owed_currency: Type.Null(),
});

const Position2 = Type.Object({
  version: Type.Integer(),
  status: oneOf(["approved", "pending", "rejected", "reversed"]),
  reason: nullable(Type.String()),
  currency: Currency,
  amount: nullable(Amount),
  refunded: Type.String(),
  revenue: Amount,
  payout: Amount,
  owed: Type.String(),
  owed_currency: Currency,
});

/** A page of conversions with totals. */
export const Conversion = named(
  "Conversion",
  Type.Object({
    data: Type.Array(
      Type.Object({
        campaign_id: Id,
        id: Uuid,
        goal_key: Type.String(),
        version: Type.Integer(),
        status: Type.String(),
        reason: nullable(Type.String()),
        click_id: nullable(Type.String()),
        link_id: Id,
        affiliate_id: Id,
        advertiser_id: Id,
        order_id: nullable(Type.String()),
        customer_id: nullable(Type.String()),
        currency: Currency,
        sent_currency: nullable(Currency),
        rate_id: nullable(Id),
        goal_payout_id: nullable(Id),
        tier_step: nullable(Type.Integer()),
        owed_currency: nullable(Currency),
        owed_rate_id: nullable(Id),
        approved_at: nullable(Time),
        payable_from: nullable(Time),
        auto_approve_at: nullable(Time),
        rule_version: Type.Integer(),
        source_id: nullable(Id),
        proof: Type.String(),
        adv: nullable(Type.Record(Type.String(), Type.String())),
        flags: Type.Array(Type.String()),
        recorded_at: Time,
        updated_at: Time,
        amount: nullable(Amount),
        revenue: Amount,
        payout: Amount,
        sent_amount: nullable(Type.String()),
        owed: nullable(Type.String()),
        owed_spread: nullable(Type.String()),
        held_status: nullable(oneOf(["approved", "pending"])),
        refunded: Type.String(),
        clicked_at: Time,
        occurred_at: nullable(Time),
      }),
    ),
    next_cursor: nullable(Type.String()),
    totals: Type.Array(
      Type.Object({
        currency: Currency,
        status: Type.String(),
        count: Type.Integer(),
        amount: Amount,
        revenue: Amount,
        payout: Amount,
      }),
    ),
    totals_are_partial: Type.Boolean(),
  }),
);

/** A conversion with its history and postbacks, or the result of a dry run. */
export const ConversionWithHistory = named(
  "ConversionWithHistory",
  Type.Union([
    Type.Object({
      campaign_id: Id,
      id: Uuid,
      goal_key: Type.String(),
      version: Type.Integer(),
      status: Type.String(),
      reason: nullable(Type.String()),
      click_id: nullable(Type.String()),
      link_id: Id,
      affiliate_id: Id,
      advertiser_id: Id,
      order_id: nullable(Type.String()),
      customer_id: nullable(Type.String()),
      currency: Currency,
      sent_currency: nullable(Currency),
      rate_id: nullable(Id),
      goal_payout_id: nullable(Id),
      tier_step: nullable(Type.Integer()),
      owed_currency: nullable(Currency),
      owed_rate_id: nullable(Id),
      approved_at: nullable(Time),
      payable_from: nullable(Time),
      auto_approve_at: nullable(Time),
      rule_version: Type.Integer(),
      source_id: nullable(Id),
      proof: Type.String(),
      adv: nullable(Type.Record(Type.String(), Type.String())),
      flags: Type.Array(Type.String()),
      recorded_at: Time,
      updated_at: Time,
      amount: nullable(Amount),
      revenue: Amount,
      payout: Amount,
      sent_amount: nullable(Amount),
      owed: nullable(Type.String()),
      owed_spread: nullable(Type.String()),
      held_status: nullable(oneOf(["approved", "pending"])),
      refunded: Type.String(),
      clicked_at: Time,
      occurred_at: nullable(Time),
      history: Type.Array(
        Type.Object({
          version: Type.Integer(),
          changed_at: Time,
          kind: Type.String(),
          status: Type.String(),
          reason: nullable(Type.String()),
          raw_status: nullable(Type.String()),
          amount: nullable(Amount),
          revenue: Amount,
          payout: Amount,
          postback_id: nullable(Uuid),
          origin: nullable(Type.String()),
          made_by: nullable(Type.String()),
          why: nullable(Type.String()),
        }),
      ),
      postbacks: Type.Array(
        Type.Object({
          id: Uuid,
          received_at: Time,
          method: Type.String(),
          url: Type.String(),
          ip: nullable(Type.String()),
          advertiser_id: nullable(Id),
          affiliate_id: nullable(Id),
          source_id: nullable(Id),
          http_status: Type.Integer(),
          outcome: Type.String(),
          detail: nullable(Type.String()),
          order_id: nullable(Type.String()),
          goal_key: nullable(Type.String()),
          conversion_id: nullable(Uuid),
          judged_at: nullable(Time),
          earlier: Type.Array(
            Type.Object({
              http_status: Type.Integer(),
              outcome: Type.String(),
              detail: nullable(Type.String()),
              conversion_id: nullable(Type.String()),
              judged_at: Time,
            }),
          ),
          cut: nullable(oneOf(["age", "size"])),
          campaign_id: nullable(Id),
          click_id: nullable(Type.String()),
        }),
      ),
    }),
    Type.Object({
      dry_run: Type.Boolean(),
      is_new: Type.Boolean(),
      before: nullable(Type.Union([Position, Position2])),
      after: nullable(Type.Union([Position, Position2])),
      affiliates: Type.Array(Affiliate),
      advertisers: Type.Array(Advertiser),
      deliveries: Type.Object({
        count: Type.Integer(),
        endpoints: Type.Array(
          Type.Object({
            affiliate_id: Id,
            endpoint_id: Id,
            status: Type.Optional(Type.String()),
            count: Type.Integer(),
          }),
        ),
      }),
    }),
  ]),
);

/** The result of a bulk change, or the task that runs it. */
export const BulkChange = named(
  "BulkChange",
  Type.Union([
    Type.Object({
      dry_run: Type.Boolean(),
      count: Type.Integer(),
      outcomes: Type.Record(Type.String(), Type.Integer()),
      affiliates: Type.Array(Affiliate),
      advertisers: Type.Array(Advertiser),
      deliveries: Type.Object({
        count: Type.Integer(),
        endpoints: Type.Array(
          Type.Object({
            affiliate_id: Id,
            endpoint_id: Id,
            status: Type.Optional(Type.String()),
            count: Type.Integer(),
          }),
        ),
      }),
      examples: Type.Array(Type.Unknown()),
    }),
    Type.Object({
      dry_run: Type.Literal(false),
      count: Type.Integer(),
      task_id: Uuid,
    }),
  ]),
);

/** A conversion rule in API responses. */
export const ConversionRule = named(
  "ConversionRule",
  Type.Object({
    id: Id,
    campaign_id: nullable(Id),
    affiliate_id: nullable(Id),
    field: Type.String(),
    op: Type.String(),
    values: Type.Array(Type.String()),
    action: Type.String(),
    reason: nullable(Type.String()),
    enabled: Type.Boolean(),
    created_at: Time,
  }),
);
