import { describe, expect, test } from "bun:test";
import { findOnlySum } from "./find_sums.ts";

describe("findOnlySum()", () => {
  test("finds the one row that several lines add up to", () => {
    expect(findOnlySum([50n, 7n], [20n, 30n, 11n])).toEqual({
      one_is: "row",
      one: 0,
      several: [0, 1],
    });
  });

  test("finds the one line that several rows add up to", () => {
    expect(findOnlySum([20n, 30n], [50n])).toEqual({
      one_is: "line",
      one: 0,
      several: [0, 1],
    });
  });

  test("says nothing where there are two ways", () => {
    expect(findOnlySum([50n], [20n, 30n, 30n])).toBeNull();
  });

  test("does not take one for a sum", () => {
    expect(findOnlySum([50n], [50n])).toBeNull();
  });
});
