import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { price } from "./price_book.ts";
import type { PriceInput } from "./price_book.ts";

type Rule = PriceInput["revenue"];

const NONE = rule("none");
const UNIT = 1_000_000n;

function rule(type: Rule["type"], amount = 0n, percent = 0n): Rule {
  return {
    type,
    amount_micros: amount,
    percent_millionths: percent * 1_000_000n,
  };
}

function priceOf(change: Partial<PriceInput>) {
  return price({
    revenue: NONE,
    payout: NONE,
    amount_micros: null,
    sent_revenue_micros: null,
    sent_payout_micros: null,
    ...change,
  });
}

function money(change: Partial<PriceInput>) {
  const priced = priceOf(change);
  if (!priced.ok) throw new Error(`${priced.code}: ${priced.detail}`);
  return [priced.revenue_micros, priced.payout_micros];
}

describe("price()", () => {
  test("fixed prices need no amount", () => {
    const revenue = rule("fixed", 20n * UNIT);
    const payout = rule("fixed", 12_500_000n);
    expect(money({ revenue, payout })).toEqual([20n * UNIT, 12_500_000n]);
    expect(money({})).toEqual([0n, 0n]);
  });

  test("a percentage is of the sale, one of the revenue is of what we get", () => {
    const revenue = rule("percent", 0n, 10n);
    const payout = rule("percent_of_revenue", 0n, 70n);
    const amount_micros = 80n * UNIT;
    expect(money({ revenue, payout, amount_micros })).toEqual([
      8n * UNIT,
      5_600_000n,
    ]);
    const both = rule("fixed_plus_percent", UNIT, 5n);
    expect(money({ revenue, payout: both, amount_micros })).toEqual([
      8n * UNIT,
      5n * UNIT,
    ]);
  });

  test("a percentage is of the sale also where the sender names other sums", () => {
    const revenue = rule("percent", 0n, 10n);
    const payout = rule("percent", 0n, 5n);
    const sent = { sent_revenue_micros: 3n, sent_payout_micros: 2n };
    const amount_micros = 80n * UNIT;
    expect(money({ revenue, payout, amount_micros, ...sent })).toEqual([
      8n * UNIT,
      4n * UNIT,
    ]);
  });

  test("as sent is what the sender named, and for the revenue else its amount", () => {
    const revenue = rule("as_sent");
    const payout = rule("as_sent");
    const sent_payout_micros = 3n;
    expect(money({ revenue, amount_micros: 9n })).toEqual([9n, 0n]);
    expect(
      money({ revenue, amount_micros: 9n, sent_revenue_micros: 7n }),
    ).toEqual([7n, 0n]);
    expect(money({ payout, sent_payout_micros })).toEqual([0n, 3n]);
    expect(priceOf({ payout, amount_micros: 9n })).toMatchObject({
      ok: false,
      code: "missing_amount",
    });
  });

  test.each([
    "percent",
    "percent_of_revenue",
    "as_sent",
    "fixed_plus_percent",
  ] as const)("says which price lacks its amount: %s", (type) => {
    const lacking = rule(type, UNIT, 10n);
    const revenue = priceOf({ revenue: lacking });
    expect(revenue).toMatchObject({ ok: false, code: "missing_amount" });
    if (!revenue.ok) expect(revenue.detail).toContain("revenue");
    if (type === "percent_of_revenue") return;
    const payout = priceOf({ payout: lacking });
    expect(payout).toMatchObject({ ok: false, code: "missing_amount" });
    if (!payout.ok) expect(payout.detail).toContain("payout");
  });

  test("rounds half to even at the micro", () => {
    const revenue = rule("percent", 0n, 50n);
    for (const [amount_micros, expected] of [
      [1n, 0n],
      [2n, 1n],
      [3n, 2n],
      [5n, 2n],
      [7n, 4n],
    ] as const) {
      expect(money({ revenue, amount_micros })).toEqual([expected, 0n]);
    }
  });

  test("is never further from the exact share than half a micro, and goes to the even one at the half", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 14n }),
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        (amount_micros, percent_millionths) => {
          const revenue = { ...rule("percent"), percent_millionths };
          const [rounded = 0n] = money({ revenue, amount_micros });
          const whole = 100n * UNIT;
          const off =
            2n * (rounded * whole - amount_micros * percent_millionths);
          const distance = off < 0n ? -off : off;
          expect(distance <= whole).toBe(true);
          if (distance === whole) expect(rounded % 2n).toBe(0n);
        },
      ),
    );
  });

  test("refuses what is larger than can be booked", () => {
    const most = rule("fixed", 10n ** 17n);
    expect(money({ revenue: most, payout: most })).toEqual([
      10n ** 17n,
      10n ** 17n,
    ]);
    const over = rule("fixed", 10n ** 17n + 1n);
    for (const input of [{ revenue: over }, { payout: over }]) {
      expect(priceOf(input)).toMatchObject({
        ok: false,
        code: "invalid_amount",
      });
    }
  });

  test("whatever is set up and sent, it is refused by name or fits the books", () => {
    const anyMicros = fc.bigInt({ min: 0n, max: 10n ** 18n });
    const anyRule = fc.record({
      type: fc.constantFrom<Rule["type"]>(
        "none",
        "fixed",
        "percent",
        "percent_of_revenue",
        "fixed_plus_percent",
        "as_sent",
      ),
      amount_micros: anyMicros,
      percent_millionths: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    });
    const anyInput = fc.record({
      revenue: anyRule,
      payout: anyRule,
      amount_micros: fc.option(anyMicros),
      sent_revenue_micros: fc.option(anyMicros),
      sent_payout_micros: fc.option(anyMicros),
    });
    fc.assert(
      fc.property(anyInput, (input) => {
        const priced = price(input);
        if (!priced.ok) {
          expect(["missing_amount", "invalid_amount"]).toContain(priced.code);
          return;
        }
        for (const micros of [priced.revenue_micros, priced.payout_micros]) {
          expect(micros >= 0n && micros <= 10n ** 17n).toBe(true);
        }
      }),
    );
  });
});
