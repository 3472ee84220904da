import { expect, test } from "bun:test";
import { pickByWeight } from "./route_click.ts";

const LIST = [{ weight: 1 }, { weight: 2 }, { weight: 7 }];

test("pickByWeight() shares by weight, also where hashes follow each other", () => {
  const counts = [0, 0, 0];
  for (let hash = 0; hash < 20_000; hash++) {
    counts[pickByWeight(LIST, hash, 1)]! += 1;
  }
  expect(counts.map((count) => Math.round(count / 2000))).toEqual([1, 2, 7]);
});

test("pickByWeight() says the same of the same visitor, and two lists don't split alike", () => {
  const even = [{ weight: 1 }, { weight: 1 }];
  let alike = 0;
  for (let hash = -500; hash < 500; hash++) {
    const picked = pickByWeight(even, hash, 1);
    expect(pickByWeight(even, hash, 1)).toBe(picked);
    if (pickByWeight(even, hash, 2) === picked) alike += 1;
  }
  expect(alike).toBeGreaterThan(400);
  expect(alike).toBeLessThan(600);
});

test("pickByWeight() stays within the list for any hash", () => {
  for (const hash of [0, -1, 2 ** 31, 2 ** 32 - 1, 1e15]) {
    expect([0, 1, 2]).toContain(pickByWeight(LIST, hash, hash));
  }
});
