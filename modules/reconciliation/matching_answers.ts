import { Type } from "@sinclair/typebox";
import {
  Amount,
  Count,
  Currency,
  described,
  Id,
  named,
  nullable,
  oneOf,
  rounded,
  Time,
  Uuid,
} from "../http/mod.ts";
import { Batch } from "./action_answers.ts";
import {
  BreakClass,
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
      received_by: text,
    }),
    from: Time,
    to: Time,
    timezone: text,
    status: ReconciliationStatus,
    matched_at: Time,
    frame: nullable(Frame),
    frame_confirmed: Type.Boolean(),
    tolerance: Type.Object(TOLERANCES),
    rows: Count,
    breaks: Type.Array(
      Type.Object({
        class: nullable(BreakClass),
        count: Count,
        money: Type.Array(Type.Object(SIDES)),
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
    largest: described(
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
        amount: Amount,
        status: text,
        currency: Currency,
      }),
    ),
    currencies: Type.Array(
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
    conversions: Count,
    doubled_rows: Count,
    states: Type.Array(Type.Object({ class: text, state: text, count: Count })),
    batches: Type.Array(Batch),
  }),
);
