// Whatever is earned, taken back, re-priced, paid, voided and locked, in whatever
// order, with crashes in the middle and everything said twice: the books of the
// tracker are those of a small model that shares no code with it.
//
//     TALLYHO_MONEY_SEEDS=200 bun tests/run.ts tests/money_model
//     TALLYHO_MONEY_FIRST=17 TALLYHO_MONEY_SEEDS=1 TALLYHO_MONEY_STEPS=300 …
import { describe, expect, test } from "bun:test";
import { runSeed } from "./run_seed.ts";

const SEEDS = Number(process.env.TALLYHO_MONEY_SEEDS ?? "2");
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

  // 3: what was taken back of a released hold stayed on hold, and was paid for.
  // 9: approved with less than was given back of it, a sale had money below zero.
  test.each([3, 9])("seed %i stays mended", async (seed) => {
    expect((await runSeed(seed, STEPS)).wrong).toBeNull();
  });
});
