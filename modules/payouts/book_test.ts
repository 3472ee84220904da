import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { ledgerAmounts } from "./book.ts";
import type { LedgerAmounts, Position } from "./book.ts";

const ZERO: LedgerAmounts = {
  receivable_pending_micros: 0n,
  receivable_micros: 0n,
  payable_pending_micros: 0n,
  payable_micros: 0n,
  margin_pending_micros: 0n,
  margin_micros: 0n,
};

function at(
  standing: Position["standing"],
  revenue_micros = 20n,
  payout_micros = 12n,
): Position {
  return { standing, revenue_micros, payout_micros };
}

describe("ledgerAmounts()", () => {
  test("books a new conversion where it stands", () => {
    expect(ledgerAmounts(null, at("approved"))).toEqual({
      ...ZERO,
      receivable_micros: 20n,
      payable_micros: -12n,
      margin_micros: -8n,
    });
    expect(ledgerAmounts(null, at("pending"))).toEqual({
      ...ZERO,
      receivable_pending_micros: 20n,
      payable_pending_micros: -12n,
      margin_pending_micros: -8n,
    });
    expect(ledgerAmounts(null, at("none"))).toEqual(ZERO);
  });

  test("moves it from the pending accounts to the approved ones", () => {
    expect(ledgerAmounts(at("pending"), at("approved", 30n, 10n))).toEqual({
      receivable_pending_micros: -20n,
      payable_pending_micros: 12n,
      margin_pending_micros: 8n,
      receivable_micros: 30n,
      payable_micros: -10n,
      margin_micros: -20n,
    });
  });

  test("takes back all of it where it ends", () => {
    expect(ledgerAmounts(at("approved"), at("none", 0n, 0n))).toEqual({
      ...ZERO,
      receivable_micros: -20n,
      payable_micros: 12n,
      margin_micros: 8n,
    });
  });

  test("books only the difference of a changed amount, and nothing without one", () => {
    expect(ledgerAmounts(at("approved"), at("approved", 25n, 12n))).toEqual({
      ...ZERO,
      receivable_micros: 5n,
      margin_micros: -5n,
    });
    expect(ledgerAmounts(at("approved"), at("approved"))).toEqual(ZERO);
  });

  const anyPosition: fc.Arbitrary<Position> = fc.record({
    standing: fc.constantFrom("pending", "approved", "none"),
    revenue_micros: fc.bigInt({ min: 0n, max: 10n ** 17n }),
    payout_micros: fc.bigInt({ min: 0n, max: 10n ** 17n }),
  });

  test("adds up to zero for any change, also where the affiliate gets more than we do", () => {
    fc.assert(
      fc.property(fc.option(anyPosition), anyPosition, (before, after) => {
        const amounts = Object.values(ledgerAmounts(before, after));
        expect(amounts.reduce((sum, amount) => sum + amount, 0n)).toBe(0n);
      }),
    );
  });

  test("leaves by any road exactly where the last step stands", () => {
    fc.assert(
      fc.property(fc.array(anyPosition, { minLength: 1 }), (steps) => {
        const sums: Record<string, bigint> = { ...ZERO };
        let before: Position | null = null;
        for (const after of steps) {
          for (const [name, amount] of Object.entries(
            ledgerAmounts(before, after),
          )) {
            sums[name] = (sums[name] ?? 0n) + amount;
          }
          before = after;
        }
        const last = steps.at(-1) ?? at("none");
        expect(sums).toEqual({ ...ledgerAmounts(null, last) });
      }),
    );
  });
});
