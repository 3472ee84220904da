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

const Frame = Type.Object({
  basis: oneOf(["amount", "payout", "revenue"]),
  currency: nullable(Currency),
  evidence: Type.Record(Type.String(), Type.Unknown()),
  is_clear: Type.Boolean(),
  money_divisor: Type.Integer(),
  offset_minutes: Type.Integer(),
});

/** A reconciliation. */
export const Reconciliation = named(
  "Reconciliation",
  Type.Object({
    id: Uuid,
    kind: Type.String(),
    advertiser_id: Id,
    statement_id: Uuid,
    timezone: Type.String(),
    columns: Type.Array(Type.String()),
    proposal: Type.Array(
      Type.Object({
        why: Type.String(),
        field: nullable(
          oneOf([
            "affiliate",
            "amount",
            "campaign",
            "click_id",
            "conversion_id",
            "currency",
            "customer_id",
            "ended",
            "time_column",
            "goal",
            "link",
            "occurred_at",
            "order_id",
            "payout",
            "reason",
            "revenue",
            "status",
          ]),
        ),
        column: Type.String(),
        examples: Type.Array(Type.String()),
        confidence: Type.Number(),
      }),
    ),
    mapping: nullable(
      Type.Object({
        ended: Type.Optional(
          Type.Record(Type.String(), oneOf(["rejected", "reversed"])),
        ),
        format: oneOf(["csv", "json", "ndjson"]),
        columns: Type.Object({
          amount: Type.Optional(Type.String()),
          payout: Type.Optional(Type.String()),
          reason: Type.Optional(Type.String()),
          status: Type.Optional(Type.String()),
          campaign: Type.Optional(Type.String()),
          click_id: Type.Optional(Type.String()),
          currency: Type.Optional(Type.String()),
          order_id: Type.Optional(Type.String()),
          affiliate: Type.Optional(Type.String()),
          conversion_id: Type.Optional(Type.String()),
          revenue: Type.Optional(Type.String()),
          occurred_at: Type.Optional(Type.String()),
          link: Type.Optional(Type.String()),
          customer_id: Type.Optional(Type.String()),
          goal: Type.Optional(Type.String()),
        }),
        encoding: Type.Optional(
          oneOf([
            "utf-16be",
            "utf-16le",
            "utf-8",
            "windows-1251",
            "windows-1252",
          ]),
        ),
        delimiter: Type.Optional(Type.String()),
        date_order: Type.Optional(oneOf(["dmy", "mdy", "ymd"])),
        has_header: Type.Optional(Type.Boolean()),
        decimal_comma: Type.Optional(Type.Boolean()),
        status_map: Type.Optional(Type.Record(Type.String(), Type.String())),
        currency: Type.Optional(Currency),
        header_row: Type.Optional(Type.Integer()),
        time_column: Type.Optional(nullable(Type.String())),
        default_status: Type.Optional(Type.String()),
      }),
    ),
    mapping_confirmed: Type.Boolean(),
    reading: nullable(
      Type.Object({
        rows: Type.Integer(),
        problems: Type.Integer(),
        undecided: Type.Array(oneOf(["date_order", "decimal_comma"])),
        date_order: oneOf(["dmy", "mdy", "ymd"]),
        decimal_comma: Type.Boolean(),
        rounded_amounts: Type.Integer(),
        unknown_statuses: Type.Record(Type.String(), Type.Integer()),
        foreign_click_ids: Type.Integer(),
      }),
    ),
    frame: nullable(Frame),
    frame_confirmed: Type.Boolean(),
    tolerance: Type.Object({
      row_amount: Type.Optional(Amount),
      statement_amount: Type.Optional(Amount),
      row_percent: Type.Optional(Type.String()),
      statement_percent: Type.Optional(Type.String()),
    }),
    status: Type.String(),
    problem: nullable(Type.String()),
    totals: nullable(Type.Record(Type.String(), Type.Unknown())),
    previous_id: nullable(Uuid),
    created_by: Type.String(),
    from: Time,
    to: Time,
    created_at: Time,
    matched_at: nullable(Time),
    notes: Type.Optional(Type.Array(Type.String())),
    statement: Type.Optional(
      Type.Object({
        id: Uuid,
        sha256: Type.String(),
        byte_count: Type.Integer(),
        file_name: nullable(Type.String()),
        received_at: Time,
      }),
    ),
  }),
);

/** A statement row as read. */
export const StatementRow = named(
  "StatementRow",
  Type.Object({
    row_no: Type.Integer(),
    cells: Type.Array(Type.String()),
    problem: nullable(Type.String()),
    problem_column: nullable(Type.String()),
    click_id: nullable(Type.String()),
    order_id: nullable(Type.String()),
    conversion_id: nullable(Type.String()),
    customer_id: nullable(Type.String()),
    goal: nullable(Type.String()),
    campaign: nullable(Type.String()),
    affiliate: nullable(Type.String()),
    link: nullable(Type.String()),
    status: nullable(Type.String()),
    raw_status: nullable(Type.String()),
    reason: nullable(Type.String()),
    currency: nullable(Currency),
    amount: nullable(Amount),
    revenue: nullable(Amount),
    payout: nullable(Type.String()),
    written_at: nullable(Type.String()),
  }),
);

/** Differences from the previous statement. */
export const StatementDifference = named(
  "StatementDifference",
  Type.Object({
    against: Type.String(),
    counts: Type.Object({
      added: Type.Integer(),
      removed: Type.Integer(),
      changed: Type.Integer(),
    }),
    data: Type.Array(
      Type.Object({
        change: oneOf(["added", "changed", "removed"]),
        before: nullable(StatementRow),
        after: nullable(StatementRow),
      }),
    ),
    next_cursor: nullable(Type.String()),
  }),
);

/** A confirmed frame, with the task that matches in it. */
export const ConfirmedFrame = named(
  "ConfirmedFrame",
  Type.Object({ id: Uuid, status: Type.String(), frame: Frame, task_id: Uuid }),
);

/** A match or break. */
export const Match = named(
  "Match",
  Type.Object({
    id: Type.String(),
    class: nullable(Type.String()),
    proposed: nullable(Type.String()),
    state: Type.String(),
    tier: nullable(Type.Integer()),
    rule: nullable(Type.String()),
    score: nullable(Type.Number()),
    runner_up: nullable(Type.Integer()),
    margin: nullable(Type.Integer()),
    match_margin: nullable(Type.Integer()),
    group: nullable(Type.Integer()),
    ours: nullable(
      Type.Object({
        conversion_id: Uuid,
        campaign_id: Id,
        affiliate_id: Id,
        goal: Type.String(),
        order_id: nullable(Type.String()),
        status: Type.String(),
        at: Time,
        in_window: Type.Boolean(),
        currency: Currency,
        counted: Type.String(),
      }),
    ),
    theirs: nullable(
      Type.Object({
        row_no: Type.Integer(),
        cells: Type.Array(Type.String()),
        order_id: nullable(Type.String()),
        status: nullable(Type.String()),
        said_status: nullable(Type.String()),
        written_at: nullable(Time),
        currency: nullable(Currency),
        counted: nullable(Type.String()),
      }),
    ),
    difference: nullable(Amount),
    detail: nullable(Type.Record(Type.String(), Type.Unknown())),
    owner: nullable(Type.String()),
    note: nullable(Type.String()),
    changed_at: nullable(Time),
    changed_by: nullable(Type.String()),
  }),
);
