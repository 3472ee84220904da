import { describe, expect, test } from "bun:test";
import { Limiter, retryAfterS } from "./limiter.ts";
import type { Rate } from "./limiter.ts";

const NOW_MS = 1_795_348_800_000;
const KEY = "7";

const newLimiter = () => new Limiter({ keys_max: 100 });

/** A second's worth at once. */
function perSecond(refill: number): Rate {
  return { at_once: Math.max(1, refill), refill, refill_ms: 1_000 };
}

/** Seconds that each of many has to wait. */
function takeTimes(
  limiter: Limiter,
  per_second: number,
  now_ms: number,
  times: number,
): number[] {
  return Array.from({ length: times }, () =>
    retryAfterS(limiter.take(KEY, perSecond(per_second), now_ms)),
  );
}

function passed(answers: number[]): number {
  return answers.filter((wait_seconds) => wait_seconds === 0).length;
}

describe("Limiter", () => {
  test.each([
    [1, 1],
    [3, 3],
    [50, 50],
    [0.5, 1],
  ])("of %d a second, %d may come at once", (per_second, expected_count) => {
    const answers = takeTimes(newLimiter(), per_second, NOW_MS, 100);
    expect(passed(answers)).toBe(expected_count);
    expect(answers[expected_count - 1]).toBe(0);
    expect(answers[expected_count]).toBeGreaterThan(0);
  });

  test("lets exactly the rate pass, second after second, however the postbacks fall", () => {
    const limiter = newLimiter();
    takeTimes(limiter, 7, NOW_MS, 7);
    let count = 0;
    for (let elapsed_ms = 1; elapsed_ms <= 10_000; elapsed_ms += 1) {
      count += passed(takeTimes(limiter, 7, NOW_MS + elapsed_ms, 1));
    }
    expect(count).toBe(70);
  });

  test("a rest saves up no more than one second's worth", () => {
    const limiter = newLimiter();
    takeTimes(limiter, 5, NOW_MS, 5);
    const answers = takeTimes(limiter, 5, NOW_MS + 3_600_000, 20);
    expect(passed(answers)).toBe(5);
  });

  test.each([
    [100, 1],
    [1, 1],
    [0.5, 2],
    [0.1, 10],
    [0, 3600],
  ])(
    "at %d a second, who is too early waits %d s",
    (per_second, wait_seconds) => {
      const limiter = newLimiter();
      const answers = takeTimes(limiter, per_second, NOW_MS, 101);
      expect(answers.at(-1)).toBe(wait_seconds);
    },
  );

  test("what was refused uses nothing up", () => {
    const limiter = newLimiter();
    takeTimes(limiter, 1, NOW_MS, 50);
    expect(limiter.take(KEY, perSecond(1), NOW_MS + 999)).toBe(1);
    expect(limiter.take(KEY, perSecond(1), NOW_MS + 1000)).toBe(0);
  });

  test("each key has its own measure, and a new rate counts at once", () => {
    const limiter = newLimiter();
    takeTimes(limiter, 10, NOW_MS, 5);
    expect(passed(takeTimes(limiter, 2, NOW_MS, 10))).toBe(2);
    expect(limiter.take(`${KEY}1`, perSecond(2), NOW_MS)).toBe(0);
  });

  test("a clock that steps back gives nothing away and blocks nobody", () => {
    const limiter = newLimiter();
    takeTimes(limiter, 2, NOW_MS, 2);
    expect(limiter.take(KEY, perSecond(2), NOW_MS - 60_000)).toBe(500);
    expect(limiter.take(KEY, perSecond(2), NOW_MS - 59_500)).toBe(0);
  });

  test("keeps a number of keys and drops the least recently used one", () => {
    const limiter = newLimiter();
    const take = (key: number) =>
      limiter.take(String(key), perSecond(1), NOW_MS);
    for (const key of [1, 2, 1]) take(key);
    for (let key = 3; key <= 101; key++) take(key);
    expect(take(1)).toBe(1000);
    expect(take(2)).toBe(0);
  });

  test("takes what one costs, and at most a full bucket", () => {
    const limiter = newLimiter();
    const rate: Rate = { at_once: 10, refill: 1, refill_ms: 3_000 };
    expect(limiter.take(KEY, rate, NOW_MS, 8)).toBe(0);
    expect(limiter.take(KEY, rate, NOW_MS, 3)).toBe(3_000);
    expect(limiter.take(KEY, rate, NOW_MS, 500)).toBe(24_000);
    expect(limiter.take(KEY, rate, NOW_MS + 24_000, 500)).toBe(0);
  });

  test("says how long to wait without taking, and takes back", () => {
    const limiter = newLimiter();
    const rate: Rate = { at_once: 2, refill: 1, refill_ms: 90_000 };
    expect(limiter.waitMs(KEY, rate, NOW_MS)).toBe(0);
    limiter.take(KEY, rate, NOW_MS);
    expect(limiter.waitMs(KEY, rate, NOW_MS)).toBe(0);
    limiter.take(KEY, rate, NOW_MS);
    expect(limiter.waitMs(KEY, rate, NOW_MS + 1)).toBe(89_999);
    limiter.giveBack(KEY, rate);
    expect(limiter.waitMs(KEY, rate, NOW_MS + 1)).toBe(0);
  });
});
