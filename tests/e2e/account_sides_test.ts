import { expect, test } from "bun:test";
import { amountOf } from "../../web/screens/earnings/entry_amount.ts";
import { asSpoken } from "../../web/screens/money/account_sides.ts";

test("sums of the ledger's other side are shown as people speak of them", () => {
  for (const [account, amount, spoken] of [
    ["receivable", "6.00", "6.00"],
    ["cash", "-258.27", "-258.27"],
    ["payable", "-4.20", "4.20"],
    ["payable", "12.50", "-12.50"],
    ["margin_pending", "-18.00", "18.00"],
    ["margin", "0.00", "0.00"],
  ] as const) {
    expect([account, asSpoken(account, amount)]).toEqual([account, spoken]);
  }
});

test("an affiliate's entry shows its pending money until it has other", () => {
  expect(amountOf({ pending: "42.00", amount: "0.00" })).toBe("42.00");
  expect(amountOf({ pending: "-42.00", amount: "42.00" })).toBe("42.00");
  expect(amountOf({ pending: "0.00", amount: "-1.70" })).toBe("-1.70");
});
