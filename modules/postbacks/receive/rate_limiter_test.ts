import { describe, expect, test } from "bun:test";
import { RateLimiter } from "./rate_limiter.ts";

const NOW_MS = 1_795_348_800_000;
const SOURCE_ID = "7";

function takeTimes(
  limiter: RateLimiter,
  rate_per_second: number,
  now_ms: number,
  times: number,
): number[] {
  return Array.from({ length: times }, () =>
    limiter.take(SOURCE_ID, rate_per_second, now_ms),
  );
}

function passed(answers: number[]): number {
  return answers.filter((wait_seconds) => wait_seconds === 0).length;
}

describe("RateLimiter", () => {
  test.each([
    [1, 1],
    [3, 3],
    [50, 50],
    [0.5, 1],
  ])(
    "of %d a second, %d may come at once",
    (rate_per_second, expected_count) => {
      const answers = takeTimes(
        new RateLimiter(),
        rate_per_second,
        NOW_MS,
        100,
      );
      expect(passed(answers)).toBe(expected_count);
      expect(answers[expected_count - 1]).toBe(0);
      expect(answers[expected_count]).toBeGreaterThan(0);
    },
  );

  test("lets exactly the rate pass, second after second, however the postbacks fall", () => {
    const limiter = new RateLimiter();
    takeTimes(limiter, 7, NOW_MS, 7);
    let count = 0;
    for (let elapsed_ms = 1; elapsed_ms <= 10_000; elapsed_ms += 1) {
      count += passed(takeTimes(limiter, 7, NOW_MS + elapsed_ms, 1));
    }
    expect(count).toBe(70);
  });

  test("a rest saves up no more than one second's worth", () => {
    const limiter = new RateLimiter();
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
    (rate_per_second, wait_seconds) => {
      const limiter = new RateLimiter();
      const answers = takeTimes(limiter, rate_per_second, NOW_MS, 101);
      expect(answers.at(-1)).toBe(wait_seconds);
    },
  );

  test("what was refused uses nothing up", () => {
    const limiter = new RateLimiter();
    takeTimes(limiter, 1, NOW_MS, 50);
    expect(limiter.take(SOURCE_ID, 1, NOW_MS + 999)).toBe(1);
    expect(limiter.take(SOURCE_ID, 1, NOW_MS + 1000)).toBe(0);
  });

  test("each source has its own measure, and a new rate counts at once", () => {
    const limiter = new RateLimiter();
    takeTimes(limiter, 10, NOW_MS, 5);
    expect(passed(takeTimes(limiter, 2, NOW_MS, 10))).toBe(2);
    expect(limiter.take(`${SOURCE_ID}1`, 2, NOW_MS)).toBe(0);
  });

  test("a clock that steps back gives nothing away and blocks nobody", () => {
    const limiter = new RateLimiter();
    takeTimes(limiter, 2, NOW_MS, 2);
    expect(limiter.take(SOURCE_ID, 2, NOW_MS - 60_000)).toBe(1);
    expect(limiter.take(SOURCE_ID, 2, NOW_MS - 59_500)).toBe(0);
  });

  test("keeps 10,000 sources and lets go of the quietest", () => {
    const limiter = new RateLimiter();
    limiter.take("1", 1, NOW_MS);
    limiter.take("2", 1, NOW_MS);
    limiter.take("1", 1, NOW_MS);
    for (let source_id = 3; source_id <= 10_001; source_id++) {
      limiter.take(`${source_id}`, 1, NOW_MS);
    }
    expect(limiter.take("1", 1, NOW_MS)).toBe(1);
    expect(limiter.take("2", 1, NOW_MS)).toBe(0);
  });
});
