import { Type } from "@sinclair/typebox";
import { CHANGE_EFFECTS, ConversionPosition } from "../conversions/mod.ts";
import {
  AuthorName,
  Amount,
  Count,
  Currency,
  Id,
  named,
  nullable,
  rounded,
  Time,
  Uuid,
} from "../http/mod.ts";

const text = Type.String();

function batchResult(batch_id: typeof Uuid | ReturnType<typeof nullable>) {
  const batch = { dry_run: Type.Boolean(), batch_id };
  return Type.Union([
    Type.Object({
      ...batch,
      outcomes: Type.Record(text, Type.Record(text, Count)),
      ...CHANGE_EFFECTS,
      variance: Type.Array(
        Type.Object({ currency: Currency, ...rounded({ amount: Amount }) }),
      ),
      examples: Type.Array(Type.Unknown()),
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
    entry_id: nullable(Uuid),
    result: text,
    undone_result: nullable(text),
    before: nullable(ConversionPosition),
    after: nullable(ConversionPosition),
    done_at: Time,
    undone_at: nullable(Time),
  }),
);
