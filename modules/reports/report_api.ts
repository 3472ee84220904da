import { Type } from "@sinclair/typebox";
import { DayOrTime, oneOf } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { DISCREPANCY_API } from "./discrepancy/mod.ts";
import { DIMENSIONS, isTimeDimension } from "./dimensions.ts";
import { PERIODS } from "./read_range.ts";
import { dimensionsSeenBy, Report } from "./report_answers.ts";

const text = (description: string, example: string) =>
  Type.Optional(Type.String({ description, examples: [example] }));

const EXAMPLES: Readonly<Record<string, string>> = {
  hour: "2026-11-28T10:00:00+05:45",
  day: "2026-11-28",
  week: "2026-W48",
  month: "2026-11",
  hour_of_day: "9,10",
  weekday: "6,7",
  advertiser: "3",
  campaign: "7,9",
  affiliate: "5",
  link: "11",
  goal: "sale",
  country: "DE,(none)",
  device: "mobile",
  os: "ios",
  browser: "safari",
  source: "newsletter",
  verdict: "sent",
  status: "approved",
};

/** Parameters of any report. */
export const OPTIONS = {
  group_by: text(
    `Up to four of ${DIMENSIONS.join(", ")}, with commas between; \`day\` by default.`,
    "day,campaign",
  ),
  from: Type.Optional(DayOrTime),
  to: Type.Optional(DayOrTime),
  period: Type.Optional({
    ...oneOf(PERIODS),
    description:
      "Instead of `from` and `to`: a period by name in the zone. `last_7_days` and `last_30_days` end with today.",
  }),
  timezone: text(
    "An IANA time zone, by default yours. Its days are counted.",
    "Asia/Kathmandu",
  ),
  currency: text(
    "What money is converted to, each at the rate of its own day. By default the only currency that occurs, else the network's.",
    "EUR",
  ),
  time: Type.Optional({
    ...oneOf(["conversion", "click", "approval"]),
    description:
      "When conversions count: when they were recorded, at their click, or when first approved.",
  }),
  sort: text(
    "A dimension of the rows or a figure, with `-` downwards. By default time upwards, else `-clicks.gross`.",
    "-payout",
  ),
  limit: text("Rows of a page, 1 to 500; by default 50.", "50"),
  cursor: Type.Optional(
    Type.String({
      description:
        "The page before's `next_cursor`, with everything else as it was.",
    }),
  ),
  compare: Type.Optional({
    ...oneOf(["previous_period", "previous_year"]),
    description:
      "Adds to each row of the period what it was before: in as many days earlier, or a year earlier. While a period runs, the same part of the other counts.",
  }),
  empty: Type.Optional({
    ...oneOf(["true", "false"]),
    description: "Whether times without anything have rows.",
  }),
};

const FILTERS = Object.fromEntries(
  DIMENSIONS.map((name) => [
    name,
    text(
      isTimeDimension(name)
        ? `Only these, as rows have them, with commas between.`
        : "Only these, with commas between: `(none)` is what has none, `\\,` a comma within a value.",
      EXAMPLES[name] ?? "spring\\,2026",
    ),
  ]),
);

/** Filters by the affiliate's side, which an advertiser sees in no row. */
const hides = DIMENSIONS.filter(
  (name) => !dimensionsSeenBy("advertiser").includes(name),
);

/** API description of reports. */
export const REPORTS_API: ApiDescription = {
  ...DISCREPANCY_API,
  "GET /api/v1/reports": {
    summary: "Counts clicks and conversions, and adds up their money",
    description:
      "Counts a period by up to four dimensions. Every report is counted from the same sums, so that no two differ. As CSV and NDJSON it has all rows.",
    answers: { 200: Report },
    has_own_formats: true,
    query: Type.Object({ ...OPTIONS, ...FILTERS }),
    own: {
      affiliate: { filter: "affiliate" },
      advertiser: { filter: "advertiser", also: ["affiliate"], hides },
    },
    problems: ["unknown_currency", "unreadable_block", "unavailable"],
  },
};
