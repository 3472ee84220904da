import { expect, test } from "bun:test";
import fc from "fast-check";
import { trimInvisible } from "./sent_text.ts";

test("trimInvisible() takes off what nobody sees, around a text and not within it", () => {
  const marks = fc.string({
    unit: fc.constantFrom(..." \t\r\n\u00a0\u200b\u200e\u202c\u2060\ufeff"),
  });
  fc.assert(
    fc.property(marks, marks, marks, (before, within, after) => {
      const text = `a${within}b`;
      expect(trimInvisible(before + text + after)).toBe(text);
      expect(trimInvisible(before + after)).toBe("");
    }),
  );
});
