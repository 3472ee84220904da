import { describe, expect, test } from "bun:test";
import {
  standing,
  wish,
  word,
} from "../../tests/modules/conversions/transitions.ts";
import { transition } from "./transition.ts";

describe("transition() by a refund that says what it alone gives back", () => {
  test("takes off each part of its own, also one that was sent before the last change", () => {
    const current = standing("approved", {
      refunded_micros: 30n,
      said: ["approved|80", "reversed|#b"],
    });
    const part = (refund_id: string, amount_micros: bigint) =>
      wish("reversed", {
        refund_id,
        amount_micros,
        reversal_amount: "delta",
        said_at: current.said_at - 1,
      });
    expect(transition(current, part("a", 20n))).toMatchObject({
      what: "part_reversed",
      refunded_micros: 50n,
      said_at: current.said_at,
    });
    expect(word(transition(current, part("b", 20n)))).toBe("duplicate");
    for (const amount of [50n, 51n, 80n]) {
      expect(transition(current, part("a", amount))).toMatchObject({
        status: "reversed",
        refunded_micros: 0n,
      });
    }
    const unpriced = { ...current, amount_micros: null };
    expect(word(transition(unpriced, part("a", 1n)))).toBe("invalid_amount");
  });
});
