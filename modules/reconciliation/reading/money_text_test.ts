import { expect, test } from "bun:test";
import fc from "fast-check";
import { markEvidence, readMoney } from "./money_text.ts";
import type { DecimalMark } from "./money_text.ts";

function micros(text: string, mark: DecimalMark = "."): bigint | string {
  const reading = readMoney(text, mark);
  return reading.ok ? reading.micros : reading.problem;
}

const UNIT = 1_000_000n;

test.each([
  ["12.50", 12_500_000n],
  ["1,234.56", 1_234_560_000n],
  ["1 234.56", 1_234_560_000n],
  ["1'234.56", 1_234_560_000n],
  ["1’234.56", 1_234_560_000n],
  ["1\u00a0234.56", 1_234_560_000n],
  ["1\u202f234.56", 1_234_560_000n],
  ["12,34,567.89", 1_234_567_890_000n],
  ["1,234", 1_234n * UNIT],
  ["1,234,567", 1_234_567n * UNIT],
  [".5", 500_000n],
  ["12.", 12n * UNIT],
  ["-12.50", -12_500_000n],
  ["12.50-", -12_500_000n],
  ["(12.50)", -12_500_000n],
  ["\u221212.50", -12_500_000n],
  ["+12.50", 12_500_000n],
  ["$12.50", 12_500_000n],
  ["-$12.50", -12_500_000n],
  ["$-12.50", -12_500_000n],
  ["($1,012.50)", -1_012_500_000n],
  ["EUR 12.50", 12_500_000n],
  ["12.50 eur", 12_500_000n],
  ["$12.50 USD", 12_500_000n],
  ["R$ 12.50", 12_500_000n],
  ["0012.50", 12_500_000n],
  ["999999999999.999999", 999_999_999_999_999_999n],
])("readMoney() reads %p with a point", (text, expected) => {
  expect(micros(text)).toBe(expected);
});

test.each([
  ["1.234,56", 1_234_560_000n],
  ["1 234,56", 1_234_560_000n],
  ["12,50 €", 12_500_000n],
  ["€12,50", 12_500_000n],
  ["1.234", 1_234n * UNIT],
  ["12,50-", -12_500_000n],
  ["1'234,5 kr", 1_234_500_000n],
])("readMoney() reads %p with a comma", (text, expected) => {
  expect(micros(text, ",")).toBe(expected);
});

test.each([
  "",
  "-",
  "abc",
  "12,50",
  "1,23,4",
  "1.234.567",
  "1,234 567",
  "12.5.0",
  "--12",
  "-12-",
  "(12",
  "(-12)",
  "12%",
  "1e5",
  "NaN",
  "12 QQQ",
  "EUR 12 USD",
  "1000000000000",
  "12\u0000",
])("readMoney() refuses %p with a point", (text) => {
  expect(typeof micros(text)).toBe("string");
});

test("readMoney() names the currency only where one is meant", () => {
  const currencyOf = (text: string) => {
    const reading = readMoney(text, ".");
    return reading.ok ? reading.currency : undefined;
  };
  expect(currencyOf("€12")).toBe("EUR");
  expect(currencyOf("12 gbp")).toBe("GBP");
  expect(currencyOf("US$12")).toBe("USD");
  expect(currencyOf("$12")).toBeNull();
  expect(currencyOf("$12 CAD")).toBe("CAD");
  expect(currencyOf("12")).toBeNull();
});

test("readMoney() rounds what is finer than a micro half to even, and says so", () => {
  const read = (text: string) => {
    const reading = readMoney(text, ".");
    return reading.ok ? [reading.micros, reading.is_rounded] : [];
  };
  expect(read("0.30000000000000004")).toEqual([300_000n, true]);
  expect(read("0.0000005")).toEqual([0n, true]);
  expect(read("0.0000015")).toEqual([2n, true]);
  expect(read("1.2500000000")).toEqual([1_250_000n, false]);
});

test("readMoney() reads back what is printed in any of many ways", () => {
  const styles = fc.record({
    amount: fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }),
    mark: fc.constantFrom<DecimalMark>(".", ","),
    groups: fc.constantFrom("", "other", " ", "'", "\u00a0", "\u202f"),
    minus: fc.constantFrom("none", "front", "behind", "brackets"),
    unit: fc.constantFrom("", "€", "$", "USD", "zł"),
    unit_behind: fc.boolean(),
    space: fc.constantFrom("", " ", "\u00a0"),
  });
  fc.assert(
    fc.property(styles, (style) => {
      const other = style.mark === "." ? "," : ".";
      const group = style.groups === "other" ? other : style.groups;
      const units = (style.amount / UNIT)
        .toString()
        .replace(/\B(?=(?:\d{3})+$)/g, group);
      const fraction = (style.amount % UNIT).toString().padStart(6, "0");
      let text = `${units}${style.mark}${fraction}`;
      if (style.minus === "behind") text += "-";
      if (style.unit !== "") {
        text = style.unit_behind
          ? text + style.space + style.unit
          : style.unit + style.space + text;
      }
      if (style.minus === "front") text = `-${text}`;
      if (style.minus === "brackets") text = `(${text})`;
      const expected = style.minus === "none" ? style.amount : -style.amount;
      expect(micros(text, style.mark)).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

test("readMoney() takes any text without throwing, and reads nothing beyond 10^12", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 80 }),
      fc.constantFrom<DecimalMark>(".", ","),
      (text, mark) => {
        const read = micros(text, mark);
        if (typeof read === "string") return;
        expect(read < 10n ** 18n && read > -(10n ** 18n)).toBe(true);
      },
    ),
  );
});

test.each([
  ["1,234", "ambiguous"],
  ["1.234", "ambiguous"],
  ["1,23", ","],
  ["1,234.5", "."],
  ["1.234.567", ","],
  ["12", "same"],
  ["abc", "no_money"],
])("markEvidence() of %p is %p", (text, expected) => {
  expect(markEvidence(text)).toBe(expected as never);
});

test("spaces may stand wherever one part ends, and however many", () => {
  for (const space of ["", " ", "\u00a0", "      "]) {
    for (const [parts, expected] of [
      [["-", "US$", "12.50"], "-12500000 USD"],
      [["(", "12.50", "EUR", ")"], "-12500000 EUR"],
      [["€", "-", "12.50"], "-12500000 EUR"],
      [["12.50", "-", "USD", ""], "-12500000 USD"],
    ] as const) {
      const reading = readMoney(parts.join(space), ".");
      const { micros, currency } = reading.ok
        ? reading
        : { micros: null, currency: null };
      expect(`${micros} ${currency}`).toBe(expected);
    }
  }
  for (const text of [" ".repeat(63), `1${" ".repeat(62)}x`]) {
    expect(readMoney(text, ".").ok).toBe(false);
  }
});
