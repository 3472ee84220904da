// People are paid by what reports say. So random histories are played on a running tracker, by what its
// visitors, shops and staff send, and each figure of random reports is compared with a plain recount.
// Then reports are compared with each other, with the books, and with what parties see.
//
//     TALLYHO_HISTORIES_FIRST=17 TALLYHO_HISTORIES_SEEDS=1 bun tests/run.ts tests/report_histories
import { expect, test } from "bun:test";
import { IS_LONG } from "../long.ts";
import { runHistory } from "./run_history.ts";

const [CHOSEN = 1] = crypto.getRandomValues(new Uint16Array(1));
const FIRST_SEED = Number(
  process.env.TALLYHO_HISTORIES_FIRST ?? (IS_LONG ? CHOSEN : 1),
);
const SEEDS = Number(process.env.TALLYHO_HISTORIES_SEEDS ?? (IS_LONG ? 4 : 1));
const LENGTH = IS_LONG
  ? { steps: 300, steps_between: 50, reports: 8 }
  : { steps: 120, steps_between: 40, reports: 4 };

test(`each figure of a report is that of a plain recount (${SEEDS} seeds from ${FIRST_SEED})`, async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
    const played = await runHistory(seed, LENGTH);
    expect(played.reports).toBeGreaterThan(10);
    expect(played.clicks).toBeGreaterThan(20);
    expect(played.sales).toBeGreaterThan(5);
  }
}, 3_600_000);
