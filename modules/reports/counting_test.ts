import { expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BlockBuilder } from "../rollups/mod.ts";
import type { Block } from "../rollups/mod.ts";
import { Counting } from "./counting.ts";
import { BlockCounter } from "./engine/mod.ts";
import type { ReportRow } from "./model.ts";
import { planReport } from "./report_plan.ts";

const DAY = 20_000;
const DAY_MS = 86_400_000;

/** Of each click of the second day. */
const PRICE = {
  campaign: "1",
  affiliate: null,
  from_ms: (DAY + 1) * DAY_MS,
  to_ms: (DAY + 2) * DAY_MS,
  is_of_unique: true,
  currency: "USD",
  revenue: 7_000n,
  payout: 1_500n,
};

const FACTS = {
  now_ms: 7,
  advertisers: new Map<string, string>(),
  click_prices: [PRICE],
};

function planOf(group_by: ("day" | "sub1" | "sub2")[]) {
  const request = {
    group_by,
    from_ms: DAY * DAY_MS,
    to_ms: (DAY + 4) * DAY_MS,
    timezone: "UTC",
    axis: "conversion" as const,
    currency: null,
    default_currency: "EUR",
    filters: [],
    sort: null,
    limit: 2,
    after: null,
    compare: null,
    empty: false,
  };
  return planReport(request, FACTS).plan;
}

/** Blocks of clicks, each with its own sub1 of sixteen characters. */
function* clicksOf(rows: number, entries: number): Generator<Block> {
  for (let from = 0; from < rows; from += entries) {
    const day = DAY + (Math.floor(from / entries) % 4);
    const builder = new BlockBuilder("click", day, entries);
    for (let row = from; row < Math.min(from + entries, rows); row++) {
      const sub1 = Bun.hash(String(row)).toString(16).padStart(16, "0");
      builder.add({ campaign: "1", kind: "1 sent", sub1 });
    }
    yield builder.finish();
  }
}

/** A conversion in another currency than the default one. */
function conversion(): Block {
  const builder = new BlockBuilder("conversion", DAY, 1);
  const facts = { campaign: "1", status: "approved", sub1: "0", goal: "sale" };
  builder.add(
    { ...facts, currency: "USD", seconds: "50" },
    { count: 1, money: { amount: 300n, revenue: 30n, payout: 3n } },
  );
  return builder.finish();
}

/** Counts a report as its thread does, and says how often all blocks were counted. */
function countAll(counting: Counting, blocks: () => Iterable<Block>) {
  let passes = 0;
  const countOnce = () => {
    passes++;
    for (const block of blocks()) {
      counting.add(block);
      if (block.axis === "click") counting.addPriced(block);
    }
  };
  countOnce();
  const is_sliced = counting.is_full;
  if (is_sliced) {
    counting.startSums();
    countOnce();
  }
  const { currency } = counting.lanes();
  counting.convert(new Map());
  while (is_sliced && counting.nextSlice()) countOnce();
  return { passes, currency };
}

function rowsOf(counting: Counting): ReportRow[] {
  const rows: ReportRow[] = [];
  for (;;) {
    const some = counting.rows(rows.length, 700);
    rows.push(...some);
    if (some.length < 700) return rows;
  }
}

test("a file whose groups don't fit has the same rows, and leaves nothing on disk", () => {
  const directory = mkdtempSync(join(tmpdir(), "tallyho-rows-"));
  const blocks = () => [...clicksOf(9_000, 1_000), conversion()];
  try {
    for (const group_by of [["day", "sub1"], ["sub1"]] as const) {
      const plan = planOf([...group_by]);
      const whole = new Counting(plan, null);
      const counted = countAll(whole, blocks);
      expect(counted).toEqual({ passes: 1, currency: "USD" });
      const sliced = new Counting(plan, { bytes_max: 500_000, directory });
      const { passes, currency } = countAll(sliced, blocks);
      expect(currency).toBe("USD");
      expect(passes).toBeGreaterThan(3);
      const rows = rowsOf(whole);
      expect(rows).toHaveLength(9_001);
      const earned = rows.reduce(
        (sum, { figures }) => sum + figures.click_payout,
        0n,
      );
      // 2,000 clicks of 0.0000015, each row rounded.
      expect(earned).toBe(4_000n);
      expect(rowsOf(sliced)).toEqual(rows);
      expect(readdirSync(directory)).toEqual([]);
      sliced.close();
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test("groups that can't be cut are counted at once", () => {
  const file = { bytes_max: 1, directory: "/nowhere" };
  const counting = new Counting(planOf(["day", "sub2"]), file);
  const { passes } = countAll(counting, () => clicksOf(2_000, 1_000));
  expect(passes).toBe(1);
  expect(rowsOf(counting).map(({ keys }) => keys[1])).toEqual([null, null]);
});

test("a group takes few bytes", () => {
  const rows = 200_000;
  const counter = new BlockCounter(planOf(["day", "sub1"]));
  for (const block of clicksOf(rows, 32_768)) counter.add(block);
  // Its codes and their hash, its sub with its place and hash, its clicks; arrays with room to grow.
  expect(counter.bytes / rows).toBeLessThan(80);
  counter.counted.close();
  expect(counter.bytes / rows).toBeLessThan(45);
});
