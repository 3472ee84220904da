// Random sales, reversals, prices, payments, voids and locks, with crashes and duplicates: the
// tracker's books must equal those of a small independent model.
//
//     TALLYHO_MONEY_SEEDS=200 bun tests/run.ts tests/money_model
//     TALLYHO_MONEY_FIRST=17 TALLYHO_MONEY_SEEDS=1 TALLYHO_MONEY_STEPS=300 …
import { describe, expect, test } from "bun:test";
import { runSeed } from "./run_seed.ts";

const SEEDS = Number(process.env.TALLYHO_MONEY_SEEDS ?? "1");
const FIRST_SEED = Number(process.env.TALLYHO_MONEY_FIRST ?? "1");
const STEPS = Number(process.env.TALLYHO_MONEY_STEPS ?? "80");

describe("the money", () => {
  test(`is the model's, whatever happens (${SEEDS} seeds of ${STEPS} steps)`, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      const { wrong, steps } = await runSeed(seed, STEPS);
      if (wrong !== null) console.error(steps.join("\n"));
      expect(wrong).toBeNull();
    }
  }, 3_600_000);

  const EXCHANGING_SEEDS = Math.max(1, Math.floor(SEEDS / 4));

  test(`is the model's with payouts in other currencies too (${EXCHANGING_SEEDS} seeds)`, async () => {
    for (let at = 0; at < EXCHANGING_SEEDS; at++) {
      const seed = FIRST_SEED + at;
      const { wrong, steps } = await runSeed(seed, STEPS, { exchanges: true });
      if (wrong !== null) console.error(steps.join("\n"));
      expect(wrong).toBeNull();
    }
  }, 3_600_000);

  // 3: deductions from a released hold stayed on hold, and were overpaid.
  // 9: a sale approved at less than its refund had negative money.
  test.each([3, 9])("seed %i stays mended", async (seed) => {
    expect((await runSeed(seed, STEPS)).wrong).toBeNull();
  });
});
