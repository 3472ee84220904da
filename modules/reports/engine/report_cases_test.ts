import { describe, expect, test } from "bun:test";
import {
  byDay,
  click,
  conversion,
  countEntries,
  many,
  periodByDay,
  planOf,
  reportOf,
  SPAN,
} from "../../../tests/modules/reports/count_report.ts";
import { DAY_MS } from "../../../tests/modules/reports/naive_report.ts";
import type { Entry } from "../../../tests/modules/reports/naive_report.ts";
import {
  blocksOf,
  withoutMinutes,
} from "../../../tests/modules/reports/report_entries.ts";
import type { Figures, ReportRow } from "../model.ts";
import { figureOf } from "./figure_values.ts";

const read = (key: string, figures: Figures) => figureOf(key)?.(figures);
const keys = (rows: readonly ReportRow[]) => rows.map((row) => row.keys[0]);

describe("clicks", () => {
  test("unique is a mark of the click: it adds up over days and countries", () => {
    const clicks = [
      click({ country: "DE" }, { day: 1 }),
      click({ country: "US" }, { day: 2 }),
    ];
    const days = countEntries(clicks, {
      group_by: byDay,
      periods: [periodByDay()],
    });
    expect(days.rows.map(({ figures }) => figures.clicks.unique)).toEqual([
      1, 1,
    ]);
    const countries = countEntries(clicks, { group_by: ["country"] });
    expect(countries.rows.map(({ keys: [key] }) => key)).toEqual(["DE", "US"]);
    expect(countries.totals.clicks.unique).toBe(2);
  });

  test("of tests and prefetches aren't counted, bots are gross and invalid", () => {
    const { totals, rows } = countEntries([
      click({ kind: "1 sent" }),
      click({ kind: "4 sent" }),
      click({ kind: "5 sent" }),
      click({ kind: "9 sent" }),
      click({ kind: "17 sent" }),
      click({ kind: "0 geo_blocked" }),
      click({ kind: "8 geo_blocked", campaign: "2" }),
    ]);
    expect(totals.clicks).toEqual({
      gross: 4,
      valid: 1,
      unique: 1,
      invalid: 3,
      bot: 2,
      by_verdict: { sent: 3, geo_blocked: 1 },
    });
    expect(keys(rows)).toEqual(["1"]);
  });
});

describe("ratios", () => {
  test("over nothing are none", () => {
    const { totals } = countEntries([
      conversion({}, { amount: 5n, revenue: 0n, payout: 2n }),
    ]);
    for (const key of ["cr", "cr_approved", "epc", "rpc", "margin_percent"]) {
      expect(read(key, totals)).toBeNull();
    }
    expect(read("cpa", totals)).toBe(2);
    expect(read("aov", totals)).toBe(5);
    expect(read("approval_rate", totals)).toBe(1);
    const clicks = countEntries([click()]).totals;
    for (const key of ["approval_rate", "cpa", "aov"]) {
      expect(read(key, clicks)).toBeNull();
    }
    expect(read("cr", clicks)).toBe(0);
  });

  test("of negative revenue have a margin without a percentage", () => {
    const { totals } = countEntries([
      conversion({}, { revenue: -10n, payout: 5n }),
    ]);
    expect(read("margin", totals)).toBe(-15n);
    expect(read("margin_percent", totals)).toBeNull();
  });

  test("of totals are of sums, not means of rows", () => {
    const { totals } = countEntries([
      ...many(click(), 10),
      ...many(click({ campaign: "2" }), 100),
      conversion(),
      ...many(conversion({ campaign: "2" }), 90),
    ]);
    expect(read("cr", totals)).toBeCloseTo(0.8273, 4);
  });

  test("sort with none last in both directions, ties by key, over all pages", () => {
    const entries: Entry[] = ["1", "2", "10", "11", "12"].flatMap((campaign) =>
      many(click({ campaign }), campaign === "11" ? 4 : 2),
    );
    entries.push(
      conversion({ campaign: "2" }),
      conversion({ campaign: "10" }),
      conversion({ campaign: "11" }),
      conversion({ campaign: "5" }),
      conversion({ campaign: "40" }),
    );
    const pages = (descending: boolean) => {
      const seen: (string | null | undefined)[][] = [];
      let after: string | null = null;
      do {
        const sort = { key: "cr", descending };
        const page = countEntries(entries, { sort, limit: 3, after });
        seen.push(keys(page.rows));
        after = page.next;
      } while (after !== null);
      return seen;
    };
    expect(pages(true)).toEqual([["2", "10", "11"], ["1", "12", "5"], ["40"]]);
    expect(pages(false)).toEqual([["1", "12", "11"], ["2", "10", "5"], ["40"]]);
  });
});

