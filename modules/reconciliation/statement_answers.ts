import { Type } from "@sinclair/typebox";
import type { TSchema } from "@sinclair/typebox";
import {
  Amount,
  AuthorName,
  Count,
  Currency,
  described,
  hiddenFrom,
  Id,
  internal,
  listOf,
  named,
  nullable,
  oneOf,
  Time,
  Uuid,
} from "../http/mod.ts";
import { BREAK_CLASSES } from "./action_model.ts";
import { STATEMENT_FIELDS } from "./reading/column_names.ts";
import { Mapping } from "./statement_model.ts";

const text = Type.String();
const or_null = nullable(text);

/** Our side of a comparison: an advertiser's business unless it is by payouts. */
export function compared<T extends TSchema>(schema: T): T {
  return hiddenFrom(schema, ["advertiser"], "advertiser_sees");
}

/** The field that shows an advertiser our side. */
export const ADVERTISER_SEES = {
  advertiser_sees: internal(
    described(
      "Whether its advertiser sees our sums: not where they are payouts.",
      Type.Boolean(),
    ),
  ),
};

const DateOrder = oneOf(["dmy", "mdy", "ymd"]);

/** Zone, currency and scale of a statement. */
export const Frame = named(
  "Frame",
  Type.Object({
    basis: described(
      "Which of our amounts its money is compared with.",
      oneOf(["amount", "payout", "revenue"]),
    ),
    currency: nullable(Currency),
    evidence: internal(Type.Record(text, Type.Unknown())),
    is_clear: described(
      "Whether the rows leave no doubt; else confirm it.",
      Type.Boolean(),
    ),
    money_divisor: Type.Integer(),
    offset_minutes: Type.Integer(),
  }),
);

export const ReconciliationStatus = named(
  "ReconciliationStatus",
  oneOf(["matching", "review", "applied", "undone", "failed"]),
);

export const BreakClass = named("BreakClass", oneOf(BREAK_CLASSES));

export const Reconciliation = named(
  "Reconciliation",
  Type.Object({
    id: Uuid,
    kind: oneOf(["statement", "import"]),
    advertiser_id: Id,
    statement_id: Uuid,
    timezone: text,
    columns: Type.Array(text),
    proposal: described(
      "What each column seems to mean, and why.",
      Type.Array(
        Type.Object({
          why: text,
          field: nullable(oneOf([...STATEMENT_FIELDS, "ended", "time_column"])),
          column: text,
          examples: Type.Array(text),
          confidence: Type.Number(),
        }),
      ),
    ),
    mapping: nullable(named("StatementMapping", Mapping)),
    mapping_confirmed: Type.Boolean(),
    reading: described(
      "How its rows were read; null until they are.",
      nullable(
        Type.Object({
          rows: Count,
          problems: Count,
          undecided: Type.Array(oneOf(["date_order", "decimal_comma"])),
          date_order: DateOrder,
          decimal_comma: Type.Boolean(),
          rounded_amounts: Count,
          unknown_statuses: Type.Record(text, Count),
          foreign_click_ids: Count,
        }),
      ),
    ),
    frame: nullable(Frame),
    frame_confirmed: Type.Boolean(),
    tolerance: internal(
      Type.Object({
        row_amount: Type.Optional(Amount),
        statement_amount: Type.Optional(Amount),
        row_percent: Type.Optional(text),
        statement_percent: Type.Optional(text),
      }),
    ),
    status: ReconciliationStatus,
    problem: described("Why it failed, or what it waits for.", or_null),
    totals: compared(nullable(Type.Record(text, Type.Unknown()))),
    ...ADVERTISER_SEES,
    previous_id: nullable(Uuid),
    created_by: text,
    created_by_name: AuthorName,
    from: Time,
    to: Time,
    created_at: Time,
    matched_at: nullable(Time),
    notes: Type.Optional(Type.Array(text)),
    statement: Type.Optional(
      Type.Object({
        id: Uuid,
        sha256: text,
        byte_count: Count,
        file_name: or_null,
        received_at: Time,
      }),
    ),
  }),
);

/** An import, which an advertiser may have uploaded itself. */
export const Import = named(
  "Import",
  Type.Object({
    ...Reconciliation.properties,
    by_advertiser_id: described(
      "The advertiser that uploaded it; null for the network.",
      nullable(Id),
    ),
  }),
);

/** A statement row as read. */
export const StatementRow = named(
  "StatementRow",
  Type.Object({
    row_no: Type.Integer(),
    cells: Type.Array(text),
    problem: or_null,
    problem_column: or_null,
    click_id: or_null,
    order_id: or_null,
    conversion_id: or_null,
    customer_id: or_null,
    goal: or_null,
    campaign: or_null,
    affiliate: or_null,
    link: or_null,
    status: or_null,
    raw_status: or_null,
    reason: or_null,
    currency: nullable(Currency),
    amount: nullable(Amount),
    revenue: nullable(Amount),
    payout: nullable(Amount),
    written_at: or_null,
  }),
);

/** A row of an import as read. */
export const ImportRow = named(
  "ImportRow",
  Type.Object({
    ...StatementRow.properties,
    affiliate: internal(or_null),
    link: internal(or_null),
    payout: internal(nullable(Amount)),
  }),
);

/** Differences from the previous statement. */
export const StatementDifference = listOf(
  Type.Object({
    change: oneOf(["added", "changed", "removed"]),
    before: nullable(StatementRow),
    after: nullable(StatementRow),
  }),
  {
    against: Uuid,
    counts: Type.Object({ added: Count, removed: Count, changed: Count }),
  },
);

/** A confirmed frame, with the task that matches in it. */
export const ConfirmedFrame = named(
  "ConfirmedFrame",
  Type.Object({
    id: Uuid,
    status: ReconciliationStatus,
    frame: Frame,
    task_id: Uuid,
  }),
);

const MatchMargin = internal(
  described(
    "How far the score is above the runner-up's.",
    nullable(Type.Integer()),
  ),
);

/** A match, or a break if it has a class. */
export const Break = named(
  "Break",
  Type.Object({
    id: text,
    class: described("Null for a match.", nullable(BreakClass)),
    proposed: described("What `apply` would do.", or_null),
    state: text,
    tier: described("The tier of the rule.", nullable(Type.Integer())),
    rule: or_null,
    score: nullable(Type.Number()),
    runner_up: nullable(Type.Integer()),
    margin: MatchMargin,
    match_margin: MatchMargin,
    group: nullable(Type.Integer()),
    ours: nullable(
      Type.Object({
        conversion_id: Uuid,
        campaign_id: Id,
        affiliate_id: Id,
        goal: text,
        order_id: or_null,
        status: text,
        at: Time,
        in_window: Type.Boolean(),
        currency: Currency,
        counted: compared(Amount),
      }),
    ),
    theirs: nullable(
      Type.Object({
        row_no: Type.Integer(),
        cells: Type.Array(text),
        order_id: or_null,
        status: or_null,
        said_status: or_null,
        written_at: nullable(Time),
        currency: nullable(Currency),
        counted: nullable(Amount),
      }),
    ),
    difference: compared(
      described("Ours less theirs; null in two currencies.", nullable(Amount)),
    ),
    ...ADVERTISER_SEES,
    detail: internal(nullable(Type.Record(text, Type.Unknown()))),
    owner: internal(or_null),
    note: internal(or_null),
    changed_at: nullable(Time),
    changed_by: internal(or_null),
    changed_by_name: AuthorName,
  }),
);
