import { expect, test } from "bun:test";
import { withoutRepeats } from "../../web/frame/rings.ts";

test("a cap that is used up is said once, and others are still nearly so", () => {
  const near = { bell: "cap.near", subject: "cap 1" } as const;
  const reached = { bell: "cap.reached", subject: "cap 1" } as const;
  const other = { bell: "cap.near", subject: "cap 2" } as const;
  expect(withoutRepeats([near, reached, other])).toEqual([reached, other]);
  expect(withoutRepeats([near])).toEqual([near]);
});
