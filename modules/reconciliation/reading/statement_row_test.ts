import { expect, test } from "bun:test";
import type { StatementMapping } from "../../../db/schema/mod.ts";
import { contentKeys } from "./content_key.ts";
import { RowInterpreter } from "./statement_row.ts";

const COLUMNS = ["order", "click", "state", "sum", "cur", "when"];
const MAPPING: StatementMapping = {
  format: "csv",
  columns: {
    order_id: "order",
    click_id: "click",
    status: "state",
    amount: "sum",
    currency: "cur",
    occurred_at: "when",
  },
};

function read(cells: string[], change: Partial<StatementMapping> = {}) {
  const interpreter = new RowInterpreter({
    mapping: { ...MAPPING, ...change },
    columns: COLUMNS,
    forms: { decimal_comma: false, date_order: "dmy" },
    isClickId: (text) => text === "0".repeat(32),
  });
  return { row: interpreter.read(cells, null), counts: interpreter.counts };
}

test.each<[string, string[], string, string | null]>([
  [
    "money",
    ["A", "", "", "x", "", ""],
    'Cannot read "x" as amount: it is no amount',
    "sum",
  ],
  [
    "a currency",
    ["A", "", "", "1", "XXX", ""],
    'Cannot read "XXX" as currency: it is no currency of ISO 4217',
    "cur",
  ],
  [
    "two currencies",
    ["A", "", "", "€1", "USD", ""],
    'Cannot read "€1" as amount: it is in another currency than USD',
    "sum",
  ],
  [
    "a time",
    ["A", "", "", "1", "", "31.02.2026"],
    'Cannot read "31.02.2026" as occurred_at: there is no such day',
    "when",
  ],
  ["a NUL", ["A\u0000", "", "", "1", "", ""], "It has a NUL in it", "order"],
  [
    "broken text",
    ["A", "", "\ufffd", "1", "", ""],
    "It has bytes in it that are no text in its encoding",
    "state",
  ],
  [
    "a sum",
    ["Total", "", "", "100", "", ""],
    "It looks like a sum of other rows",
    null,
  ],
])(
  "%s that can't be read is the row's problem, with its column",
  (_, cells, problem, problem_column) => {
    const { row, counts } = read(cells);
    expect(row).toMatchObject({ problem, problem_column });
    expect(row.cells.join("")).not.toContain("\u0000");
    expect(counts).toMatchObject({ rows: 1, problems: 1 });
  },
);

test("a sale of a brand that is called Total is a sale", () => {
  const { row } = read(["A-1", "", "Total", "100", "", ""]);
  expect(row.problem).toBeNull();
});

test("words become states: by the statement's own map first, then by what everybody says", () => {
  const state = (word: string, change: Partial<StatementMapping> = {}) => {
    const { row, counts } = read(["A", "", word, "1", "", ""], change);
    return [row.status, row.raw_status, counts.unknown_statuses];
  };
  expect(state("On Hold")).toEqual(["pending", "On Hold", {}]);
  expect(state("VOIDED")).toEqual(["rejected", "VOIDED", {}]);
  expect(state("charge-back")).toEqual(["reversed", "charge-back", {}]);
  expect(state("zap")).toEqual([null, "zap", { zap: 1 }]);
  expect(state("")).toEqual([null, null, {}]);
  const status_map = { Zap: "ignore", sale: "pending" };
  expect(state("ZAP", { status_map })).toEqual(["ignore", "ZAP", {}]);
  expect(state("Sale", { status_map })).toEqual(["pending", "Sale", {}]);
  const default_status = "pending";
  expect(state("", { default_status })).toEqual(["pending", null, {}]);
});

test("a click id that we have not signed is counted and no problem", () => {
  const { row, counts } = read(["A", "theirs", "", "1", "", ""]);
  expect([row.click_id, row.problem]).toEqual([null, null]);
  expect(counts.foreign_click_ids).toBe(1);
  const ours = read(["A", "0".repeat(32), "", "1", "", ""]);
  expect(ours.row.click_id).toEqual(new Uint8Array(20));
});

