import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  currencyExponent,
  formatAmount,
  mulDivHalfEven,
  parseAmount,
  parseCurrency,
  parsePercent,
  percentOf,
  roundToMinor,
} from "./money.ts";

const LIMIT = 1_000_000_000_000_000_000n;

describe("currencyExponent()", () => {
  test.each([
    ["EUR", 2],
    ["USD", 2],
    ["JPY", 0],
    ["KWD", 3],
    ["CLF", 4],
    ["UYW", 4],
    ["UYI", 0],
    ["ISK", 0],
    ["HUF", 2],
    ["XCG", 2],
  ])("%s has %i digits", (code, digits) => {
    expect(currencyExponent(code)).toBe(digits);
  });

  test("knows no withdrawn currency, no metal and no lower case", () => {
    for (const code of ["HRK", "BGN", "ANG", "ZWL", "XAU", "XXX", "eur", ""]) {
      expect(currencyExponent(code)).toBeUndefined();
    }
  });

  test("agrees with the runtime's own table wherever both know a code", () => {
    // The runtime's table lacks UYW, and reports 2 for unknown codes.
    const codes = Intl.supportedValuesOf("currency").filter(
      (code) => code !== "UYW" && currencyExponent(code) !== undefined,
    );
    expect(codes.length).toBeGreaterThan(150);
    for (const currency of codes) {
      const format = new Intl.NumberFormat("en", {
        style: "currency",
        currency,
      });
      expect([currency, currencyExponent(currency)]).toEqual([
        currency,
        format.resolvedOptions().maximumFractionDigits,
      ]);
    }
  });
});

test("parseCurrency() reads usd as USD and refuses what does not exist", () => {
  expect(parseCurrency(" usd ")).toBe("USD");
  expect(parseCurrency("EUR")).toBe("EUR");
  for (const text of ["", "US", "USDT", "ABC", "$", "__proto__"]) {
    expect(parseCurrency(text)).toBeNull();
  }
});

describe("parseAmount()", () => {
  test.each([
    ["12.50", 12_500_000n],
    ["12", 12_000_000n],
    ["0", 0n],
    ["0.000001", 1n],
    ["007.10", 7_100_000n],
    [" 3.5\t", 3_500_000n],
    ["999999999999.999999", LIMIT - 1n],
  ])("reads %j", (text, micros) => {
    expect(parseAmount(text)).toBe(micros);
  });

  test.each([
    "",
    " ",
    ".5",
    "5.",
    ".",
    "-1",
    "+1",
    "1e3",
    "1E3",
    "NaN",
    "Infinity",
    "0x10",
    "1.2345678",
    "1.0000000",
    "1,234.50",
    "1 000",
    "1_000",
    "12,34",
    "1.2.3",
    "12.5 EUR",
    "$5",
    "１２",
    "1000000000000",
    "1000000000000.00",
    "0".repeat(65),
    "{payout}",
  ])("refuses %j", (text) => {
    expect(parseAmount(text)).toBeNull();
  });

  test("takes a minus only where negative amounts are meant", () => {
    expect(parseAmount("-12.5", { negative: true })).toBe(-12_500_000n);
    expect(parseAmount("-0", { negative: true })).toBe(0n);
    expect(parseAmount("12.5", { negative: true })).toBe(12_500_000n);
    for (const text of ["--1", "- 1", "+1", "-", "-1000000000000"]) {
      expect(parseAmount(text, { negative: true })).toBeNull();
    }
  });

  test("with a decimal comma refuses the point", () => {
    expect(parseAmount("12,34", { decimal_comma: true })).toBe(12_340_000n);
    expect(parseAmount("12", { decimal_comma: true })).toBe(12_000_000n);
    for (const text of ["12.34", "1.234,50", "12,", ",5", "1,2,3"]) {
      expect(parseAmount(text, { decimal_comma: true })).toBeNull();
    }
  });
});

