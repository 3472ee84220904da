import { expect, test } from "bun:test";
import { MARK, markNames } from "./marks.ts";

test("MARK has the bits that stored clicks are read by", () => {
  expect(MARK).toEqual({
    unique: 1,
    repeat: 2,
    bot: 4,
    prefetch: 8,
    test: 16,
    data_centre: 32,
  });
});

test("markNames() names every bit that is set, and no other", () => {
  expect(markNames(0)).toEqual([]);
  expect(markNames(MARK.repeat | MARK.data_centre)).toEqual([
    "repeat",
    "data_centre",
  ]);
  expect(markNames(63)).toEqual(Object.keys(MARK));
  expect(markNames(64)).toEqual([]);
});
