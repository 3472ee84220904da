import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { formatAmount, parseAmount, roundToMinor } from "./money.ts";
import { shownMoney } from "./shown_money.ts";

describe("shownMoney()", () => {
  test("rounds to the currency's minor unit and keeps the exact amount beside it", () => {
    expect(
      shownMoney("USD", { payout: 12_505_000n, revenue: 20_000_000n }),
    ).toEqual({
      payout: "12.50",
      revenue: "20.00",
      exact: { payout: "12.505" },
    });
  });

  test.each([
    ["JPY", 1_500_000n, "2", "1.5"],
    ["JPY", -400_000n, "0", "-0.4"],
    ["KWD", 1_234_500n, "1.234", "1.2345"],
    ["CLF", 1_234_560n, "1.2346", "1.23456"],
    ["USD", 3_750n, "0.00", "0.00375"],
  ])("in %s, %d micros are %s, exactly %s", (currency, pay, shown, exact) => {
    expect(shownMoney(currency, { pay })).toEqual({
      pay: shown,
      exact: { pay: exact },
    });
  });

  test("has no exact amounts where nothing was rounded", () => {
    const shown = shownMoney("KWD", { payout: 1_234_000n, amount: null });
    expect(shown).toEqual({ payout: "1.234", amount: null });
  });

  test("rounds an amount in another currency by that one's minor unit", () => {
    const owed = { micros: 150_500_000n, currency: "JPY" };
    expect(shownMoney("USD", { payout: 1_005_000n, owed })).toEqual({
      payout: "1.00",
      owed: "150",
      exact: { payout: "1.005", owed: "150.5" },
    });
  });

  test("leaves a withdrawn currency exact", () => {
    expect(shownMoney("HRK", { payout: 12_505_000n })).toEqual({
      payout: "12.505",
    });
  });

  test("loses nothing: the exact amount is shown, or is the rounded one", () => {
    const currencies = fc.constantFrom("USD", "JPY", "KWD", "CLF");
    const micros = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
    fc.assert(
      fc.property(currencies, micros, (currency, pay) => {
        const shown = shownMoney(currency, { pay });
        const text = shown.exact?.pay ?? shown.pay;
        expect(parseAmount(text, { negative: true })).toBe(pay);
        expect(shown.pay).toBe(
          formatAmount(roundToMinor(pay, currency), currency),
        );
      }),
    );
  });
});
