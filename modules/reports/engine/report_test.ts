import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  keptEntries,
  keyOf,
  naiveFigures,
  naiveRows,
} from "../../../tests/modules/reports/naive_report.ts";
import type {
  Asked,
  Entry,
} from "../../../tests/modules/reports/naive_report.ts";
import {
  clickPrices,
  withPriced,
} from "../../../tests/modules/reports/priced_entries.ts";
import { fixedParts } from "../../../tests/modules/reports/fixed_zone.ts";
import {
  ADVERTISERS,
  blocksOf,
  DIMENSIONS,
  entries,
  period,
  rates,
} from "../../../tests/modules/reports/report_entries.ts";
import type { Dimension, Figures, ReportRow } from "../model.ts";
import type { ClickPrice } from "./click_prices.ts";
import { PricedClickCounter } from "./count_priced.ts";
import { BlockCounter } from "./count_blocks.ts";
import { CountedReport } from "./counted_report.ts";
import { laneName } from "./exchange.ts";
import { figureOf } from "./figure_values.ts";
import type { FigureValue } from "./figure_values.ts";
import { isTime } from "./plan.ts";
import type { Period, ReportPlan } from "./plan.ts";
import { Report } from "./report.ts";
import { rowOrder } from "./row_order.ts";
import { halvesOf, WHOLE } from "./slices.ts";

interface Span {
  from_ms: number;
  to_ms: number;
}

/** A random report, and the entries that it counts. */
interface Drawn {
  all: Entry[];
  prices: ClickPrice[];
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
  "click_revenue",
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
    prices: clickPrices,
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
    click_prices: asked.prices,
    currency,
    default_currency: "EUR",
    sort,
    limit,
    after,
    empty,
    as_of_ms: 0,
  };
}

function reportOf(plan: ReportPlan, asked: Drawn, slices = WHOLE): Report {
  const counter = new BlockCounter(plan, slices);
  const priced = new PricedClickCounter(plan, counter);
  for (const block of blocksOf(asked.all, asked.cuts)) {
    counter.add(block);
    if (block.axis === "click") priced.add(block);
  }
  const counted = new CountedReport(plan, counter.counted);
  const known = counted.lanesToConvert().flatMap((lane) => {
    const rate =
      counted.currency === "EUR" ? rates(lane.currency, lane.rate_day) : null;
    return rate === null ? [] : [[laneName(lane), rate] as const];
  });
  return new Report(counted, new Map(known));
}

/** All entries, with the money of clicks. */
function allOf({ all, prices }: Drawn): Entry[] {
  return withPriced(all, prices);
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

/** Compares keys: ids by number, times by their place, texts by their bytes; none last. */
function compareKeys(
  { group_by, span }: Pick<Drawn, "group_by" | "span">,
  place: number,
  sign = 1,
) {
  const dimension = group_by[place]!;
  const labels = isTime(dimension) ? fixedParts(dimension, span).labels : [];
  return (a: ReportRow, b: ReportRow): number => {
    const a_key = a.keys[place] ?? null;
    const b_key = b.keys[place] ?? null;
    if (a_key === b_key) return 0;
    if (a_key === null || b_key === null) return a_key === null ? 1 : -1;
    if (isTime(dimension)) {
      return sign * (labels.indexOf(a_key) - labels.indexOf(b_key));
    }
    const is_id = ["advertiser", "campaign", "affiliate", "link"];
    if (is_id.includes(dimension))
      return sign * (Number(a_key) - Number(b_key));
    return sign * Buffer.compare(Buffer.from(a_key), Buffer.from(b_key));
  };
}

function compareValues(a: FigureValue, b: FigureValue, sign: number): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -sign : sign;
}

/** The order that rows must have. */
function comparisonsOf(asked: Drawn) {
  const { sort, group_by } = asked;
  const keys = group_by.map((_, place) => compareKeys(asked, place));
  const times = group_by.flatMap((dimension, place) =>
    isTime(dimension) ? [keys[place]!] : [],
  );
  const default_key = times.length > 0 ? undefined : "-clicks.gross";
  const key = sort?.key ?? default_key?.slice(1);
  const sign = (sort?.descending ?? true) ? -1 : 1;
  if (key === undefined) return [...times, ...keys];
  const place = (group_by as readonly string[]).indexOf(key);
  if (place >= 0) return [compareKeys(asked, place, sign), ...keys];
  const read = figureOf(key)!;
  const byValue = (a: ReportRow, b: ReportRow) =>
    compareValues(read(a.figures), read(b.figures), sign);
  return [byValue, ...keys];
}

/** Entries of a report's rows; clicks count for each row of their other dimensions. */
function entriesOf(
  rows: readonly ReportRow[],
  kept: readonly Entry[],
  naive: Asked,
): Entry[] {
  const { group_by } = naive;
  const keysOf = (keys: readonly (string | null)[], is_click: boolean) =>
    JSON.stringify(
      keys.filter(
        (_, place) =>
          !is_click || !["goal", "status"].includes(group_by[place]!),
      ),
    );
  const ofClicks = new Set(rows.map(({ keys }) => keysOf(keys, true)));
  const ofAll = new Set(rows.map(({ keys }) => keysOf(keys, false)));
  return kept.filter((entry) => {
    const keys = group_by.map((dimension) => keyOf(entry, dimension, naive));
    return entry.axis === "click"
      ? ofClicks.has(keysOf(keys, true))
      : ofAll.has(keysOf(keys, false));
  });
}

