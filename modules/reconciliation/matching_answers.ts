import { Type } from "@sinclair/typebox";
import {
  Amount,
  AuthorName,
  Count,
  Currency,
  described,
  Id,
  internal,
  named,
  NextCursor,
  nullable,
  oneOf,
  rounded,
  Time,
  Uuid,
} from "../http/mod.ts";
import { Batch } from "./action_answers.ts";
import {
  ADVERTISER_SEES,
  BreakClass,
  compared,
  Frame,
  ReconciliationStatus,
} from "./statement_answers.ts";

const text = Type.String();

const TOLERANCES = {
  row_amount: Type.Optional(Amount),
  row_percent: Type.Optional(text),
  statement_amount: Type.Optional(Amount),
  statement_percent: Type.Optional(text),
};

/** An advertiser's tolerances. */
export const Tolerance = named(
  "Tolerance",
  Type.Object({ advertiser_id: Id, ...TOLERANCES }),
);

/** A month of an advertiser without a statement. */
export const MissingStatement = named(
  "MissingStatement",
  Type.Object({
    advertiser_id: Id,
    name: text,
    month: Type.String({ examples: ["2026-10"] }),
    currency: Currency,
    conversions: Count,
    ...rounded({ revenue: Amount }),
  }),
);

const SIDES = { currency: Currency, ours: Amount, theirs: Amount };
const ClassCounts = Type.Array(Type.Object({ class: text, count: Count }));

/** The report of a reconciliation; its amounts are exact. */
export const ReconciliationReport = named(
  "ReconciliationReport",
  Type.Object({
    id: Uuid,
    advertiser: Type.Object({ id: Id, name: text }),
    statement: Type.Object({
      id: Uuid,
      file_name: nullable(text),
      sha256: text,
      received_at: Time,
      received_by: internal(text),
      received_by_name: AuthorName,
    }),
    from: Time,
    to: Time,
    timezone: text,
    status: ReconciliationStatus,
    matched_at: Time,
    frame: nullable(Frame),
    frame_confirmed: Type.Boolean(),
    tolerance: internal(Type.Object(TOLERANCES)),
    rows: Count,
    breaks: Type.Array(
      Type.Object({
        class: nullable(BreakClass),
        count: Count,
        money: compared(Type.Array(Type.Object(SIDES))),
        proposed: nullable(text),
      }),
    ),
    changed: described(
      "Breaks that the statement before had and this one hasn't, and the other way round.",
      nullable(
        Type.Object({
          gone: ClassCounts,
          appeared: ClassCounts,
          previous_id: Uuid,
        }),
      ),
    ),
    ...ADVERTISER_SEES,
    largest: compared(
      described(
        "The breaks with the largest differences.",
        Type.Array(
          Type.Object({
            id: text,
            class: BreakClass,
            ...SIDES,
            difference: Amount,
          }),
        ),
      ),
    ),
    matches: Type.Array(
      Type.Object({
        rows: Count,
        rule: nullable(text),
        tier: nullable(Type.Integer()),
        conversions: Count,
        share_percent: Type.Number(),
      }),
    ),
    by_status: Type.Array(
      Type.Object({
        side: oneOf(["ours", "theirs"]),
        count: Count,
        amount: compared(Amount),
        status: text,
        currency: Currency,
      }),
    ),
    currencies: compared(
      Type.Array(
        Type.Object({
          ...SIDES,
          difference: Amount,
          breaks: described("The part of the difference in breaks.", Amount),
          unexplained: described("The rest of it; 0.", Amount),
          discrepancy_percent: described(
            "The difference in percent of ours; null if ours is 0.",
            nullable(text),
          ),
          over_percent: described(
            "The mark that it passes, 2 or 5.",
            nullable(Type.Integer()),
          ),
        }),
      ),
    ),
    conversions: Count,
    doubled_rows: Count,
    states: Type.Array(Type.Object({ class: text, state: text, count: Count })),
    batches: internal(Type.Array(Batch)),
  }),
);

const SUMS = {
  ours: described("What the invoice bills.", Amount),
  theirs: described(
    "What the statement would have billed; null unless its `basis` is `revenue`, and if it is in other currencies.",
    nullable(Amount),
  ),
  difference: described("Ours less theirs.", nullable(Amount)),
  counted: compared(
    described(
      "Both sides by what the statement is about, its `basis`; without theirs if it is in other currencies.",
      Type.Object({
        ours: Amount,
        theirs: nullable(Amount),
        difference: nullable(Amount),
      }),
    ),
  ),
};

/** An invoice against a statement, as the API shows it; its amounts are exact. */
export const InvoiceDifference = named(
  "InvoiceDifference",
  Type.Object({
    invoice: Type.Object({
      id: Uuid,
      number: Type.Integer(),
      from: Time,
      to: Time,
      amount: Amount,
    }),
    statement: described(
      "The statement of the same time, else the one that shares most of it, one in the invoice's currency first; null if there is none.",
      nullable(
        Type.Object({
          reconciliation_id: Uuid,
          file_name: nullable(text),
          from: Time,
          to: Time,
          status: ReconciliationStatus,
          basis: described(
            "What its money is compared with: only of `revenue` are its sums those of an invoice.",
            text,
          ),
          currencies: described(
            "Those of its rows; sums of theirs are null without the invoice's.",
            Type.Array(Currency),
          ),
        }),
      ),
    ),
    ...ADVERTISER_SEES,
    currency: Currency,
    sentence: described("The answer in words.", text),
    totals: Type.Object({ ...SUMS, count: Count }),
    by_class: Type.Array(Type.Object({ class: text, count: Count, ...SUMS })),
    lines: Type.Array(
      Type.Object({
        id: text,
        class: described(
          "`same`, the class of the break, `outside_statement` for a sale that isn't of the statement's time, `not_on_invoice` for a row whose sale is on another invoice or none, or what else is billed, such as `adjustment`.",
          text,
        ),
        ...SUMS,
        conversion_id: nullable(Uuid),
        campaign_id: nullable(Id),
        goal: nullable(text),
        order_id: nullable(text),
        status: nullable(text),
        converted_at: nullable(Time),
        row_no: nullable(Type.Integer()),
        row_status: described("The statement's own word.", nullable(text)),
      }),
    ),
    next_cursor: NextCursor,
  }),
);
