import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { RepeatMemory } from "./repeat_memory.ts";

const DAY_MS = 86_400_000;
const visit = fc.record({
  key: fc.integer({ min: 0, max: 30 }).map(String),
  later_ms: fc.integer({ min: 0, max: 400 }),
  is_asked: fc.boolean(),
});

describe("RepeatMemory.seen()", () => {
  test("knows a key that came within the window, and no other", () => {
    const memory = new RepeatMemory({ window_ms: DAY_MS, entries_max: 100 });
    expect(memory.seen("a", 1000)).toBe(false);
    expect(memory.seen("a", 1000)).toBe(true);
    expect(memory.seen("b", 1000)).toBe(false);
    expect(memory.seen("a", 1000 + DAY_MS - 1)).toBe(true);
  });

  test("forgets a key at the end of its window, counted from its first coming", () => {
    const memory = new RepeatMemory({ window_ms: 100, entries_max: 100 });
    expect(memory.seen("a", 0)).toBe(false);
    expect(memory.seen("a", 50)).toBe(true);
    expect(memory.seen("a", 99)).toBe(true);
    expect(memory.seen("a", 100)).toBe(false);
    expect(memory.seen("a", 199)).toBe(true);
    expect(memory.seen("a", 200)).toBe(false);
  });

  test("agrees with a plain map as long as the keys fit", () => {
    fc.assert(
      fc.property(fc.array(visit, { maxLength: 200 }), (visits) => {
        const memory = new RepeatMemory({ window_ms: 300, entries_max: 400 });
        const first_ms = new Map<string, number>();
        let now_ms = 1_700_000_000_000;
        for (const { key, later_ms, is_asked } of visits) {
          now_ms += later_ms;
          const expected = now_ms - (first_ms.get(key) ?? 0) < 300;
          if (is_asked) {
            expect(memory.knows(key, now_ms)).toBe(expected);
            continue;
          }
          expect(memory.seen(key, now_ms)).toBe(expected);
          if (!expected) first_ms.set(key, now_ms);
        }
      }),
    );
  });

  test("knows at least the latest half of its entries, and forgets the oldest", () => {
    const memory = new RepeatMemory({ window_ms: DAY_MS, entries_max: 2000 });
    for (let key = 0; key < 10_000; key++) {
      expect(memory.seen(`key ${key}`, key)).toBe(false);
    }
    for (let key = 9_000; key < 10_000; key++) {
      expect(memory.seen(`key ${key}`, 10_000)).toBe(true);
    }
    expect(memory.seen("key 0", 10_000)).toBe(false);
  });

  test("keeps a key that comes again and again through any crowd", () => {
    const memory = new RepeatMemory({ window_ms: DAY_MS, entries_max: 20 });
    memory.seen("regular", 0);
    for (let key = 0; key < 1000; key++) {
      memory.seen(`passer-by ${key}`, key);
      if (key % 5 === 0) expect(memory.seen("regular", key)).toBe(true);
    }
  });

  test("knows a key that comes a little before its first coming, and not one from far in the future", () => {
    const memory = new RepeatMemory({ window_ms: 100, entries_max: 10 });
    memory.seen("a", 5000);
    expect(memory.seen("a", 4901)).toBe(true);
    expect(memory.seen("a", 5099)).toBe(true);
    expect(memory.seen("a", 4900)).toBe(false);
    expect(memory.seen("a", 4999)).toBe(true);
    expect(memory.seen("a", 5000)).toBe(false);
  });
});

describe("RepeatMemory.knows()", () => {
  test("tells whether a key was seen within its window, and is no coming itself", () => {
    const memory = new RepeatMemory({ window_ms: 100, entries_max: 10 });
    expect(memory.knows("a", 0)).toBe(false);
    expect(memory.seen("a", 10)).toBe(false);
    expect(memory.knows("a", 109)).toBe(true);
    expect(memory.knows("a", 110)).toBe(false);
    expect(memory.seen("a", 110)).toBe(false);
  });
});

test("RepeatMemory refuses to remember fewer than two", () => {
  for (const entries_max of [0, 1, -5, 2.5, Number.NaN]) {
    expect(() => new RepeatMemory({ window_ms: 1, entries_max })).toThrow(
      RangeError,
    );
  }
});
