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
  rounded,
} from "../http/mod.ts";
import { Batch } from "./action_answers.ts";

/** An advertiser's tolerances. */
export const Tolerance = named(
  "Tolerance",
  Type.Object({
    advertiser_id: Id,
    row_amount: Type.Optional(Amount),
    statement_percent: Type.Optional(Type.String()),
    statement_amount: Type.Optional(Amount),
    row_percent: Type.Optional(Type.String()),
  }),
);

/** A month of an advertiser without a statement. */
export const MissingStatement = named(
  "MissingStatement",
  Type.Object({
    advertiser_id: Id,
    name: Type.String(),
    month: Type.String(),
    currency: Currency,
    conversions: Type.Integer(),
    ...rounded({ revenue: Amount }),
  }),
);

/** The report of a reconciliation. */
export const ReconciliationReport = named(
  "ReconciliationReport",
  Type.Object({
    id: Uuid,
    advertiser: Type.Object({ id: Id, name: Type.String() }),
    statement: Type.Object({
      id: Uuid,
      file_name: nullable(Type.String()),
      sha256: Type.String(),
      received_at: Time,
      received_by: Type.String(),
    }),
    from: Time,
    to: Time,
    timezone: Type.String(),
    status: Type.String(),
    matched_at: Time,
    frame: nullable(
      Type.Object({
        basis: oneOf(["amount", "payout", "revenue"]),
        currency: nullable(Currency),
        evidence: Type.Record(Type.String(), Type.Unknown()),
        is_clear: Type.Boolean(),
        money_divisor: Type.Integer(),
        offset_minutes: Type.Integer(),
      }),
    ),
    frame_confirmed: Type.Boolean(),
    tolerance: Type.Object({
      row_amount: Type.Optional(Type.String()),
      row_percent: Type.Optional(Type.String()),
      statement_amount: Type.Optional(Type.String()),
      statement_percent: Type.Optional(Type.String()),
    }),
    rows: Type.Integer(),
    breaks: Type.Array(
      Type.Object({
        class: nullable(Type.String()),
        count: Type.Integer(),
        money: Type.Array(
          Type.Object({ ours: Amount, theirs: Amount, currency: Currency }),
        ),
        proposed: nullable(Type.String()),
      }),
    ),
    changed: nullable(
      Type.Object({
        gone: Type.Array(
          Type.Object({ class: Type.String(), count: Type.Integer() }),
        ),
        appeared: Type.Array(
          Type.Object({ class: Type.String(), count: Type.Integer() }),
        ),
        previous_id: Uuid,
      }),
    ),
    largest: Type.Array(
      Type.Object({
        id: Type.String(),
        ours: Amount,
        class: Type.String(),
        theirs: Amount,
        currency: Currency,
        difference: Amount,
      }),
    ),
    matches: Type.Array(
      Type.Object({
        rows: Type.Integer(),
        rule: nullable(Type.String()),
        tier: nullable(Type.Integer()),
        conversions: Type.Integer(),
        share_percent: Type.Number(),
      }),
    ),
    by_status: Type.Array(
      Type.Object({
        side: Type.String(),
        count: Type.Integer(),
        amount: Amount,
        status: Type.String(),
        currency: Currency,
      }),
    ),
    currencies: Type.Array(
      Type.Union([
        Type.Object({
          ours: Amount,
          breaks: Type.String(),
          theirs: Amount,
          currency: Currency,
          difference: Amount,
          unexplained: Type.String(),
          over_percent: nullable(Type.Literal(5)),
          discrepancy_percent: Type.Null(),
        }),
        Type.Object({
          ours: Amount,
          breaks: Type.String(),
          theirs: Amount,
          currency: Currency,
          difference: Amount,
          unexplained: Type.String(),
          over_percent: nullable(
            Type.Union([Type.Literal(2), Type.Literal(5)]),
          ),
          discrepancy_percent: Type.String(),
        }),
      ]),
    ),
    conversions: Type.Integer(),
    doubled_rows: Type.Integer(),
    states: Type.Array(
      Type.Object({
        class: Type.String(),
        state: Type.String(),
        count: Type.Integer(),
      }),
    ),
    batches: Type.Array(Batch),
  }),
);
