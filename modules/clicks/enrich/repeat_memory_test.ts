import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { RepeatMemory } from "./repeat_memory.ts";

const DAY_MS = 86_400_000;
const visit = fc.record({
  key: fc.integer({ min: 0, max: 30 }).map(String),
  later_ms: fc.integer({ min: 0, max: 400 }),
});

describe("RepeatMemory.seen()", () => {
  test("knows a key that came within the window, and no other", () => {
    const memory = new RepeatMemory({ window_ms: DAY_MS, entries_max: 100 });
    expect(memory.seen("a", 1000)).toBe(false);
    expect(memory.seen("a", 1000)).toBe(true);
    expect(memory.seen("b", 1000)).toBe(false);
    expect(memory.seen("a", 1000 + DAY_MS - 1)).toBe(true);
  });

  test("forgets a key at the end of its window, counted from its latest coming", () => {
    const memory = new RepeatMemory({ window_ms: 100, entries_max: 100 });
    expect(memory.seen("a", 0)).toBe(false);
    expect(memory.seen("a", 99)).toBe(true);
    expect(memory.seen("a", 198)).toBe(true);
    expect(memory.seen("a", 298)).toBe(false);
  });

  test("agrees with a plain map as long as the keys fit", () => {
    fc.assert(
      fc.property(fc.array(visit, { maxLength: 200 }), (visits) => {
        const memory = new RepeatMemory({ window_ms: 300, entries_max: 62 });
        const last_ms = new Map<string, number>();
        let now_ms = 1_700_000_000_000;
        for (const { key, later_ms } of visits) {
          now_ms += later_ms;
          const expected = now_ms - (last_ms.get(key) ?? 0) < 300;
          expect(memory.seen(key, now_ms)).toBe(expected);
          last_ms.set(key, now_ms);
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

  test("takes a step back of the clock for no time at all", () => {
    const memory = new RepeatMemory({ window_ms: 100, entries_max: 10 });
    memory.seen("a", 5000);
    expect(memory.seen("a", 1000)).toBe(true);
    expect(memory.seen("a", 5050)).toBe(true);
  });
});

test("RepeatMemory refuses to remember fewer than two", () => {
  for (const entries_max of [0, 1, -5, 2.5, Number.NaN]) {
    expect(() => new RepeatMemory({ window_ms: 1, entries_max })).toThrow(
      RangeError,
    );
  }
});
