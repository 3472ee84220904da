import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { GenerationMap } from "./generation_map.ts";

describe("GenerationMap", () => {
  test("never holds more than it may, nor another value than was set", () => {
    const keys = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 300 });
    fc.assert(
      fc.property(keys, (asked) => {
        const map = new GenerationMap<number, number>({ entries_max: 10 });
        for (const key of asked) {
          const held = map.get(key);
          if (held === undefined) map.set(key, key * 2);
          else expect(held).toBe(key * 2);
          expect(map.size).toBeLessThanOrEqual(10);
        }
      }),
    );
  });

  test("holds the latest half, and what is asked for again", () => {
    const map = new GenerationMap<string, number>({ entries_max: 10 });
    map.set("asked", 1);
    for (let key = 0; key < 100; key++) {
      map.set(`key ${key}`, key);
      expect(map.get("asked")).toBe(1);
    }
    for (let key = 97; key < 100; key++) {
      expect(map.get(`key ${key}`)).toBe(key);
    }
    expect(map.get("key 0")).toBeUndefined();
  });
});