test("the rest is the total less what is shown; an export has each row and no rest", () => {
  const subs = ["other", "", null, "a", "b"];
  const entries = subs.flatMap((sub1, at) => [
    ...many(click({ sub1 }), 10 - at),
    conversion({ sub1 }, { revenue: 7n }),
  ]);
  const change = { group_by: ["sub1"] as const, limit: 3 };
  const page = countEntries(entries, change);
  expect(keys(page.rows)).toEqual(["other", "", null]);
  expect(page.rest).toMatchObject({
    clicks: { gross: 7 + 6 },
    conversions: { approved: 2 },
    revenue: 14n,
  });
  expect(page.totals.clicks.gross).toBe(10 + 9 + 8 + 7 + 6);
  const second = countEntries(entries, { ...change, after: page.next });
  expect(keys(second.rows)).toEqual(["a", "b"]);
  expect([second.rest, second.next]).toEqual([null, null]);
  const blocks = blocksOf(entries, [false]);
  const exported = reportOf(planOf(change), blocks);
  expect(keys(exported.rows(0, 10))).toEqual(subs);
});

describe("rows by goal and status", () => {
  const entries = [
    ...many(click(), 4),
    ...many(click({ campaign: "2" }), 3),
    conversion({ goal: "sale" }),
    conversion({ goal: "lead" }),
  ];
  const group_by = ["campaign", "goal"] as const;

  test("have the clicks of their other dimensions, and totals count them once", () => {
    const { rows, totals } = countEntries(entries, { group_by });
    expect(rows.map((row) => [...row.keys, row.figures.clicks.gross])).toEqual([
      ["1", "lead", 4],
      ["1", "sale", 4],
      ["2", null, 3],
    ]);
    expect(totals.clicks.gross).toBe(7);
  });

  test("have a rest with the clicks of its rows", () => {
    const { rest } = countEntries(entries, { group_by, limit: 1 });
    expect(rest?.clicks.gross).toBe(7);
    expect(rest?.conversions.approved).toBe(1);
  });
});

describe("a conversion", () => {
  test("stands once on each axis, where the axis has it", () => {
    const on = (axis: Entry["axis"], day: number) => ({
      ...conversion({ status: "reversed" }, { day }),
      axis,
    });
    for (const [axis, day] of [
      ["conversion_by_click", 1],
      ["conversion", 3],
      ["conversion_by_approval", 6],
    ] as const) {
      const { rows } = countEntries([on(axis, day)], {
        group_by: byDay,
        periods: [periodByDay()],
      });
      const date = new Date(SPAN.from_ms + day * DAY_MS).toISOString();
      expect(keys(rows)).toEqual([date.slice(0, 10)]);
      expect(rows[0]?.figures.conversions.reversed).toBe(1);
    }
  });

  test("that comes late changes a rerun", () => {
    const early = [click()];
    expect(countEntries(early).totals.conversions.approved).toBe(0);
    const late = [...early, conversion()];
    expect(countEntries(late).totals.conversions.approved).toBe(1);
  });

  test("moves from pending to approved, and a part refund changes only its money", () => {
    const pending = conversion(
      { status: "pending", seconds: "9" },
      { amount: 50n, revenue: 10n },
    );
    const back = (entry: Entry): Entry => ({
      ...entry,
      count: -1,
      amount: -entry.amount,
      revenue: -entry.revenue,
    });
    const approved = conversion(
      { seconds: "9" },
      { amount: 50n, revenue: 10n },
    );
    const refunded = { ...approved, amount: 30n };
    expect(countEntries([pending]).totals).toMatchObject({
      conversions: { pending: 1, approved: 0 },
      revenue: 0n,
      pending_revenue: 10n,
    });
    const changes = [pending, back(pending), approved];
    changes.push(back(approved), refunded);
    expect(countEntries(changes).totals).toMatchObject({
      conversions: { pending: 0, approved: 1 },
      amount: 30n,
      revenue: 10n,
      pending_revenue: 0n,
      seconds_to_convert: 9,
    });
    const gone = countEntries([pending, back(pending)]);
    expect(gone.rows).toEqual([]);
    expect(gone.totals.seconds_to_convert).toBeNull();
  });
});

test("a change from nothing has no before, and none to none has none", () => {
  const before_ms = SPAN.from_ms - 10 * DAY_MS;
  const compared = { from_ms: before_ms, to_ms: SPAN.from_ms };
  const periods = [periodByDay(), periodByDay(compared)] as const;
  const { rows, compare } = countEntries(
    [
      ...many(click({}, { day: 1 }), 5),
      ...many(click({}, { day: -9 }), 5),
      click({}, { day: 2 }),
      click({}, { day: -7 }),
    ],
    { group_by: byDay, periods, empty: true },
  );
  const changes = rows.map(({ figures, before }) => [
    figures.clicks.gross,
    before?.clicks.gross ?? null,
  ]);
  expect(changes.slice(0, 5)).toEqual([
    [0, null],
    [5, 5],
    [1, null],
    [0, 1],
    [0, null],
  ]);
  expect(compare?.totals.clicks.gross).toBe(6);
});

