import { describe, expect, test } from "bun:test";
import { expressionsAreLinear, literalsIn, whySlow } from "./expressions.ts";
import { readTree } from "./source_tree.ts";
import { join } from "node:path";

describe("whySlow()", () => {
  test.each([
    ["a trim", /:[ \t]*(.*?)[ \t]*$/],
    ["a split with room on both sides", / *, */],
    ["what stands at the end", /0+$/],
    ["a string that isn't closed", /"[^"\\]*(?:\\.[^"\\]*)*"|[^\s"]+/g],
    ["a pair that isn't closed", /<Cube>([\s\S]*?)<\/Cube>/g],
    ["brackets that aren't closed", /\{[^}]*\}/g],
    ["what a look-ahead wants", /\n[\s,]*(?=\{)/g],
    ["a repeat of repeats", /^(?:a+)+$/],
    ["a bound that is none", /x[^y]{0,60000}y/],
  ])("finds %s", (_what, { source, flags }) => {
    expect(whySlow({ source, flags })).not.toBeNull();
  });

  test.each([
    ["brackets that can't nest", /\{[^{}]*\}/g],
    ["a string that the end closes", /"[^"\\]*(?:\\.[^"\\]*)*"?/g],
    ["what is bound to the start", /^[^,]*,[^,]*$/],
    ["a run that nothing follows", /(^|&)sig=[^&]*/],
    ["a short repeat", /a{1,64}b/],
    ["a set", /[&<>"']/g],
  ])("lets %s be", (_what, { source, flags }) => {
    expect(whySlow({ source, flags })).toBeNull();
  });
});

test("literals are found with their flags, and neither divisions nor comments", () => {
  const text =
    "const a = /x+$/i.test(b);\n// none: /y/\nconst c = d / e / f;\ns.split(/ *, */);";
  const found = literalsIn({ path: "modules/a/b.ts", text });
  expect(found.map(({ source, flags }) => `/${source}/${flags}`)).toEqual([
    "/x+$/i",
    "/ *, */",
  ]);
  expect(
    expressionsAreLinear([{ path: "modules/a/b.ts", text }]).map(
      ({ line }) => line,
    ),
  ).toEqual([1, 4]);
});

/**
 * An expression built from parts isn't a literal, but if it is built when its file
 * is loaded, it can be checked here.
 */
test("expressions that are put together of pieces are linear, and made when their file is loaded", async () => {
  const root = join(import.meta.dir, "..", "..");
  const made: RegExp[] = [];
  const Original = globalThis.RegExp;
  class Recorded extends Original {
    constructor(pattern: RegExp | string, flags?: string) {
      super(pattern, flags);
      made.push(this);
    }
  }
  for (const { path, text } of readTree(root)) {
    const is_ours = /^(?:modules|src|db)\//.test(path);
    const count = text.split("new RegExp(").length - 1;
    if (!is_ours || !path.endsWith(".ts") || count === 0) continue;
    if (path.endsWith("_test.ts")) continue;
    // Load imports first, so that only the file's own expressions are checked.
    await import(join(root, path));
    made.length = 0;
    globalThis.RegExp = Recorded as RegExpConstructor;
    try {
      // Another URL is another module, so it is loaded again.
      await import(`${join(root, path)}?recorded`);
    } finally {
      globalThis.RegExp = Original;
    }
    expect([path, made.length >= count]).toEqual([path, true]);
    for (const { source, flags } of made) {
      expect([path, whySlow({ source, flags })]).toEqual([path, null]);
    }
  }
});
