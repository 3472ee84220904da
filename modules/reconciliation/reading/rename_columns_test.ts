import { expect, test } from "bun:test";
import fc from "fast-check";
import { renameColumns } from "./rename_columns.ts";

const MAPPING = {
  columns: { order_id: "Order ID", amount: "Betrag (EUR)" },
  time_column: "Uhrzeit",
  ended: { Storniert: "rejected" },
} as const;

test.each([
  ["as they were", ["Order ID", "Betrag (EUR)", "Uhrzeit", "Storniert"]],
  ["in capitals", ["ORDER ID", "BETRAG (EUR)", "UHRZEIT", "STORNIERT"]],
  ["with other marks", ["order-id", "Betrag", "uhrzeit ", "storniert"]],
  ["in another order", ["Storniert", "Uhrzeit", "Betrag [EUR]", "order_id"]],
])("renameColumns() takes a mapping over to columns %s", (_, names) => {
  const renamed = renameColumns(MAPPING, names);
  expect(new Set(Object.values(renamed?.columns ?? {}))).toEqual(
    new Set(names.filter((name) => /order|betrag/i.test(name))),
  );
  expect(names).toContain(renamed?.time_column ?? "");
  expect(names).toContain(Object.keys(renamed?.ended ?? {})[0] ?? "");
});

test.each([
  ["are not there", ["Order", "Betrag", "Uhrzeit", "Storniert"]],
  [
    "could be one of two",
    ["Order ID", "BETRAG (net)", "BETRAG (gross)", "Uhrzeit", "Storniert"],
  ],
  ["lack the time of day", ["Order ID", "Betrag (EUR)", "Storniert"]],
  ["lack a flag", ["Order ID", "Betrag (EUR)", "Uhrzeit"]],
])("renameColumns() has it confirmed anew where columns %s", (_, names) => {
  expect(renameColumns(MAPPING, names)).toBeNull();
});

test("renameColumns() says that there is no time of day, where it was taken out", () => {
  const { columns } = MAPPING;
  const names = ["Order ID", "Betrag (EUR)", "Time"];
  expect(renameColumns({ columns }, names)?.time_column).toBeNull();
});

test("renameColumns() finds each column again, whatever its case", () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z ]{2,12}[A-Za-z]$/);
  const fold = (text: string) => text.toLowerCase().replaceAll(" ", "");
  const names = fc.uniqueArray(name, { minLength: 2, selector: fold });
  fc.assert(
    fc.property(names, ([order_id = "", amount = "", ...others]) => {
      const now = [amount, ...others, order_id].map((one) => one.toUpperCase());
      expect(renameColumns({ columns: { order_id, amount } }, now)).toEqual({
        columns: {
          order_id: order_id.toUpperCase(),
          amount: amount.toUpperCase(),
        },
        time_column: null,
      });
    }),
  );
});
