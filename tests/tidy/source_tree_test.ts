import { expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describeFinding, findingAt } from "./source.ts";
import { ignoredBy, readTree } from "./source_tree.ts";

test("readTree() reads text files by path, without what git leaves out", () => {
  const root = mkdtempSync(join(tmpdir(), "tidy-"));
  try {
    for (const [path, text] of Object.entries({
      ".gitignore": "node_modules/\n*.log\n",
      ".ci/run": "a",
      ".git/config": "a",
      "linked/.git": "a",
      "node_modules/a/a.ts": "a",
      "src/b.ts": "b",
      "src/node_modules/b.ts": "b",
      "a.log": "a",
      "picture.bin": "a\0b",
      "large.txt": "a".repeat(1024 * 1024 + 1),
    })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    expect(readTree(root).map(({ path }) => path)).toEqual([
      ".ci/run",
      ".gitignore",
      "src/b.ts",
    ]);
    expect(readTree(root).at(-1)?.text).toBe("b");
  } finally {
    rmSync(root, { recursive: true });
  }
});

test("ignoredBy() reads folders, endings, names and paths", () => {
  const isIgnored = ignoredBy("# a\ndata/\n*.log\n.DS_Store\n/src/made.ts\n");
  expect(isIgnored("tests/data", true)).toBe(true);
  expect(isIgnored("tests/data", false)).toBe(false);
  expect(isIgnored("a/b.log", false)).toBe(true);
  expect(isIgnored("a/.DS_Store", false)).toBe(true);
  expect(isIgnored("src/made.ts", false)).toBe(true);
  expect(isIgnored("a/src/made.ts", false)).toBe(false);
  expect(isIgnored("a", false)).toBe(false);
});

test("describeFinding() prints path:line: rule: advice", () => {
  const source = { path: "src/a.ts", text: "a\nb\nc" };
  const finding = findingAt(source, 4, "clock", "ask the clock");
  expect(describeFinding(finding)).toBe("src/a.ts:3: clock: ask the clock");
});
