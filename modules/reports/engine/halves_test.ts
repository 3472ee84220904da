import { expect, test } from "bun:test";
import { addHalves, wholeOf } from "./halves.ts";

/** Low halves of so many entries exceed what is added without a carry. */
const ENTRIES = 2 ** 21 + 3;

test.each([2n ** 63n - 1n, -(2n ** 63n), -1n, 2n ** 32n - 1n])(
  "%s is added up exactly over millions of entries, and taken back",
  (money) => {
    const [low = 0, high = 0] = new Int32Array(BigInt64Array.of(money).buffer);
    const sums = new Float64Array(2);
    for (let entry = 0; entry < ENTRIES; entry++) {
      addHalves(sums, 0, low >>> 0, high);
    }
    expect(wholeOf(sums, 0)).toBe(money * BigInt(ENTRIES));
    const total = sums.slice();
    addHalves(sums, 0, -total[0]!, -total[1]!);
    expect(wholeOf(sums, 0)).toBe(0n);
  },
);