test("the currency is the column's, else what stands beside the amount, else the mapping's", () => {
  const currency = "CHF";
  const of = (sum: string, cur: string) =>
    read(["A", "", "", sum, cur, ""], { currency }).row.currency;
  expect(of("€1", "eur")).toBe("EUR");
  expect(of("€1", "")).toBe("EUR");
  expect(of("$1", "")).toBe("USD");
  expect(of("$1", "€")).toBe("EUR");
  const canadian = read(["A", "", "", "$1", "", ""], { currency: "CAD" });
  expect(canadian.row.currency).toBe("CAD");
});

test("the same cells under the same names have one key, in whatever order", () => {
  const key = contentKeys(["a", "b", "c"])(["1", "2", ""]);
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(contentKeys(["c", "b", "a"])(["", "2", "1"])).toBe(key);
  expect(contentKeys(["b", "a"])(["2", "1"])).toBe(key);
  expect(contentKeys(["a", "b", "c"])(["2", "1", ""])).not.toBe(key);
  expect(contentKeys(["a", "b", "c"])(["12", "", ""])).not.toBe(key);
  expect(contentKeys(["a", "b", "c"])(["1", "2", "", "x"])).not.toBe(key);
});

test.each<string[]>([
  ["Total (2 rows)", "", "", "22.50", "", ""],
  ["", "", "", "22.50", "2.25", ""],
  ["Grand total:", "", "", "$1,022.50", "USD", "2026-11-30"],
  ["Gesamtsumme", "", "", "22,50", "", ""],
  ["", "", "Итого", "22.50", "", ""],
])("a row of %p is a sum of others", (...cells) => {
  expect(read(cells).row.problem).toBe("It looks like a sum of other rows");
});

test.each<string[]>([
  ["Total-17", "", "", "22.50", "", ""],
  ["", "", "", "22.50", "", "2026-11-30"],
  ["A", "", "total", "22.50", "", ""],
])("a row of %p is none", (...cells) => {
  expect(read(cells).row.problem).toBe(null);
});

const FLAGGED: Partial<StatementMapping> = {
  columns: { order_id: "order", status: "state", amount: "sum" },
  ended: { click: "rejected", cur: "reversed" },
};

const SET = ["1", "yes", "TRUE", "x", "Ja", "2026-11-27"];
const UNSET = ["0", "no", "False", "", "-", "0.00"];

test.each(
  SET.flatMap((set) => UNSET.map((unset) => [set, unset] as [string, string])),
)(
  "a flag of %p ends a sale that its status approves, and one of %p does not",
  (set, unset) => {
    const state = (click: string, cur: string, word = "approved") => {
      const { row } = read(["A", click, word, "1", cur, ""], FLAGGED);
      return [row.status, row.reason, row.problem];
    };
    expect(state(unset, unset)).toEqual(["approved", null, null]);
    expect(state(set, unset)).toEqual(["rejected", `click: ${set}`, null]);
    expect(state(unset, set, "")).toEqual(["reversed", `cur: ${set}`, null]);
    expect(state(set, unset, "refunded")).toEqual([
      "reversed",
      `click: ${set}`,
      null,
    ]);
  },
);

test.each(["10.00", "2", "maybe", "1 of 2"])(
  "a flag of %p is the row's problem",
  (flag) => {
    expect(
      read(["A", flag, "approved", "1", "", ""], FLAGGED).row,
    ).toMatchObject({
      order_id: "A",
      problem: `Cannot read "${flag}" as a flag: it is neither set nor unset`,
      problem_column: "click",
    });
  },
);

test.each([
  ["20.11.2026", "10:15:30", Date.UTC(2026, 10, 20, 10, 15, 30)],
  ["2026-11-20", "9:05 PM", Date.UTC(2026, 10, 20, 21, 5)],
  ["20.11.2026", "", Date.UTC(2026, 10, 20)],
])("a day and its time of day are read together: %s %s", (day, time, at_ms) => {
  const cells = ["A", time, "", "1", "", day];
  const { click_id: _, ...columns } = MAPPING.columns;
  const { row } = read(cells, { columns, time_column: "click" });
  expect(row.problem).toBeNull();
  expect(row.written_at).toBe(at_ms);
});

test("a time of day that can't be read is the row's problem", () => {
  const { click_id: _, ...columns } = MAPPING.columns;
  const { row } = read(["A", "25:99", "", "1", "", "20.11.2026"], {
    columns,
    time_column: "click",
  });
  expect(row.problem).toContain("25:99");
});
