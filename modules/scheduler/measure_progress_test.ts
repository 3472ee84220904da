import { describe, expect, test } from "bun:test";
import { isoTime } from "../kernel/mod.ts";
import { measureProgress } from "./task.ts";

const START_MS = Date.UTC(2026, 10, 22, 10);
const SECOND_MS = 1_000;

describe("measureProgress()", () => {
  const row = {
    claimed_at: START_MS,
    progress_at: START_MS + 10 * SECOND_MS,
    done: 1_500,
    done_at_claim: 500,
    total: 2_000,
  };

  test("counts what this run has done, not what runs before it did", () => {
    expect(measureProgress(row)).toEqual({
      rate_per_second: 100,
      eta_at: isoTime(START_MS + 15 * SECOND_MS),
    });
  });

  test.each([
    ["nothing was done", { done: 500 }],
    ["no time has passed", { progress_at: START_MS }],
    ["the clock was put back", { progress_at: START_MS - 1 }],
    ["nobody has claimed it", { claimed_at: null }],
  ])("tells nothing where %s", (_, change) => {
    expect(measureProgress({ ...row, ...change })).toEqual({
      rate_per_second: null,
      eta_at: null,
    });
  });

  test.each([
    ["there is no total", { total: null }],
    ["there is more than was expected", { total: 1_000 }],
    ["the end is beyond any calendar", { total: Number.MAX_SAFE_INTEGER }],
  ])("tells no end where %s", (_, change) => {
    expect(measureProgress({ ...row, ...change }).eta_at).toBeNull();
  });
});
