import { expect, test } from "bun:test";
import { shortNumber } from "../../web/ui/number_text.ts";

test.each([
  [0, 2, "0"],
  [37.5, 2, "37.5"],
  [0.126, 2, "0.13"],
  [-0.001, 2, "0"],
  [2400, 2, "2\u202f400"],
  [9_999.999, 2, "10\u202f000"],
  [10_000, 2, "10k"],
  [12_345, 1, "12.3k"],
  [-1_250_000, 2, "−1.25M"],
  [3e9, 1, "3B"],
  [4.5e16, 1, "45\u202f000T"],
])("%d with at most %d decimals is %s", (value, decimals_max, text) => {
  expect(shortNumber(value, decimals_max)).toBe(text);
});
