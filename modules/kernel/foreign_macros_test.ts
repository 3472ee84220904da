import { describe, expect, test } from "bun:test";
import { foreignMacro } from "./foreign_macros.ts";

const options = {
  known: new Set(["click_id", "click_ref", "payout", "param", "sub1"]),
  aliases: new Map([["clickid", "click_ref"]]),
};
const why = (text: string) => foreignMacro(text, options);
const STYLES =
  "[x] #x# ##x## %x% %%x%% ${x} %{x} <x> (x) $x __x__ %7Bx%7D %7bx%7d %5Bx%5D %257Bx%257D %23x%23 [[x]] *|x|*".split(
    " ",
  );

describe("a placeholder of another style is refused, naming ours:", () => {
  test.each(STYLES)("%s", (style) => {
    for (const [name, ours] of [
      ["click_ref", "click_ref"],
      ["clickid", "click_ref"],
      ["ClickId", "click_ref"],
      ["CLICK-ID", "click_ref"],
      ["click_id", "click_id"],
      ["Payout", "payout"],
      ["sub_1", "sub1"],
    ] as const) {
      const macro = style.replace("x", name);
      for (const text of [
        `https://p.example/pb?cid=${macro}`,
        `https://p.example/pb?cid=${macro}&a={click_id}`,
        `https://p.example/${macro}/x?a=1`,
      ]) {
        expect(why(text)).toBe(`"${macro}" is no macro here: write {${ours}}`);
      }
    }
  });
});

test("so are what was left to be replaced, and an entity for an ampersand", () => {
  expect(why("https://p.example/?a=REPLACE&b=1")).toContain("REPLACE");
  for (const entity of ["&amp;", "&#38;", "&#x26;", "&AMP;"]) {
    const url = `https://p.example/?a={click_id}${entity}b=1`;
    expect(why(url)).toBe(`write "&" instead of "${entity}"`);
  }
});

test.each([
  "https://p.example/pb?cid={click_ref}&p={payout}&x={param:gclid}",
  "https://p.example/pb?a[]=1&filter[payout]=2&price=$5&b=(1)",
  "https://p.example/pb?q=100%25&r=%20payout%20&s=a%26amp%3B",
  "https://p.example/REPLACED/__init__/[id]/#payout",
  "https://[fe80::1]/pb?next=<b>&t=a;amp;b",
  '{"a":"{click_ref}","list":["payout"],"nested":{"payout":"{payout}"}}',
])("what is meant as it stands is let be: %s", (text) => {
  expect(why(text)).toBeNull();
});
