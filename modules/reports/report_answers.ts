import { Type } from "@sinclair/typebox";
import type { TSchema } from "@sinclair/typebox";
import {
  advertisers,
  affiliates,
  Amount,
  Currency,
  Count,
  described,
  Id,
  internal,
  named,
  NextCursor,
  nullable,
  oneOf,
  rounded,
  schemaSeenBy,
  Time,
} from "../http/mod.ts";
import type { PartyRole } from "../http/mod.ts";
import { SUBS } from "../rollups/mod.ts";
import { DIMENSIONS } from "./dimensions.ts";
import { FIGURES } from "./report_figures.ts";

const text = Type.String();
const or_null = nullable(text);

const Thing = Type.Object({
  id: Id,
  name: described("Its name as it is now.", or_null),
});

/** An affiliate, whose name is no advertiser's business. */
const AffiliateThing = Type.Object({
  id: Id,
  name: affiliates(described("Its name as it is now.", or_null)),
});

/** Dimensions; a row has those that were grouped by. */
const KEYS = {
  hour: described(
    "The start of the hour on the zone's clock.",
    Type.String({ examples: ["2026-11-28T10:00:00+05:45"] }),
  ),
  day: Type.String({ examples: ["2026-11-28"] }),
  week: described("The ISO week.", Type.String({ examples: ["2026-W48"] })),
  month: Type.String({ examples: ["2026-11"] }),
  hour_of_day: Type.Integer({ minimum: 0, maximum: 23 }),
  weekday: described("From Monday.", Type.Integer({ minimum: 1, maximum: 7 })),
  advertiser: advertisers(nullable(Thing)),
  campaign: nullable(Thing),
  affiliate: nullable(AffiliateThing),
  link: affiliates(nullable(Thing)),
  goal: or_null,
  country: or_null,
  device: or_null,
  os: or_null,
  browser: or_null,
  source: affiliates(or_null),
  ...Object.fromEntries(SUBS.map((name) => [name, affiliates(or_null)])),
  verdict: or_null,
  status: or_null,
};

const Ratio = nullable(Type.Number({ examples: [0.125] }));
const Each = nullable(
  described(
    "Money of four decimals.",
    Type.String({ pattern: "^-?[0-9]+[.][0-9]{4}$", examples: ["0.1250"] }),
  ),
);

const FIGURE_FIELDS = {
  clicks: Type.Object({
    gross: Count,
    valid: Count,
    unique: Count,
    invalid: Count,
    bot: Count,
    by_verdict: Type.Record(text, Count),
  }),
  conversions: Type.Object({
    pending: Count,
    approved: Count,
    rejected: Count,
    reversed: Count,
  }),
  ...rounded({
    amount: advertisers(Amount),
    revenue: advertisers(Amount),
    payout: affiliates(Amount),
    margin: internal(Amount),
    pending_revenue: advertisers(Amount),
    pending_payout: affiliates(Amount),
    click_revenue: advertisers(Amount),
    click_payout: affiliates(Amount),
  }),
  cr: Ratio,
  cr_approved: Ratio,
  approval_rate: Ratio,
  epc: affiliates(Each),
  rpc: advertisers(Each),
  cpa: affiliates(Each),
  aov: advertisers(Each),
  margin_percent: internal(nullable(Type.Number({ examples: [33.33] }))),
  seconds_to_convert: described(
    "The median.",
    nullable(Type.Number({ examples: [90] })),
  ),
  unconverted: described(
    "Money without an exchange rate, which is in none of the sums.",
    Type.Array(
      Type.Object({
        currency: Currency,
        ...rounded({
          revenue: advertisers(Amount),
          payout: affiliates(Amount),
        }),
      }),
    ),
  ),
};

const Figures = named("ReportFigures", Type.Object(FIGURE_FIELDS));

export const ReportRow = named(
  "ReportRow",
  Type.Object({
    ...Object.fromEntries(
      Object.entries(KEYS).map(([name, schema]) => [
        name,
        Type.Optional(schema),
      ]),
    ),
    ...FIGURE_FIELDS,
    before: described(
      "Those of the compared period; null where nothing happened in it.",
      Type.Optional(nullable(Type.Object(FIGURE_FIELDS))),
    ),
  }),
);

const Column = Type.Object({
  key: described("The field of a row, with dots.", text),
  unit: oneOf([
    "time",
    "thing",
    "text",
    "count",
    "money",
    "ratio",
    "percent",
    "seconds",
  ]),
  formula: described("Null for what rows are of.", or_null),
  mixed_axes: described(
    "Whether it puts conversions at their own time together with clicks at theirs.",
    Type.Boolean(),
  ),
  additive: described("Whether rows add up to the totals.", Type.Boolean()),
});

/** A page of a report. */
export const Report = named(
  "Report",
  Type.Object({
    from: Time,
    to: Time,
    timezone: Type.String({ examples: ["Europe/Berlin"] }),
    currency: Currency,
    time: oneOf(["conversion", "click", "approval"]),
    as_of: described("The moment that it was counted as of.", Time),
    group_by: Type.Array(text),
    columns: Type.Array(Column),
    data: Type.Array(ReportRow),
    rest: described(
      "Those of the rows after the first page; null if there are none, and on other pages.",
      nullable(Figures),
    ),
    totals: Figures,
    compare: described(
      "The compared period; null if none was asked for.",
      nullable(Type.Object({ from: Time, to: Time, totals: Figures })),
    ),
    limits: described(
      "Columns that the report can't break down, and why.",
      Type.Array(text),
    ),
    next_cursor: NextCursor,
  }),
);

const SEEN: Readonly<Record<PartyRole | "all", ReadonlySet<string>>> = {
  all: fieldsOf(ReportRow),
  affiliate: fieldsOf(schemaSeenBy(ReportRow, "affiliate")),
  advertiser: fieldsOf(schemaSeenBy(ReportRow, "advertiser")),
};

function fieldsOf({ properties }: TSchema): ReadonlySet<string> {
  return new Set(Object.keys(properties as object));
}

/** The dimensions that a party sees in rows, or everybody else. */
export function dimensionsSeenBy(role: PartyRole | null) {
  return DIMENSIONS.filter((name) => SEEN[role ?? "all"].has(name));
}

/** The figures that a party sees in rows, or everybody else. */
export function figuresSeenBy(role: PartyRole | null) {
  return FIGURES.filter(({ key }) =>
    SEEN[role ?? "all"].has(key.split(".")[0] ?? ""),
  );
}
