import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { RateWindow } from "./rate_window.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 10);

function takeAll(bucket: RateWindow, now_ms: number): number {
  const count = bucket.available(now_ms);
  for (let taken = 0; taken < count; taken++) bucket.take(now_ms);
  return count;
}

describe("RateWindow", () => {
  test("lets a second's worth go at once, and each again a second later", () => {
    const bucket = new RateWindow(3);
    expect(takeAll(bucket, NOW_MS)).toBe(3);
    expect(bucket.available(NOW_MS + 999)).toBe(0);
    expect(bucket.available(NOW_MS + 1000)).toBe(3);
    bucket.take(NOW_MS + 1000);
    bucket.take(NOW_MS + 1400);
    expect(bucket.available(NOW_MS + 1999)).toBe(1);
    expect(bucket.available(NOW_MS + 2000)).toBe(2);
  });

  test("no second sees more than the rate, whenever somebody asks", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), steps, (rate, waits) => {
        const bucket = new RateWindow(rate);
        const gone: number[] = [];
        let now_ms = NOW_MS;
        for (const wait_ms of waits) {
          now_ms += wait_ms;
          const count = takeAll(bucket, now_ms);
          gone.push(...Array<number>(count).fill(now_ms));
          const second = gone.filter((at_ms) => at_ms > now_ms - 1000);
          // Neither more than allowed nor less than there is room for.
          expect(second.length).toBe(rate);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("another rate counts from now on", () => {
    const bucket = new RateWindow(2);
    takeAll(bucket, NOW_MS);
    bucket.setRate(5);
    expect(takeAll(bucket, NOW_MS)).toBe(3);
    bucket.setRate(1);
    expect(bucket.available(NOW_MS)).toBe(0);
    expect(bucket.available(NOW_MS + 1000)).toBe(1);
  });

  test("a clock that is put back holds nothing up for longer than a second", () => {
    const bucket = new RateWindow(2);
    takeAll(bucket, NOW_MS);
    const back_ms = NOW_MS - 3_600_000;
    expect(bucket.available(back_ms)).toBe(0);
    expect(bucket.available(back_ms + 1000)).toBe(2);
  });
});
