import { describe, expect, test } from "bun:test";
import { describeVerification } from "./verify.ts";

const read = { entries: 3, links: 1, unchained: 1, conversions: 2 };

describe("describeVerification()", () => {
  test("counts what was checked if all of it is valid", () => {
    const lines = describeVerification({ ok: true, ...read, difference: null });
    expect(lines).toEqual([
      "The ledger is valid: 3 entries, 1 chain links (1 entries not chained yet), 2 conversions",
    ]);
  });

  test("names the first difference, with the expected and the found value", () => {
    const difference = {
      check: "entry" as const,
      id: "0192",
      expected: "content aa",
      found: "content bb",
    };
    const lines = describeVerification({ ok: false, ...read, difference });
    expect(lines.slice(0, 3)).toEqual([
      "The ledger is wrong, first at entry 0192",
      "  expected content aa",
      "  found    content bb",
    ]);
  });
});
