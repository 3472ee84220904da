// Reconciliation must find what is wrong and report nothing else: statements with known
// faults are matched, and the result is compared with what was planted.
import { describe, expect, test } from "bun:test";
import { figuresText, noOutcome, runSeed } from "./planted_figures.ts";
import { reconciliationWorld } from "./reconciliation_world.ts";
import { matchStatement } from "../modules/reconciliation/mod.ts";

const world = await reconciliationWorld(matchStatement);
const SEEDS = Number(process.env.TALLYHO_RECONCILIATION_SEEDS ?? "8");
const SHARE_MIN = 0.99;

describe("matchStatement()", () => {
  test(
    "finds what was planted in each class, and matches no row with another event's conversion",
    async () => {
      const outcome = noOutcome();
      for (let seed = 1; seed <= SEEDS; seed++) {
        await runSeed(world, seed, outcome);
      }
      console.log(`${SEEDS} seeds\n${figuresText(outcome)}`);
      expect(outcome.wrong).toEqual([]);
      for (const [name, { planted, said, right }] of outcome.by_class) {
        const found = { recall: right / planted, precision: right / said };
        expect(found.recall, `recall of ${name}`).toBeGreaterThanOrEqual(
          SHARE_MIN,
        );
        expect(found.precision, `precision of ${name}`).toBeGreaterThanOrEqual(
          SHARE_MIN,
        );
      }
    },
    { timeout: 60_000 + SEEDS * 5_000 },
  );
});
