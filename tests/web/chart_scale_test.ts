import { describe, expect, test } from "bun:test";
import {
  labelled,
  pathOf,
  pointOf,
  scaleOf,
} from "../../web/ui/chart_scale.ts";

describe("scaleOf()", () => {
  test.each<[(number | null)[], number[]]>([
    [
      [0, 37],
      [0, 10, 20, 30, 40],
    ],
    [
      [3, 229.64],
      [0, 50, 100, 150, 200, 250],
    ],
    [[0.041], [0, 0.01, 0.02, 0.03, 0.04, 0.05]],
    [
      [-30, 80],
      [-50, -25, 0, 25, 50, 75, 100],
    ],
    [
      [-4, -1],
      [-4, -3, -2, -1, 0],
    ],
    [[100], [0, 20, 40, 60, 80, 100]],
    [
      [1e9, 2.4e9],
      [0, 5e8, 1e9, 1.5e9, 2e9, 2.5e9],
    ],
    [
      [null, 0, null],
      [0, 1],
    ],
    [[], [0, 1]],
  ])("has round steps from zero: %j", (values, ticks) => {
    const scale = scaleOf(values);
    expect(scale.ticks).toEqual(ticks);
    expect([scale.low, scale.high]).toEqual([
      ticks[0],
      ticks.at(-1),
    ] as number[]);
  });

  test.each([
    [[1], [0, 1]],
    [[3], [0, 1, 2, 3]],
    [[7], [0, 2, 4, 6, 8]],
    [[11], [0, 5, 10, 15]],
    [[120], [0, 25, 50, 75, 100, 125]],
    [[0], [0, 1]],
  ])("of a count has whole numbers only: %j", (values, ticks) => {
    expect(scaleOf(values, true).ticks).toEqual(ticks);
  });

  test("of any values holds them, in few steps", () => {
    for (let power = -6; power <= 12; power++) {
      for (const digits of [1, 1.01, 2.49, 2.51, 5, 9.99]) {
        const value = digits * 10 ** power;
        const { high, ticks } = scaleOf([value]);
        expect(high).toBeGreaterThanOrEqual(value * (1 - 1e-9));
        expect(ticks.length).toBeLessThanOrEqual(7);
      }
    }
  });
});

describe("pathOf()", () => {
  const scale = scaleOf([0, 10]);

  test("goes from the left to the right, and up with the value", () => {
    expect(pathOf([0, 5, 10], scale)).toBe("M0 1000h0L500 500L1000 0");
  });

  test("has a gap where there is no value, and a dot between two", () => {
    expect(pathOf([null, 10, null, 0, 0], scale)).toBe(
      "M250 0h0M750 1000h0L1000 1000",
    );
  });

  test("of one value is in the middle", () => {
    expect(pathOf([10], scale)).toBe("M500 0h0");
    expect(pointOf(5, { at: 0, count: 1, scale })).toEqual([500, 500]);
  });
});

describe("labelled()", () => {
  test("chooses places in equal steps, never more than wanted", () => {
    expect(labelled(24, 7)).toEqual([0, 4, 8, 12, 16, 20]);
    expect(labelled(3, 7)).toEqual([0, 1, 2]);
    expect(labelled(0, 7)).toEqual([]);
    for (let count = 1; count < 600; count++) {
      expect(labelled(count, 7).length).toBeLessThanOrEqual(7);
    }
  });
});
