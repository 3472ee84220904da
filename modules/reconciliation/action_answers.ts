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
  owed: nullable(Type.String()),
  owed_currency: nullable(Currency),
});

/** An applied batch, or the task that applies it. */
export const AppliedBatch = named(
  "AppliedBatch",
  Type.Union([
    Type.Object({
      dry_run: Type.Boolean(),
      batch_id: nullable(Uuid),
      outcomes: Type.Record(
        Type.String(),
        Type.Record(Type.String(), Type.Integer()),
      ),
      affiliates: Type.Array(Affiliate),
      advertisers: Type.Array(Advertiser),
      variance: Type.Array(Type.Object({ currency: Currency, amount: Amount })),
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
      dry_run: Type.Boolean(),
      batch_id: nullable(Uuid),
      task_id: Uuid,
      count: Type.Integer(),
    }),
  ]),
);

/** An undone batch, or the task that undoes it. */
export const UndoneBatch = named(
  "UndoneBatch",
  Type.Union([
    Type.Object({
      dry_run: Type.Boolean(),
      batch_id: Uuid,
      outcomes: Type.Record(
        Type.String(),
        Type.Record(Type.String(), Type.Integer()),
      ),
      affiliates: Type.Array(Affiliate),
      advertisers: Type.Array(Advertiser),
      variance: Type.Array(Type.Object({ currency: Currency, amount: Amount })),
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
      dry_run: Type.Boolean(),
      batch_id: Uuid,
      task_id: Uuid,
      count: Type.Integer(),
    }),
  ]),
);

/** A stored batch. */
export const Batch = named(
  "Batch",
  Type.Object({
    requested_at: Time,
    undone_at: nullable(Time),
    id: Type.String(),
    reconciliation_id: Type.String(),
    state: Type.String(),
    asked: Type.Unknown(),
    totals: nullable(Type.Record(Type.String(), Type.Unknown())),
    requested_by: Type.String(),
    reason: nullable(Type.String()),
    undone_by: nullable(Type.String()),
  }),
);

/** An action on one break or row. */
export const Action = named(
  "Action",
  Type.Object({
    id: Type.String(),
    batch_id: Uuid,
    action: Type.String(),
    campaign_id: nullable(Id),
    conversion_id: nullable(Uuid),
    entry_id: nullable(Uuid),
    result: Type.String(),
    undone_result: nullable(Type.String()),
    before: nullable(Position),
    after: nullable(Position),
    done_at: Time,
    undone_at: nullable(Time),
  }),
);
