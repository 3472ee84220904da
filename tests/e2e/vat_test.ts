import { expect, test } from "bun:test";
import { sumOf, withVat } from "../../web/screens/money/vat.ts";

test("the VAT of an invoice is rounded once, in the digits of its currency", () => {
  for (const [net, percent, vat, gross] of [
    ["316.98", "19", "60.23", "377.21"],
    ["100.00", "7.5", "7.50", "107.50"],
    ["0.05", "10", "0.01", "0.06"],
    ["1200", "10", "120", "1320"],
    ["1.005", "20", "0.201", "1.206"],
    ["-50.00", "19", "-9.50", "-59.50"],
    ["90071992547409.93", "0", "0.00", "90071992547409.93"],
  ] as const) {
    expect([net, withVat(net, percent)]).toEqual([net, { vat, gross }]);
  }
  for (const percent of ["", "x", "19,0", "1e2"]) {
    expect([percent, withVat("1.00", percent)]).toEqual([percent, null]);
  }
});

test("a sum of finer amounts is rounded once", () => {
  expect(sumOf(["0.335", "0.335", "0.335"], "0.00")).toBe("1.01");
  expect(sumOf(["-0.004", "0.001"], "0.00")).toBe("0.00");
  expect(sumOf([], "0.00")).toBe("0.00");
});
