import { describe, expect, test } from "bun:test";
import { describeVerification } from "./verify.ts";

const read = { entries: 3, links: 1, unchained: 1, conversions: 2 };

describe("describeVerification()", () => {
  test("says what was gone through where all of it holds", () => {
    const lines = describeVerification({ ok: true, ...read, difference: null });
    expect(lines).toEqual([
      "The ledger holds: 3 entries, 1 links of the chain (1 entries younger than it), 2 conversions",
    ]);
  });

  test("names the first difference, with what was expected and what was found", () => {
    const difference = {
      check: "entry" as const,
      id: "0192",
      expected: "content aa",
      found: "content bb",
    };
    const lines = describeVerification({ ok: false, ...read, difference });
    expect(lines.slice(0, 3)).toEqual([
      "The ledger does not hold, first at entry 0192",
      "  expected content aa",
      "  found    content bb",
    ]);
  });
});