const NO_FIGURES: Figures = naiveFigures([], {
  currency: "EUR",
  rates: () => null,
});

describe("a report of random entries", () => {
  test("has the figures of a plain recount in each row and total", () => {
    fc.assert(
      fc.property(drawn, (asked) => {
        const { first, rows } = pagesOf({ ...asked, empty: false });
        const naive = askedOf(asked, first.currency);
        const kept = keptEntries(allOf(asked), naive);
        const shown = rows.map(({ keys, figures }) => ({ keys, figures }));
        expect(byKeys(shown)).toEqual(byKeys(naiveRows(kept, naive)));
        expect(first.totals).toEqual(naiveFigures(kept, naive));
      }),
      { numRuns: 120, includeErrorInReport: true },
    );
  });

  test("has each row once in order over all pages, and the rest on the first", () => {
    fc.assert(
      fc.property(drawn, (asked) => {
        const { first, rows } = pagesOf(asked);
        expect(byKeys(rows).size).toBe(rows.length);
        const comparisons = comparisonsOf(asked);
        rows.slice(1).forEach((row, at) => {
          const differences = comparisons.map((compare) =>
            compare(rows[at]!, row),
          );
          expect(differences.find((of) => of !== 0) ?? 0).toBeLessThan(0);
        });
        const all = reportOf(planOf(asked, null), asked);
        expect(all.size).toBe(rows.length);
        expect([...all.rows(0, 2), ...all.rows(2, 1e6)]).toEqual(rows);
        const rest = rows.slice(asked.limit);
        if (rest.length === 0) return expect(first.rest).toBeNull();
        const naive = askedOf(asked, first.currency);
        const kept = keptEntries(allOf(asked), naive);
        const of_rest = entriesOf(rest, kept, naive);
        expect(first.rest).toEqual(naiveFigures(of_rest, naive));
      }),
      { numRuns: 80, includeErrorInReport: true },
    );
  });

  test("has the same rows when it is counted by slices of a text", () => {
    const text = fc.constantFrom<Dimension>("campaign", "sub1", "verdict");
    fc.assert(
      fc.property(drawn, text, (drawn_one, of) => {
        const others = drawn_one.group_by.filter((one) => one !== of);
        const group_by = [...others.slice(0, 3), of];
        const asked = { ...drawn_one, group_by, empty: false };
        const whole = planOf(asked, null);
        const { currency } = reportOf(whole, asked).page();
        const plan = { ...whole, currency };
        const [half, other] = halvesOf(WHOLE, group_by.length - 1);
        const rows = [half, ...halvesOf(other, group_by.length - 1)].flatMap(
          (slices) => reportOf(plan, asked, slices).rows(0, 1e6),
        );
        expect(rows.toSorted(rowOrder(plan))).toEqual(
          reportOf(plan, asked).rows(0, 1e6),
        );
      }),
      { numRuns: 100, includeErrorInReport: true },
    );
  });

  test("has a row for each time of other keys with empty ones", () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom("day", "hour"), (drawn_one, time) => {
        const asked: Drawn = {
          ...drawn_one,
          limit: 500,
          group_by: [
            time,
            ...drawn_one.group_by.filter((of) => !isTime(of)).slice(0, 1),
          ],
          sort: null,
        };
        const filled = pagesOf({ ...asked, empty: true });
        const found = pagesOf({ ...asked, empty: false });
        const others = new Set(found.rows.map(({ keys }) => keys[1]));
        if (asked.group_by.length === 1) others.add(undefined);
        const { labels } = fixedParts(time, asked.span);
        expect(filled.rows).toHaveLength(labels.length * others.size);
        expect(new Set(filled.rows.map(({ keys }) => keys[0]))).toEqual(
          new Set(others.size === 0 ? [] : labels),
        );
        expect(byKeys(filled.rows)).toEqual(
          new Map([...byKeys(filled.rows), ...byKeys(found.rows)]),
        );
        expect(filled.first.totals).toEqual(found.first.totals);
      }),
      { numRuns: 30, includeErrorInReport: true },
    );
  });

  test("meets its compared period by key, and by position in time", () => {
    fc.assert(
      fc.property(drawn, period, (drawn_one, compared) => {
        const asked = { ...drawn_one, compared };
        const { first, rows } = pagesOf(asked);
        const naive = askedOf(asked, first.currency);
        const before = keptEntries(allOf(asked), naive, compared);
        expect(first.compare?.totals).toEqual(naiveFigures(before, naive));
        for (const row of rows) {
          const keys = row.keys.map((key, place) => {
            const dimension = asked.group_by[place]!;
            if (!isTime(dimension)) return key;
            const { labels } = fixedParts(dimension, asked.span);
            const then = fixedParts(dimension, compared).labels;
            return then[labels.indexOf(key ?? "")] ?? "none then";
          });
          const of_row = entriesOf([{ ...row, keys }], before, naive);
          const figures = naiveFigures(of_row, naive);
          if (row.before !== null) expect(row.before).toEqual(figures);
          else expect(figures).toEqual({ ...NO_FIGURES, unconverted: [] });
        }
      }),
      { numRuns: 70, includeErrorInReport: true },
    );
  });
});
