import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { assignBlock } from "./assign_block.ts";
import type { Scores } from "./assign_block.ts";

/** Best total of any assignment, by brute force. */
function bestTotal(scores: Scores, row = 0, taken = new Set<number>()): number {
  const of_row = scores[row];
  if (of_row === undefined) return 0;
  let best = bestTotal(scores, row + 1, taken);
  of_row.forEach((score, line) => {
    if (score === null || taken.has(line)) return;
    const rest = bestTotal(scores, row + 1, new Set([...taken, line]));
    best = Math.max(best, score + rest);
  });
  return best;
}

const block = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, lines]) =>
    fc.array(
      fc.array(fc.option(fc.integer({ min: 1, max: 90 })), {
        minLength: lines,
        maxLength: lines,
      }),
      { minLength: rows, maxLength: rows },
    ),
  );

describe("assignBlock()", () => {
  test("gives the best sum that there is, and nothing twice", () => {
    fc.assert(
      fc.property(block, (scores) => {
        const assigned = assignBlock(scores);
        const total = assigned.reduce((sum, { score }) => sum + score, 0);
        expect(total).toBe(bestTotal(scores));
        const lines = assigned.map(({ line }) => line);
        expect(new Set(lines).size).toBe(lines.length);
      }),
      { numRuns: 400 },
    );
  });

  test("says of each match what the whole loses without it", () => {
    fc.assert(
      fc.property(block, (scores) => {
        for (const { row, line, score, runner_up } of assignBlock(scores)) {
          const without = scores.map((of_row, at) =>
            of_row.map((s, to) => (at === row && to === line ? null : s)),
          );
          const lost = bestTotal(scores) - bestTotal(without);
          if (runner_up !== null) {
            expect(runner_up).toBe(Math.max(0, score - lost));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test("takes the better whole before the better pair", () => {
    const scores = [
      [90, 85],
      [88, null],
    ];
    expect(assignBlock(scores)).toEqual([
      { row: 0, line: 1, score: 85, runner_up: 2 },
      { row: 1, line: 0, score: 88, runner_up: 5 },
    ]);
  });

  test("leaves a match no margin where it could as well be the other one", () => {
    const scores = [[70], [70]];
    expect(assignBlock(scores)).toEqual([
      expect.objectContaining({ score: 70, runner_up: 70 }),
    ]);
  });

  test("knows no runner-up where nothing else fits", () => {
    expect(assignBlock([[70, null]])).toEqual([
      { row: 0, line: 0, score: 70, runner_up: null },
    ]);
  });
});
