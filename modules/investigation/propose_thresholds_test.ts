import { describe, expect, test } from "bun:test";
import { proposedHoldScore } from "./propose_thresholds.ts";
import type { DecidedScore } from "./propose_thresholds.ts";

const at = (score: number, decided: number, fraud: number): DecidedScore => {
  return { score, decided, fraud };
};

describe("proposedHoldScore()", () => {
  test("stays without decisions, and with fewer than 30", () => {
    expect(proposedHoldScore([], 60)).toBe(60);
    expect(proposedHoldScore([at(70, 29, 0)], 60)).toBe(60);
  });

  test("rises to where nine of ten were fraud", () => {
    const counts = [at(61, 60, 10), at(66, 60, 58), at(90, 60, 60)];
    expect(proposedHoldScore(counts, 60)).toBe(62);
    expect(proposedHoldScore(counts, 62)).toBe(62);
  });

  test("rises by at most ten points, and never beyond 95", () => {
    expect(proposedHoldScore([at(80, 100, 5)], 60)).toBe(70);
    expect(proposedHoldScore([at(99, 100, 5)], 92)).toBe(95);
    expect(proposedHoldScore([at(99, 100, 5)], 98)).toBe(98);
  });

  test("falls to where those that it let pass were fraud too, by the bound", () => {
    const counts = [at(52, 100, 100), at(75, 40, 39)];
    expect(proposedHoldScore(counts, 60)).toBe(50);
    expect(proposedHoldScore([at(52, 100, 88), at(75, 40, 39)], 60)).toBe(60);
    expect(proposedHoldScore([at(45, 30, 0), at(57, 90, 90)], 60)).toBe(50);
    expect(proposedHoldScore([at(38, 90, 90)], 42)).toBe(42);
  });
});
