import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isUnreplaced } from "./sent_text.ts";

describe("isUnreplaced()", () => {
  test.each([
    "{x}",
    "{{x}}",
    "{}",
    "${x}",
    "${{x}}",
    "##X##",
    "#x#",
    "[x]",
    "[[x]]",
    "[]",
    "%x%",
    "%Click_Id.1%",
    "<x>",
    "<a b>",
    "REPLACE",
    "OPTIONAL",
    "  {click_id}  ",
    "%%x%%",
    "%{x}",
    "#{x}",
    "(x)",
    "$x",
    "__X__",
    "*|X|*",
    "REPLACE_ME",
    "%7Bclick_id%7D",
    "%5Bclick_id%5D",
  ])("finds %j", (value) => {
    expect(isUnreplaced(value)).toBe(true);
  });

  test.each([
    "",
    " ",
    "x",
    "10%",
    "%",
    "%%",
    "%41%",
    "$10",
    "$12.50",
    "(7)",
    "__",
    '{"a":1}',
    "#1",
    "#",
    "##",
    "a{x}",
    "{x}b",
    "{a}{b}",
    "[a][b]",
    "replace",
    "Optional",
    "REPLACED",
    "<>",
    "a<b>c",
    "12.50",
    "ORDER#7#",
  ])("lets %j pass", (value) => {
    expect(isUnreplaced(value)).toBe(false);
  });

  test("finds any name in each style", () => {
    const anyName = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.]{0,40}$/);
    const anyStyle = fc.constantFrom(
      ...["{|}", "{{|}}", "${|}", "##|##", "#|#", "[|]", "[[|]]", "%|%", "<|>"],
    );
    fc.assert(
      fc.property(anyName, anyStyle, (name, style) => {
        expect(isUnreplaced(style.replace("|", () => name))).toBe(true);
      }),
    );
  });

  test("never mistakes amounts, ids and dates for a placeholder", () => {
    const anyPlain = fc.stringMatching(/^[A-Za-z0-9.:+_-]{1,40}$/);
    fc.assert(
      fc.property(anyPlain, (value) => {
        fc.pre(!/^(REPLACE|OPTIONAL|__)/.test(value));
        expect(isUnreplaced(value)).toBe(false);
      }),
    );
  });

  test("answers at once whatever the value", () => {
    for (const open of ["{", "[", "#", "<", "%a", "${", "{{"]) {
      expect(isUnreplaced(open.repeat(30_000))).toBe(false);
    }
  });
});
