// A list of mutations is worthless once the code has moved on: each must still be possible.
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MUTATIONS } from "./mutations.ts";

const ROOT = join(import.meta.dir, "..", "..");
const LEAST = 30;

describe("the list of mutations", () => {
  test.each(MUTATIONS)("can still be made: $name", (mutation) => {
    const { file, text, instead, tests } = mutation;
    const found = readFileSync(join(ROOT, file), "utf8").split(text).length - 1;
    expect([file, found]).toEqual([file, 1]);
    expect(instead).not.toBe(text);
    expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(tests).not.toBeEmpty();
  });

  test("is long enough, and names each once", () => {
    expect(MUTATIONS.length).toBeGreaterThanOrEqual(LEAST);
    const names = new Set(MUTATIONS.map(({ name }) => name));
    expect(names.size).toBe(MUTATIONS.length);
  });
});
