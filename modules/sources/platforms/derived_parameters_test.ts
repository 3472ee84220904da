import { describe, expect, test } from "bun:test";
import type { Parameter } from "../raw_postback.ts";
import { basketTotal } from "./basket.ts";
import { derivedParameters } from "./derived_parameters.ts";
import type { PresetName } from "./presets.ts";

function derived(preset: PresetName, query: string): string[] {
  const parameters = [...new URLSearchParams(query)].map(
    ([name, value]): Parameter => ({ name, value, from: "form" }),
  );
  return derivedParameters(preset, parameters).map(
    ({ name, value, from }) => `${name}=${value} ${from}`,
  );
}

describe("derivedParameters()", () => {
  test.each([
    ["price times quantity", "ItemPrice1=19.99&ItemQuantity1=3", "59.97"],
    ["one where no quantity is given", "ItemPrice1=19.99", "19.99"],
    [
      "the subtotal instead of price and quantity",
      "ItemSubTotal1=120.00&ItemQuantity1=4&ItemSubtotal2=18.00",
      "138",
    ],
    [
      "less the items' discounts and the order's",
      "ItemPrice1=50&ItemQuantity1=2&ItemDiscount1=10&OrderDiscount=5.50",
      "84.50",
    ],
    ["without regard to case", "itemprice1=5&ITEMQUANTITY1=2", "10"],
  ])("impact: adds up its items, %s", (_what, query, total) => {
    expect(derived("impact", query)).toEqual([`items_total=${total} form`]);
  });

  test("impact: an amount of the order makes the items' irrelevant", () => {
    expect(derived("impact", "Amount=10&ItemPrice1=7")).toEqual([]);
    expect(derived("impact", "ItemSku1=7&ItemQuantity1=2")).toEqual([]);
  });

  test("impact: an item that contradicts itself is no amount", () => {
    const [total = ""] = derived("impact", "ItemPrice1=7&ItemPrice1=70");
    expect(total).toContain("7 | 70");
  });

  test.each([
    [
      "price times quantity",
      "ecsk=1^2^3&ecqu=1^2^3&ecpr=10.00^8.00^12.00",
      "62",
    ],
    [
      "less the lines' discounts",
      "ecsk=144^201^242&ecqu=1^2^3&ecpr=10.00^8.00^12.00&ecld=0^1.00",
      "61",
    ],
    ["one each where no quantities are given", "ecpr=10.00^8.50", "18.50"],
  ])("cake: adds up its basket, %s", (_what, query, total) => {
    expect(derived("cake", query)).toEqual([`items_total=${total} form`]);
  });

  test.each(["ecpr=10^8&ecqu=1", "ecpr=10^^8", "ecpr=1&ecld=0^1", "ecpr=a^b"])(
    "cake: lists that don't belong together are no amount: %s",
    (query) => {
      const [total = ""] = derived("cake", query);
      expect(total).toMatch(/[×^]/);
    },
  );

  test.each([
    ["amount=99.99", ["amount_with_comma=99,99 form"]],
    ["amount=12,34", []],
    ["amount=12", []],
    ["amount=1,234.56", []],
    ["amount=99.99&amount=5.00", []],
    ["payout=99.99", []],
  ])("everflow: of %s it derives %j", (query, expected) => {
    expect(derived("everflow", query)).toEqual(expected);
  });

  test("other platforms derive nothing", () => {
    expect(derived("tune", "amount=99.99&ecpr=1&ItemPrice1=2")).toEqual([]);
  });

  test("a body at its full length is added up in no time", () => {
    const list = (text: string) => Array(8_000).fill(text).join("^");
    expect(derived("cake", `ecpr=${list("0.1")}&ecqu=${list("2")}`)).toEqual([
      "items_total=1600 form",
    ]);
  });
});

describe("basketTotal()", () => {
  const line = (price: string, quantity = "", discount = "") => ({
    price,
    quantity,
    discount,
  });

  test("is exact to the sixth digit", () => {
    expect(basketTotal([line("0.000001", "3"), line("0.1"), line("0.2")])).toBe(
      "0.300003",
    );
  });

  test("rounds nothing", () => {
    expect(basketTotal([line("0.000001", "0.5")])).toContain("×");
    expect(basketTotal([line("5.00", "0.5")])).toBe("2.50");
  });
});
