import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { RULES } from "./tidy/rules.ts";
import { describeFinding } from "./tidy/source.ts";
import { readTree } from "./tidy/source_tree.ts";

const tree = readTree(join(import.meta.dir, ".."));

describe("the tree", () => {
  test("is read", () => {
    const paths = tree.map(({ path }) => path);
    expect(paths).toContain("package.json");
    expect(paths).toContain("tests/tidy_test.ts");
    expect(paths.some((path) => path.startsWith("modules/"))).toBe(true);
    expect(paths.some((path) => path.startsWith("node_modules/"))).toBe(false);
  });

  for (const { promise, check } of RULES) {
    test(promise, () => {
      expect(check(tree).map(describeFinding)).toEqual([]);
    });
  }
});
