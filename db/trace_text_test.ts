import { expect, test } from "bun:test";
import fc from "fast-check";
import { readTrace, writeTrace } from "./columns.ts";
import type { TraceStep } from "./columns.ts";

const word = fc.string().map((text) => text.replace(/[\t\n\r]/g, "."));

test("a trace comes back as it was, but for line ends within a step", () => {
  const anyStep: fc.Arbitrary<TraceStep> = fc
    .record({
      step: fc.constantFrom("parse", "click_id", "rule 4"),
      found: word,
      looked_at: word,
      expected: word,
      ok: fc.boolean(),
    })
    .map(({ looked_at, expected, ...rest }) => ({
      ...rest,
      ...(looked_at === "" ? {} : { looked_at }),
      ...(expected === "" ? {} : { expected }),
    }));
  fc.assert(
    fc.property(fc.array(anyStep), (steps) => {
      expect(readTrace(writeTrace(steps))).toEqual(steps);
    }),
  );
  const broken = [{ step: "values", found: "a\tb\r\nc", ok: false }];
  expect(readTrace(writeTrace(broken))).toEqual([
    { step: "values", found: "a b c", ok: false },
  ]);
});
