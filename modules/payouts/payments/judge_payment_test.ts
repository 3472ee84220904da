import { describe, expect, test } from "bun:test";
import { roundDown } from "../round_down.ts";
import { judgePayment } from "./judge_payment.ts";
import type { PaymentFacts } from "./judge_payment.ts";

const UNIT = 1_000_000n;

function judged(change: Partial<PaymentFacts>) {
  return judgePayment({
    currency: "USD",
    owed_micros: 10n * UNIT,
    payment_hold: false,
    waits_for_details: false,
    status: "active",
    min_payout_micros: null,
    payout_currency: null,
    min_amount_micros: null,
    ...change,
  });
}

describe("judgePayment()", () => {
  test("pays what is owed, also to who is paused", () => {
    expect(judged({})).toBeNull();
    expect(judged({ status: "paused" })).toBeNull();
  });

  test("pays nobody who is blocked or on hold, whatever is owed", () => {
    expect(judged({ status: "blocked" })).toBe("blocked");
    expect(judged({ payment_hold: true })).toBe("payment_hold");
  });

  test("carries over what isn't positive or less than the minor unit", () => {
    expect(judged({ owed_micros: 0n })).toBe("not_positive");
    expect(judged({ owed_micros: -UNIT })).toBe("not_positive");
    expect(judged({ owed_micros: 9_999n })).toBe("below_minimum");
    expect(judged({ owed_micros: 10_000n })).toBeNull();
    expect(judged({ owed_micros: 999_999n, currency: "JPY" })).toBe(
      "below_minimum",
    );
  });

  test("takes the greater of the two minimums, by what would be sent", () => {
    const both = {
      min_payout_micros: 10n * UNIT,
      min_amount_micros: 5n * UNIT,
    };
    expect(judged(both)).toBeNull();
    expect(judged({ ...both, owed_micros: 10n * UNIT - 1n })).toBe(
      "below_minimum",
    );
    expect(judged({ min_amount_micros: 11n * UNIT })).toBe("below_minimum");
  });

  test("doesn't hold a minimum of another currency against this one", () => {
    const own = { min_payout_micros: 50n * UNIT };
    expect(judged({ ...own, payout_currency: "EUR" })).toBeNull();
    expect(judged({ ...own, payout_currency: "USD" })).toBe("below_minimum");
  });
});

describe("roundDown()", () => {
  test.each([
    ["USD", 12_349_999n, 12_340_000n],
    ["JPY", 12_999_999n, 12_000_000n],
    ["KWD", 12_349_999n, 12_349_000n],
    ["USD", 0n, 0n],
  ])("leaves nothing unsaid: %s %p", (currency, sum, amount) => {
    expect(roundDown(sum, currency)).toEqual({
      amount_micros: amount,
      rest_micros: sum - amount,
    });
  });

  test("refuses what it can't round", () => {
    expect(() => roundDown(1n, "XXX")).toThrow(RangeError);
    expect(() => roundDown(-1n, "USD")).toThrow(RangeError);
  });
});
