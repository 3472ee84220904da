import { expect, test } from "bun:test";
import {
  labelOf,
  numberIn,
  soughtIn,
} from "../../web/screens/network/picked.ts";

const THINGS = [{ id: 12, name: "Summer #3 Deals" }];

test("a chosen thing stands with its name and number, and is read back from them", () => {
  const label = labelOf("12", THINGS);
  expect(label).toBe("Summer #3 Deals #12");
  expect(numberIn(label)).toBe("12");
  expect(labelOf("13", THINGS)).toBe("#13");
  expect(labelOf("12", undefined)).toBe("#12");
  expect(labelOf("", THINGS)).toBe("");
});

test("a number chooses alone or after a #, and not within a name", () => {
  expect(numberIn("12")).toBe("12");
  expect(numberIn(" #12 ")).toBe("12");
  expect(numberIn("Deals 24")).toBe("");
  expect(numberIn("")).toBe("");
});

test("a part of a name is looked for; what chooses already is not", () => {
  expect(soughtIn(" north ")).toBe("north");
  expect(soughtIn("North Wind #4")).toBe("");
  expect(soughtIn("4")).toBe("");
});
