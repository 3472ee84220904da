import { describe, expect, test } from "bun:test";
import type { Figures } from "./model.ts";
import { presentFigures } from "./present_row.ts";

function shown(change: Partial<Figures>, currency = "USD") {
  const figures: Figures = {
    clicks: {
      ...{ gross: 0, valid: 0, unique: 0, invalid: 0, bot: 0 },
      by_verdict: {},
    },
    conversions: { pending: 0, approved: 0, rejected: 0, reversed: 0 },
    ...{ amount: 0n, revenue: 0n, payout: 0n },
    ...{ pending_revenue: 0n, pending_payout: 0n },
    ...{ click_revenue: 0n, click_payout: 0n },
    seconds_to_convert: null,
    unconverted: [],
    ...change,
  };
  return presentFigures(figures, currency);
}

const clicks = (valid: number): Figures["clicks"] => ({
  ...{ gross: valid, valid, unique: 0, invalid: 0, bot: 0 },
  by_verdict: { sent: valid },
});
const conversions = (approved: number, pending = 0) => ({
  conversions: { pending, approved, rejected: 0, reversed: 0 },
});

describe("presentFigures()", () => {
  test("has no ratio over nothing, also of a sale without clicks", () => {
    const { cr, epc, rpc, cpa } = shown({
      ...conversions(1),
      payout: 500_000n,
    });
    expect([cr, epc, rpc, cpa]).toEqual([null, null, null, "0.5000"]);
    const { aov, approval_rate, margin_percent } = shown({});
    expect([aov, approval_rate, margin_percent]).toEqual([null, null, null]);
  });

  test("rounds ratios to six places and money of each to four", () => {
    const figures = shown({
      clicks: clicks(3),
      ...conversions(1, 1),
      payout: 10_000_000n,
      revenue: 20_000_000n,
    });
    expect(figures).toMatchObject({
      ...{ cr: 0.666667, cr_approved: 0.333333, approval_rate: 1 },
      ...{ epc: "3.3333", rpc: "6.6667", cpa: "10.0000", margin_percent: 50 },
    });
    const { epc } = shown({ clicks: clicks(3), payout: -10_000_000n });
    expect(epc).toBe("-3.3333");
  });

  test("has a margin below zero, and its percentage only of a revenue above", () => {
    const above = shown({ revenue: 3_000_000n, payout: 4_000_000n });
    expect([above.margin, above.margin_percent]).toEqual(["-1.00", -33.33]);
    const below = shown({ revenue: -3_000_000n, payout: 0n });
    expect([below.margin, below.margin_percent]).toEqual(["-3.00", null]);
  });

  test("rounds money once, to its currency's minor unit, and keeps it exact", () => {
    const { payout, exact } = shown({ payout: 999_999n });
    expect([payout, exact?.payout]).toEqual(["1.00", "0.999999"]);
    expect(shown({ payout: 1_500_000n }, "JPY").payout).toBe("2");
    expect(shown({ payout: 1_500_000n }, "KWD").payout).toBe("1.500");
  });

  test("shows money without a rate in its own currency", () => {
    const unconverted = [
      { currency: "JPY", revenue: 5_000_000n, payout: 2_000_000n },
    ];
    expect(shown({ unconverted }).unconverted).toEqual([
      { currency: "JPY", revenue: "5", payout: "2" },
    ]);
  });
});