test("money of the compared period is converted to the only currency of the report's own", () => {
  const compared = {
    from_ms: SPAN.from_ms - 10 * DAY_MS,
    to_ms: SPAN.from_ms,
  };
  const periods = [SPAN, compared].map((span) => ({
    ...span,
    times: new Map(),
  }));
  const { currency, compare } = countEntries(
    [
      conversion({ currency: "JPY" }, { payout: 300n }),
      conversion({ currency: "EUR" }, { day: -5, payout: 7n }),
      conversion({ currency: "JPY" }, { day: -5, payout: 1n }),
    ],
    { periods: [periods[0]!, periods[1]!] },
    (from, day) =>
      from === "EUR" && day === "a"
        ? { numerator: 160n, denominator: 1n }
        : null,
  );
  expect(currency).toBe("JPY");
  expect(compare?.totals).toMatchObject({ payout: 1121n, unconverted: [] });
});

test("a time that is filtered by means the same place in the compared period", () => {
  const compared = {
    from_ms: SPAN.from_ms - 10 * DAY_MS,
    to_ms: SPAN.from_ms,
  };
  const period = periodByDay();
  const day = period.times.get("day")?.labels[1] ?? "";
  const entries = [
    ...many(click({}, { day: 1 }), 5),
    click({}, { day: 2 }),
    ...many(click({}, { day: -9 }), 4),
    click({}, { day: -8 }),
  ];
  const { rows, compare, totals } = countEntries(entries, {
    group_by: byDay,
    filters: [{ dimension: "day", values: [day] }],
    periods: [period, periodByDay(compared)],
  });
  expect(keys(rows)).toEqual([day]);
  expect(rows[0]?.before?.clicks.gross).toBe(4);
  expect([totals, compare?.totals].map((sum) => sum?.clicks.gross)).toEqual([
    5, 4,
  ]);
});

test("a median of thousands is found as that of a few", () => {
  const seconds = Array.from({ length: 6_000 }, (_, at) => (at * 7919) % 6_000);
  const entries = seconds.map((of) => conversion({ seconds: String(of) }));
  expect(countEntries(entries).totals.seconds_to_convert).toBe(2999.5);
  const far = conversion({ seconds: "9999999" });
  const more = countEntries([...entries, far]).totals;
  expect(more.seconds_to_convert).toBe(3000);
});

describe("a day without minutes", () => {
  const blocks = blocksOf(many(click(), 3), [false]).map(withoutMinutes);

  test("counts in the period and the bucket that has all of it", () => {
    expect(reportOf(planOf(), blocks).page().totals.clicks.gross).toBe(3);
    const whole = {
      starts_ms: [SPAN.from_ms, SPAN.from_ms + 5 * DAY_MS],
      codes: [0, 1],
      labels: ["first", "second"],
    };
    const period = { ...SPAN, times: new Map([["week", whole]] as const) };
    const plan = planOf({ group_by: ["week"], periods: [period] });
    expect(keys(reportOf(plan, blocks).page().rows)).toEqual(["first"]);
  });

  test("is refused where only a part of it counts", () => {
    const from_ms = SPAN.from_ms + DAY_MS + 60_000;
    const cut = planOf({
      periods: [{ from_ms, to_ms: SPAN.to_ms, times: new Map() }],
    });
    expect(() => reportOf(cut, blocks)).toThrow("without its minutes");
    const by_day = planOf({ group_by: byDay, periods: [periodByDay()] });
    expect(() => reportOf(by_day, blocks)).toThrow("without its minutes");
  });
});

test("empty rows without end are refused", () => {
  const entries = Array.from({ length: 50 }, (_, sub) =>
    many(click({ sub1: String(sub) }), 1),
  ).flat();
  const starts_ms = Array.from(
    { length: 21_000 },
    (_, at) => SPAN.from_ms + at,
  );
  const hours = {
    starts_ms,
    codes: starts_ms.map((_, at) => at),
    labels: starts_ms.map(String),
  };
  const period = { ...SPAN, times: new Map([["hour", hours]] as const) };
  expect(() =>
    countEntries(entries, {
      group_by: ["hour", "sub1"],
      periods: [period],
      empty: true,
    }),
  ).toThrow("Invalid empty");
});
