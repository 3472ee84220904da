import { expect, test } from "bun:test";
import type { ConversionFacts } from "../facts.ts";
import { GroupBook } from "./group_book.ts";
import { judgeOffer, keepStanding } from "./judge_groups.ts";
import type { Mark } from "./tally.ts";

const RUNS = 60;
const AFFILIATES = 20;
const SALES = 60;
const CLICKS = 1_500;

/** Park and Miller's generator: the same draws in each run. */
function drawsFrom(seed: number): () => number {
  let state = seed * 7_919;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** An offer of which all affiliates are alike: whatever stands out does by chance. */
function honestBook(seed: number): GroupBook {
  const draw = drawsFrom(seed);
  const book = new GroupBook([]);
  for (let affiliate_id = 1; affiliate_id <= AFFILIATES; affiliate_id++) {
    for (let sale = 0; sale < SALES; sale++) {
      const normal =
        Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw());
      const seconds = 900 * Math.exp(1.5 * normal);
      const marks = new Map<Mark, boolean>([
        ["geo_mismatch", draw() < 0.1],
        ["device_mismatch", draw() < 0.1],
        ["refund_rate", draw() < 0.05],
      ]);
      book.add({ ...FACTS, affiliate_id, seconds }, marks);
    }
    book.addClicks(affiliate_id, "", CLICKS);
  }
  return book;
}

const FACTS: ConversionFacts = {
  conversion_id: "",
  campaign_id: 1,
  affiliate_id: 1,
  labels: {},
  ...{
    recorded_at: 0,
    clicked_at: 0,
    is_first: true,
    ...{ seconds: 0, is_injected: false },
  },
  ...{ ip: null, agent: null, device_id: null, click: null, customer: null },
  ...{ status: "approved", is_refunded: false },
};

test("keepStanding() holds findings against all tests that were made, not against each other", () => {
  let wrong = 0;
  let wrong_among_found = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const { found, tests } = judgeOffer(1, honestBook(seed));
    // Three marks, flat times, hours and clicks of each affiliate, at least.
    expect(tests).toBeGreaterThanOrEqual(AFFILIATES * 6);
    if (keepStanding({ found, tests }).length > 0) wrong++;
    const among_found = keepStanding({ found, tests: found.length });
    if (among_found.length > 0) wrong_among_found++;
  }
  // At most 1 % of runs are expected to accuse anybody.
  expect(wrong).toBeLessThanOrEqual(1);
  expect(wrong_among_found).toBeGreaterThan(5);
});
