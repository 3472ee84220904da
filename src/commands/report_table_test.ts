import { describe, expect, test } from "bun:test";
import { reportTable, withoutControls } from "./report_table.ts";
import type { ShownReport } from "./report_table.ts";

type Row = ShownReport["data"][number];

const column = (
  key: string,
  unit: string,
  more: Partial<ShownReport["columns"][number]> = {},
) => ({
  key,
  unit,
  formula: key,
  mixed_axes: false,
  additive: true,
  ...more,
});

const COLUMNS = [
  column("sub1", "text"),
  column("clicks.gross", "count"),
  column("clicks.by_verdict", "count"),
  column("payout", "money"),
  column("cr", "ratio", { mixed_axes: true }),
  column("epc", "money", { formula: "payout / clicks.valid" }),
  column("margin_percent", "percent"),
  column("seconds_to_convert", "seconds"),
];

function figures(
  gross: number,
  payout = "0.00",
  ratios: { cr?: number | null; epc?: string | null } = {},
) {
  const { cr = null, epc = null } = ratios;
  const clicks = { gross, by_verdict: { sent: gross } };
  return {
    clicks,
    ...{ payout, cr, epc, margin_percent: -5.5, seconds_to_convert: 90 },
  };
}

function reportOf(more: Partial<ShownReport>): ShownReport {
  return {
    from: "2026-11-21T18:15:00.000Z",
    to: "2026-11-23T04:15:00.000Z",
    timezone: "Asia/Kathmandu",
    currency: "USD",
    time: "click",
    as_of: "2026-11-22T10:00:00.000Z",
    group_by: ["sub1"],
    columns: COLUMNS,
    data: [],
    rest: null,
    totals: figures(0),
    compare: null,
    limits: [],
    next_cursor: null,
    ...more,
  };
}

function compared(rows: readonly Row[], totals: Row) {
  const { before = null, ...now } = totals;
  const [from, to] = ["2026-11-20T18:15:00.000Z", "2026-11-21T18:15:00.000Z"];
  return reportOf({
    data: [...rows],
    totals: now,
    compare: { from, to, totals: before ?? figures(0) },
  });
}

describe("reportTable()", () => {
  test("has the figures at the right, the rest and the totals below", () => {
    const data = [
      { sub1: "a", ...figures(1200, "12.50", { cr: 0.125, epc: "0.0104" }) },
      { sub1: null, ...figures(3) },
    ];
    const rest = figures(40, "1.00");
    const totals = figures(1243, "13.50", { cr: 0.12, epc: "0.0109" });
    const report = reportOf({ data, rest, totals, next_cursor: "x" });
    expect(reportTable(report)).toEqual([
      "2026-11-22 to 2026-11-23 10:00 Asia/Kathmandu, money in USD, conversions when their click was, as of 2026-11-22 15:45",
      "",
      "        clicks",
      "sub1     gross  payout      cr*     epc",
      "──────  ──────  ──────  ───────  ──────",
      "a         1200   12.50  12.50 %  0.0104",
      "(none)       3    0.00        –       –",
      "──────  ──────  ──────  ───────  ──────",
      "rest        40    1.00        –       –",
      "total     1243   13.50  12.00 %  0.0109",
      "",
      "* Conversions of the period with its clicks, which need not be theirs; --time click counts both at the click.",
      "More rows: --limit takes up to 500, --format csv has all.",
    ]);
  });

  test("shows changes in percent: none to none is 0, none to some is nothing", () => {
    const rows = [
      { sub1: "same", ...figures(5), before: figures(5) },
      { sub1: "new", ...figures(5, "1.00", { epc: "0.2000" }), before: null },
      { sub1: "none", ...figures(0), before: figures(0) },
      { sub1: "gone", ...figures(0), before: figures(8, "2.00") },
      { sub1: "loss", ...figures(6, "5.00"), before: figures(4, "-5.00") },
    ];
    const totals = { ...figures(16, "6.00"), before: figures(17, "-3.00") };
    const table = reportTable(compared(rows, totals), "clicks.gross,payout");
    expect(table[0]).toContain("compared with 2026-11-21 to 2026-11-22,");
    expect(table.slice(2)).toEqual([
      "       clicks",
      "sub1    gross    change  payout    change",
      "─────  ──────  ────────  ──────  ────────",
      "same        5       0 %    0.00       0 %",
      "new         5         –    1.00         –",
      "none        0       0 %    0.00       0 %",
      "gone        0  -100.0 %    0.00  -100.0 %",
      "loss        6   +50.0 %    5.00  +200.0 %",
      "─────  ──────  ────────  ──────  ────────",
      "total      16    -5.9 %    6.00  +300.0 %",
    ]);
  });

  test("a ratio of before that there was none has no change", () => {
    const row = { sub1: "a", ...figures(1, "0.00", { epc: "0.0000" }) };
    const totals = { ...row, before: figures(0) };
    const report = compared([{ ...row, before: null }], totals);
    const lines = reportTable(report, "payout,epc");
    expect(lines).toContain("a        0.00     0 %  0.0000       –");
  });

  test("shows percents and seconds, and names what can't be asked for", () => {
    const report = reportOf({ data: [{ sub1: "a", ...figures(1) }] });
    const lines = reportTable(report, "margin_percent, seconds_to_convert");
    expect(lines).toContain("a             -5.50 %                90 s");
    expect(() => reportTable(report, "fun")).toThrow(
      "--columns must be of clicks.gross, payout, cr,",
    );
  });

  test("no text of a sub steers the terminal, fills it, or passes for none", () => {
    const texts = ["\u001b[2Jx\r\n\u202e", "(none)", "日本", "s".repeat(50)];
    const data = texts.map((sub1) => ({ sub1, ...figures(1) }));
    const lines = reportTable(reportOf({ data }), "payout");
    expect(lines.slice(4, 8).map((line) => line.trimEnd())).toEqual([
      `\ufffd[2Jx\ufffd\ufffd\ufffd${" ".repeat(32)}    0.00`,
      `"(none)"${" ".repeat(32)}    0.00`,
      `日本${" ".repeat(36)}    0.00`,
      `${"s".repeat(39)}…    0.00`,
    ]);
  });

  test("nor does a file that is printed on it", () => {
    const file =
      'sub1,"two\r\nlines"\tx\r\n\u001b]0;x\u0007,\u009b2J,\u202eabc,é🙂\r\n';
    expect(withoutControls(file)).toBe(
      'sub1,"two\r\nlines"\tx\r\n\ufffd]0;x\ufffd,\ufffd2J,\ufffdabc,é🙂\r\n',
    );
  });

  test("says what is missing from the numbers", () => {
    const unconverted = [
      { currency: "EUR", revenue: "8.00", payout: "5.00" },
      { currency: "JPY", payout: "0" },
    ];
    const columns = [column("clicks.gross", "count", { additive: false })];
    const totals = { ...figures(0), unconverted };
    const limits = ["os: rows of 2020 are gone"];
    const report = reportOf({ totals, limits, columns, group_by: ["goal"] });
    expect(reportTable(report).slice(-6)).toEqual([
      "",
      "Nothing was counted.",
      "Clicks have neither goal nor status: rows repeat them, the total counts them once.",
      "In no sum, for want of an exchange rate: EUR revenue 8.00, payout 5.00.",
      "In no sum, for want of an exchange rate: JPY what is pending.",
      "os: rows of 2020 are gone",
    ]);
  });
});
