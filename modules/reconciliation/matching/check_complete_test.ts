import { expect, test } from "bun:test";
import { checkComplete, IncompleteError } from "./check_complete.ts";
import type { Cell, Outcome, StatusSum } from "./count_outcome.ts";

function cell(given: Partial<Cell>): Cell {
  return {
    class: null,
    tier: 1,
    rule: "order_id",
    proposed: null,
    ours_currency: "USD",
    theirs_currency: "USD",
    items: 2,
    rows: 2,
    conversions: 2,
    in_window: 2,
    ours: "5000000",
    theirs: "4000000",
    ...given,
  };
}

function status(given: Partial<StatusSum>): StatusSum {
  const side = "ours";
  const [currency, status] = ["USD", "approved"];
  return { side, currency, status, count: 2, micros: "5000000", ...given };
}

const STATUSES = [
  status({}),
  status({ status: "pending", count: 1, micros: "700" }),
  status({ side: "theirs", micros: "4000000" }),
  status({ side: "unread", count: 1, micros: "900" }),
];
const CELLS = [
  cell({}),
  cell({ rows: 1, in_window: 1, conversions: 1, ours: "0", theirs: "0" }),
  cell({ rows: 0, in_window: 0, conversions: 1, ours: "0", theirs: "0" }),
];

test("checkComplete() takes every row, every conversion of the window, and what counts of each side", () => {
  expect(() =>
    checkComplete({ cells: CELLS, statuses: STATUSES }),
  ).not.toThrow();
});

test.each<[string, Outcome, string]>([
  [
    "a row without an item",
    { cells: [cell({ rows: 1 }), ...CELLS.slice(1)], statuses: STATUSES },
    "1 rows and 0 conversions are in no item",
  ],
  [
    "a conversion without an item beside one of the margin",
    { cells: [cell({ in_window: 1 }), ...CELLS.slice(1)], statuses: STATUSES },
    "0 rows and 1 conversions are in no item",
  ],
  [
    "an unreadable row without an item",
    {
      cells: CELLS,
      statuses: [...STATUSES, status({ side: "unread", count: 1 })],
    },
    "1 rows and 0 conversions are in no item",
  ],
  [
    "a sum that differs",
    {
      cells: [cell({ ours: "5000001" }), ...CELLS.slice(1)],
      statuses: STATUSES,
    },
    "the items leave a difference of USD -1 micros",
  ],
  [
    "a sum in another currency",
    {
      cells: [cell({ theirs_currency: "EUR" }), ...CELLS.slice(1)],
      statuses: STATUSES,
    },
    "the items leave a difference of EUR 4000000, USD -4000000 micros",
  ],
])("checkComplete() refuses %s", (_name, outcome, problem) => {
  expect(() => checkComplete(outcome)).toThrow(new IncompleteError(problem));
});