describe("formatAmount()", () => {
  test.each([
    [12_500_000n, "EUR", "12.50"],
    [12_345_678n, "EUR", "12.345678"],
    [12_340_000n, "EUR", "12.34"],
    [12_000_000n, "JPY", "12"],
    [12_500_000n, "JPY", "12.5"],
    [-100_000n, "USD", "-0.10"],
    [0n, "USD", "0.00"],
    [0n, "JPY", "0"],
    [1n, "USD", "0.000001"],
    [1_000n, "KWD", "0.001"],
    [12_500_000n, "CLF", "12.5000"],
    [-1_000_000n, "JPY", "-1"],
  ])("writes %d micros of %s as %s", (micros, currency, text) => {
    expect(formatAmount(micros, currency)).toBe(text);
  });

  test("still shows an amount whose currency has been withdrawn since", () => {
    expect(formatAmount(12_500_000n, "HRK")).toBe("12.50");
  });

  test("is read back by parseAmount() to the micro", () => {
    const amounts = fc.bigInt({ min: -LIMIT + 1n, max: LIMIT - 1n });
    const codes = fc.constantFrom("EUR", "JPY", "KWD", "CLF");
    fc.assert(
      fc.property(amounts, codes, (micros, code) => {
        const text = formatAmount(micros, code);
        expect(parseAmount(text, { negative: true })).toBe(micros);
      }),
    );
  });
});

describe("mulDivHalfEven()", () => {
  test.each([
    [5n, 1n, 10n, 0n],
    [15n, 1n, 10n, 2n],
    [25n, 1n, 10n, 2n],
    [26n, 1n, 10n, 3n],
    [24n, 1n, 10n, 2n],
    [-5n, 1n, 10n, 0n],
    [-15n, 1n, 10n, -2n],
    [-25n, 1n, 10n, -2n],
    [-26n, 1n, 10n, -3n],
    [15n, 1n, -10n, -2n],
    [7n, 3n, 1n, 21n],
  ])("%d × %d ÷ %d is %d", (value, numerator, denominator, expected) => {
    expect(mulDivHalfEven(value, numerator, denominator)).toBe(expected);
  });

  test("is never more than half off, and exactly half only towards even", () => {
    const any = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    const small = fc.bigInt({ min: -12n, max: 12n }).filter((n) => n !== 0n);
    fc.assert(
      fc.property(
        fc.oneof(any, fc.bigInt({ min: -99n, max: 99n })),
        any,
        small,
        (value, numerator, denominator) => {
          const result = mulDivHalfEven(value, numerator, denominator);
          const off = 2n * (value * numerator - result * denominator);
          const twice = off < 0n ? -off : off;
          const whole = denominator < 0n ? -denominator : denominator;
          expect(twice <= whole).toBe(true);
          if (twice === whole) expect(result % 2n).toBe(0n);
        },
      ),
    );
  });

  test("throws on a denominator of 0", () => {
    expect(() => mulDivHalfEven(1n, 1n, 0n)).toThrow(RangeError);
  });
});

describe("percent", () => {
  test("parsePercent() reads 0 to 1000 in millionths of a percent", () => {
    expect(parsePercent("12.5")).toBe(12_500_000n);
    expect(parsePercent("0")).toBe(0n);
    expect(parsePercent("1000")).toBe(1_000_000_000n);
    for (const text of ["1000.000001", "-1", "", "5%", "1e2"]) {
      expect(parsePercent(text)).toBeNull();
    }
  });

  test("percentOf() is exact to the micro, half to even", () => {
    expect(percentOf(100_000_000n, 12_500_000n)).toBe(12_500_000n);
    expect(percentOf(49_990_000n, 100_000_000n)).toBe(49_990_000n);
    expect(percentOf(1n, 50_000_000n)).toBe(0n);
    expect(percentOf(3n, 50_000_000n)).toBe(2n);
    expect(percentOf(-3n, 50_000_000n)).toBe(-2n);
    expect(percentOf(LIMIT - 1n, 1_000_000_000n)).toBe(10n * (LIMIT - 1n));
  });
});

describe("roundToMinor()", () => {
  test.each([
    [12_345_678n, "EUR", 12_350_000n],
    [12_345_000n, "EUR", 12_340_000n],
    [12_355_000n, "EUR", 12_360_000n],
    [-12_345_000n, "EUR", -12_340_000n],
    [12_500_000n, "JPY", 12_000_000n],
    [13_500_000n, "JPY", 14_000_000n],
    [12_345_500n, "KWD", 12_346_000n],
    [12_345_650n, "CLF", 12_345_600n],
  ])("rounds %d of %s to %d", (amount, currency, rounded) => {
    expect(roundToMinor(amount, currency)).toBe(rounded);
  });

  test("throws for a currency whose minor unit isn't known", () => {
    expect(() => roundToMinor(1n, "XXX")).toThrow(RangeError);
  });
});
