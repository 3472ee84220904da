import { expect, test } from "bun:test";
import { fieldsOfName, foldColumn } from "./column_names.ts";

test.each([
  ["Sale Amount (net)", "saleamount"],
  ["Sale [x] Amount", "saleamount"],
  ["Amount (a(b)", "amount"],
  ["Amount (a [b) c]", "amountc"],
  ["(Amount)", "amount"],
  ["Amount (", "amount"],
  [`Amount ${"(".repeat(50_000)}`, "amount"],
  [`Amount ${"[(".repeat(50_000)}]`, "amount"],
])("foldColumn() of %p is %p", (name, folded) => {
  expect(foldColumn(name)).toBe(folded);
});

test("an amount may have its currency behind it", () => {
  const plain = fieldsOfName("Amount");
  expect(plain).not.toEqual([]);
  for (const name of ["Amount EUR", "Amount (USD)", "EUR Amount"]) {
    expect(fieldsOfName(name)).toEqual(plain);
  }
});
