import { Type } from "@sinclair/typebox";
import { CHANGE_EFFECTS, ConversionPosition } from "../conversions/mod.ts";
import {
  Amount,
  AuthorName,
  Count,
  Currency,
  Id,
  internal,
  named,
  nullable,
  rounded,
  Time,
  Uuid,
} from "../http/mod.ts";

const text = Type.String();

/** The outcome of a break or row, done or tried. */
const ActionOutcome = named(
  "ActionOutcome",
  Type.Object({
    id: text,
    action: text,
    result: text,
    detail: nullable(text),
    conversion_id: nullable(Uuid),
    before: nullable(ConversionPosition),
    after: nullable(ConversionPosition),
    entry_id: internal(nullable(Uuid)),
  }),
);

function batchResult(batch_id: typeof Uuid | ReturnType<typeof nullable>) {
  const batch = { dry_run: Type.Boolean(), batch_id };
  return Type.Union([
    Type.Object({
      ...batch,
      outcomes: Type.Record(text, Type.Record(text, Count)),
      advertisers: CHANGE_EFFECTS.advertisers,
      affiliates: internal(CHANGE_EFFECTS.affiliates),
      deliveries: internal(CHANGE_EFFECTS.deliveries),
      variance: internal(
        Type.Array(
          Type.Object({ currency: Currency, ...rounded({ amount: Amount }) }),
        ),
      ),
      examples: Type.Array(ActionOutcome),
    }),
    Type.Object({ ...batch, task_id: Uuid, count: Count }),
  ]);
}

/** An applied batch, or the task that applies it. */
export const AppliedBatch = named("AppliedBatch", batchResult(nullable(Uuid)));

/** An undone batch, or the task that undoes it. */
export const UndoneBatch = named("UndoneBatch", batchResult(Uuid));

/** A stored batch. */
export const Batch = named(
  "Batch",
  Type.Object({
    requested_at: Time,
    undone_at: nullable(Time),
    id: Uuid,
    reconciliation_id: Uuid,
    state: text,
    asked: Type.Unknown(),
    totals: nullable(Type.Record(text, Type.Unknown())),
    requested_by: text,
    requested_by_name: AuthorName,
    reason: nullable(text),
    undone_by: nullable(text),
    undone_by_name: AuthorName,
  }),
);

/** An action on one break or row. */
export const Action = named(
  "Action",
  Type.Object({
    id: text,
    batch_id: Uuid,
    action: text,
    campaign_id: nullable(Id),
    conversion_id: nullable(Uuid),
    entry_id: internal(nullable(Uuid)),
    result: text,
    undone_result: nullable(text),
    before: nullable(ConversionPosition),
    after: nullable(ConversionPosition),
    done_at: Time,
    undone_at: nullable(Time),
  }),
);
