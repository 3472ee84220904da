import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { backoffMs, DELIVERY_RETRY } from "./backoff.ts";

const almostOne = () => 1 - Number.EPSILON / 2;
const zero = () => 0;

describe("backoffMs()", () => {
  test("stays below each step of the schedule, then below the last", () => {
    const minutes = [5 / 60, 0.5, 2, 10, 30, 60, 120, 240, 480, 480, 480];
    for (const [index, minute] of minutes.entries()) {
      const wait_ms = backoffMs(DELIVERY_RETRY, index + 1, almostOne);
      expect(wait_ms).toBe(minute * 60_000 - 1);
    }
    expect(backoffMs(DELIVERY_RETRY, 1000, almostOne)).toBe(28_799_999);
  });

  test("never waits under a second, so that nothing is hammered", () => {
    expect(backoffMs(DELIVERY_RETRY, 1, zero)).toBe(1000);
    expect(backoffMs(DELIVERY_RETRY, 9, zero)).toBe(1000);
  });

  test("spreads evenly over the step", () => {
    expect(backoffMs(DELIVERY_RETRY, 3, () => 0.5)).toBe(60_000);
    expect(backoffMs(DELIVERY_RETRY, 3, () => 0.25)).toBe(30_000);
  });

  test("waits at least as long as the other side asked, up to the cap", () => {
    const ask = (retry_after_ms: number, retry_after_cap_ms?: number) =>
      backoffMs(DELIVERY_RETRY, 1, zero, {
        retry_after_ms,
        ...(retry_after_cap_ms === undefined ? {} : { retry_after_cap_ms }),
      });
    expect(ask(60_000)).toBe(60_000);
    expect(ask(500)).toBe(1000);
    expect(ask(0)).toBe(1000);
    expect(ask(-5)).toBe(1000);
    expect(ask(Number.NaN)).toBe(1000);
    expect(ask(Infinity)).toBe(86_400_000);
    expect(ask(999_999_999)).toBe(86_400_000);
    expect(ask(60_000, 2000)).toBe(2000);
    const later = { retry_after_ms: 1500 };
    expect(backoffMs(DELIVERY_RETRY, 2, almostOne, later)).toBe(29_999);
  });

  test("is a whole number of ms within its bounds, whatever is drawn", () => {
    const drawn = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const attempt = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(attempt, drawn, (number, value) => {
        const wait_ms = backoffMs(DELIVERY_RETRY, number, () => value);
        expect(Number.isInteger(wait_ms)).toBe(true);
        expect(wait_ms).toBeWithin(1000, 28_800_000);
      }),
    );
  });

  test("throws on an attempt that can't be", () => {
    for (const attempt of [0, -1, 1.5, Number.NaN]) {
      expect(() => backoffMs(DELIVERY_RETRY, attempt, zero)).toThrow(
        RangeError,
      );
    }
  });
});
