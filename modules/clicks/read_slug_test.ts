import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readSlug } from "./read_slug.ts";

describe("readSlug()", () => {
  test.each([
    "ab12cd34",
    "AB12CD34",
    "ab12cd34.",
    "ab12cd34)",
    "ab12cd34,",
    "ab12cd34%20",
    "ab12cd34%E2%80%8B",
    "%EF%BB%BFab12cd34",
    "ab12cd34%22%3E",
    "(ab12cd34).",
    "ab12cd34%2F",
    "ab12cd34%60",
    "%60ab12cd34%60.",
    "ab12cd34=",
    "ab12cd34%23",
    "ab12cd34%5C",
  ])("finds the link that %j means", (asked) => {
    expect(readSlug(asked, "sub1=a")).toEqual({
      slug: "ab12cd34",
      query: "sub1=a",
    });
  });

  test.each([
    ["ab12cd34&click_ref=r", "", "click_ref=r"],
    ["ab12cd34&click_ref=Jos%E9", "", "click_ref=Jos%E9"],
    ["AB12CD34&sub1=a%26b&sub2=c", "", "sub1=a%26b&sub2=c"],
    ["ab12cd34&sub1=a", "sub2=b", "sub1=a&sub2=b"],
    ["ab12cd34%3Fsub1%3Da", "", "sub1=a"],
    ["ab12cd34%26sub1=a", "", "sub1=a"],
  ])(
    "reads a query that began with no ?: %j with %j",
    (asked, query, whole) => {
      expect(readSlug(asked, query)).toEqual({
        slug: "ab12cd34",
        query: whole,
      });
    },
  );

  test("never throws, and takes off any marks in any number", () => {
    const anyMarks = fc.string({
      unit: fc.constantFrom(..." .,;:!)]}'\u200b"),
    });
    fc.assert(
      fc.property(anyMarks, fc.string(), (marks, query) => {
        const { slug } = readSlug(`ab12cd34${marks}`, query);
        expect(slug).toBe("ab12cd34");
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (asked) => {
        expect(typeof readSlug(asked, "").slug).toBe("string");
      }),
    );
  });
});
