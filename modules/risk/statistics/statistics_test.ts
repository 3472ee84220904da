import { describe, expect, test } from "bun:test";
import { Z_99, wilsonBounds } from "./bounds.ts";
import { standing } from "./false_discoveries.ts";
import { logBeta, logChoose, logGamma } from "./log_gamma.ts";
import { median, robustZ } from "./robust.ts";
import { betaBinomialTail, binomialTail, poissonTail } from "./tails.ts";

describe("logGamma()", () => {
  test("is the logarithm of factorials and of the root of pi", () => {
    expect(logGamma(1)).toBeCloseTo(0, 12);
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 10);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
    expect(logGamma(0.25)).toBeCloseTo(1.2880225246980774, 10);
    expect(Math.exp(logBeta(2, 3))).toBeCloseTo(1 / 12, 12);
    expect(Math.exp(logChoose(52, 5))).toBeCloseTo(2_598_960, 4);
  });
});

describe("binomialTail()", () => {
  test.each([
    // A fair coin, by Pascal's triangle.
    [8, 10, 0.5, 56 / 1024],
    [1, 10, 0.5, 1023 / 1024],
    // Four installs of twenty within ten seconds, where 2 % are usual.
    [4, 20, 0.02, 0.0006],
    [0, 5, 0.3, 1],
    [6, 5, 0.3, 0],
  ])("%p of %p at %p", (k, n, p, expected) => {
    expect(binomialTail(k, n, p)).toBeCloseTo(expected, 4);
  });

  test("adds up with the other side, on both sides of the mean", () => {
    for (const k of [3, 30, 300]) {
      const below = binomialTail(1000 - k + 1, 1000, 0.7);
      expect(binomialTail(k, 1000, 0.3) + below).toBeCloseTo(1, 9);
    }
  });
});

describe("poissonTail()", () => {
  test.each([
    // Tables of the Poisson distribution.
    [1, 1, 0.632121],
    [5, 2, 0.052653],
    [10, 5, 0.031828],
    [3, 5, 0.875348],
  ])("at least %p of %p", (k, mean, expected) => {
    expect(poissonTail(k, mean)).toBeCloseTo(expected, 6);
  });
});

test("what is as good as impossible ends at once", () => {
  expect(poissonTail(500, 0.5)).toBe(0);
  expect(binomialTail(5_000, 1_000_000, 1e-6)).toBe(0);
  expect(betaBinomialTail(9_000, 9_000, { mean: 1e-9, spread: 1e-9 })).toBe(0);
});

describe("betaBinomialTail()", () => {
  test("of a flat prior makes every count as likely", () => {
    const flat = { mean: 0.5, spread: 1 / 3 };
    expect(betaBinomialTail(8, 10, flat)).toBeCloseTo(3 / 11, 10);
    expect(betaBinomialTail(3, 10, flat)).toBeCloseTo(8 / 11, 10);
  });

  test("is the binomial's without a spread, and longer with one", () => {
    const none = betaBinomialTail(12, 50, { mean: 0.1, spread: 0 });
    const some = betaBinomialTail(12, 50, { mean: 0.1, spread: 0.05 });
    expect(none).toBe(binomialTail(12, 50, 0.1));
    expect(some).toBeGreaterThan(none * 5);
  });
});

describe("wilsonBounds()", () => {
  test.each([
    [3, 10, 0.09, 0.65],
    [10, 50, 0.1, 0.36],
    [30, 200, 0.1, 0.22],
  ])("of %p in %p at 99 %% on one side", (k, n, low, high) => {
    const bounds = wilsonBounds(k, n, Z_99);
    expect(bounds.low).toBeCloseTo(low, 2);
    expect(bounds.high).toBeCloseTo(high, 2);
  });

  test("stay within 0 and 1", () => {
    expect(wilsonBounds(0, 5).low).toBe(0);
    expect(wilsonBounds(5, 5).high).toBe(1);
    expect(wilsonBounds(0, 0)).toEqual({ low: 0, high: 1 });
  });
});

describe("robustZ()", () => {
  const peers = [1, 2, 3, 4, 5, 6, 7, 8, 9];

  test("counts from the median by the median deviation", () => {
    expect(median([1, 2, 3, 10])).toBe(2.5);
    // Deviations from 5 have the median 2.
    expect(robustZ(15, peers, 0.1)).toBeCloseTo((0.6745 * 10) / 2, 10);
  });

  test("isn't stretched by one outlier among the peers", () => {
    const with_outlier = [...peers.slice(0, 8), 1_000_000];
    expect(robustZ(15, with_outlier, 0.1)).toBeCloseTo(3.3725, 4);
  });

  test("says nothing of fewer than eight peers, nor divides by nothing", () => {
    expect(robustZ(15, peers.slice(0, 7), 0.1)).toBeNull();
    expect(robustZ(2, Array<number>(8).fill(1), 0.5)).toBeCloseTo(1.349, 3);
  });
});

describe("standing()", () => {
  const of = (tests: number) => ({ share: 0.05, tests });

  test("keeps those of Benjamini and Hochberg's own example", () => {
    const p_values = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459,
      0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    const kept = standing(p_values.toReversed(), of(15));
    expect(kept.filter(Boolean)).toHaveLength(4);
    expect(kept.slice(-4)).toEqual([true, true, true, true]);
  });

  test("keeps none where all are likely", () => {
    expect(standing([0.2, 0.9], of(2))).toEqual([false, false]);
    expect(standing([], of(0))).toEqual([]);
  });

  test("counts tests whose p-values nobody kept, as likely by chance", () => {
    const kept = [0.0001, 0.0004, 0.0019, 0.0095];
    expect(standing(kept, of(4))).toEqual([true, true, true, true]);
    expect(standing(kept, of(15))).toEqual([true, true, true, true]);
    expect(standing(kept, of(30))).toEqual([true, true, true, false]);
    expect(standing(kept, of(2_000))).toEqual([false, false, false, false]);
  });
});
