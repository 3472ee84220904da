import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  keptEntries,
  naiveFigures,
  naiveRows,
} from "../../../tests/modules/reports/naive_report.ts";
import type {
  Asked,
  Entry,
} from "../../../tests/modules/reports/naive_report.ts";
import { fixedParts } from "../../../tests/modules/reports/fixed_zone.ts";
import {
  ADVERTISERS,
  blocksOf,
  DIMENSIONS,
  entries,
  period,
  rates,
} from "../../../tests/modules/reports/report_entries.ts";
import type { Dimension } from "../model.ts";
import { BlockCounter } from "./count_blocks.ts";
import { CountedReport } from "./counted_report.ts";
import { laneName } from "./exchange.ts";
import { isTime } from "./plan.ts";
import type { Period, ReportPlan } from "./plan.ts";
import { Report } from "./report.ts";

interface Span {
  from_ms: number;
  to_ms: number;
}

/** What a random report asks for. */
interface Drawn {
  all: Entry[];
  cuts: boolean[];
  span: Span;
  compared: Span | null;
  group_by: Dimension[];
  filters: { dimension: Dimension; values: (string | null)[] }[];
  sort: { key: string; descending: boolean } | null;
  limit: number;
  currency: string | null;
  empty: boolean;
}

const FIGURES = [
  "clicks.gross",
  "clicks.unique",
  "clicks.by_verdict.geo_blocked",
  "conversions.approved",
  "revenue",
  "margin",
  "pending_payout",
  "cr",
  "epc",
  "approval_rate",
  "margin_percent",
  "seconds_to_convert",
];

const filter = fc.oneof(
  ...(
    [
      ["campaign", ["1", "10"]],
      ["affiliate", ["9", null]],
      ["advertiser", ["7", null]],
      ["sub1", ["", "other", null, "\u{1f600}"]],
      ["verdict", ["sent", null, "geo_blocked"]],
      ["status", ["approved", "pending"]],
      ["goal", ["sale", null]],
      ["weekday", ["2", "3", "6"]],
      ["hour_of_day", ["0", "5", "13", "23"]],
      ["country", ["XX"]],
    ] satisfies [Dimension, (string | null)[]][]
  ).map(([dimension, values]) =>
    fc.record({
      dimension: fc.constant<Dimension>(dimension),
      values: fc.subarray<string | null>(values, { minLength: 1 }),
    }),
  ),
);

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    all: entries,
    cuts: fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }),
    span: period,
    compared: fc.option(period),
    group_by: fc.shuffledSubarray([...DIMENSIONS], { maxLength: 4 }),
    filters: fc.array(filter, { maxLength: 2 }),
    key: fc.option(fc.constantFrom(...FIGURES)),
    by_dimension: fc.boolean(),
    descending: fc.boolean(),
    limit: fc.integer({ min: 1, max: 6 }),
    currency: fc.option(fc.constantFrom("EUR", "USD")),
    empty: fc.boolean(),
  })
  .map(({ key, by_dimension, descending, ...asked }) => {
    const [first] = asked.group_by;
    const by = by_dimension ? (first ?? null) : key;
    return { ...asked, sort: by === null ? null : { key: by, descending } };
  });

function planOf(asked: Drawn, after: string | null): ReportPlan {
  const times = [
    ...asked.group_by,
    ...asked.filters.map(({ dimension }) => dimension),
  ].filter(isTime);
  const periodOf = (span: Span): Period => ({
    ...span,
    times: new Map(times.map((time) => [time, fixedParts(time, span)])),
  });
  const { group_by, filters, currency, sort, limit, empty } = asked;
  const { span, compared } = asked;
  return {
    group_by,
    filters,
    periods:
      compared === null
        ? [periodOf(span)]
        : [periodOf(span), periodOf(compared)],
    advertisers: ADVERTISERS,
    currency,
    default_currency: "EUR",
    sort,
    limit,
    after,
    empty,
    as_of_ms: 0,
    limits: [],
  };
}

function reportOf(plan: ReportPlan, asked: Drawn): Report {
  const counter = new BlockCounter(plan);
  for (const block of blocksOf(asked.all, asked.cuts)) counter.add(block);
  const counted = new CountedReport(plan, counter.counted);
  const known = counted.lanesToConvert().flatMap((lane) => {
    const rate =
      counted.currency === "EUR" ? rates(lane.currency, lane.rate_day) : null;
    return rate === null ? [] : [[laneName(lane), rate] as const];
  });
  return new Report(counted, new Map(known));
}

/** All pages of a report, and the first with its rest. */
function pagesOf(asked: Drawn) {
  const first = reportOf(planOf(asked, null), asked).page();
  const rows = [...first.rows];
  let { next } = first;
  while (next !== null) {
    const page = reportOf(planOf(asked, next), asked).page();
    expect(page.rest).toBeNull();
    expect(page.totals).toEqual(first.totals);
    expect(page.rows.length).toBeGreaterThan(0);
    rows.push(...page.rows);
    next = page.next;
  }
  return { first, rows };
}

function askedOf({ group_by, filters, span }: Drawn, currency: string): Asked {
  return {
    group_by,
    filters,
    ...span,
    advertisers: ADVERTISERS,
    currency,
    rates: currency === "EUR" ? rates : () => null,
  };
}

const byKeys = (rows: readonly { keys: (string | null)[] }[]) =>
  new Map(rows.map((row) => [JSON.stringify(row.keys), row]));

describe("a report of random entries", () => {
  test("has the figures of a plain recount in each row and total", () => {
    fc.assert(
      fc.property(drawn, (asked) => {
        const { first, rows } = pagesOf({ ...asked, empty: false });
        const naive = askedOf(asked, first.currency);
        const kept = keptEntries(asked.all, naive);
        expect(
          byKeys(rows.map(({ keys, figures }) => ({ keys, figures }))),
        ).toEqual(byKeys(naiveRows(kept, naive)));
        expect(first.totals).toEqual(naiveFigures(kept, naive));
      }),
      { numRuns: 300, includeErrorInReport: true },
    );
  });
});
