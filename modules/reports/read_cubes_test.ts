import { expect, test } from "bun:test";
import fc from "fast-check";
import { fixedParts } from "../../tests/modules/reports/fixed_zone.ts";
import { MINUTE_MS } from "../../tests/modules/reports/naive_report.ts";
import {
  ADVERTISERS,
  blocksOf,
  DIMENSIONS,
  entries,
  period,
} from "../../tests/modules/reports/report_entries.ts";
import { sortDay } from "../rollups/mod.ts";
import type { Block, BlockColumn } from "../rollups/mod.ts";
import { isTimeDimension } from "./dimensions.ts";
import { BlockCounter, CountedReport, Report } from "./engine/mod.ts";
import type { Period, ReportPlan } from "./engine/mod.ts";
import type { Dimension, ReportResult } from "./model.ts";
import { planReading } from "./plan_reading.ts";

type Folded = ReturnType<typeof sortDay>;

const drawn = fc.record({
  all: entries,
  span: period,
  /** Minutes that the period's ends are a multiple of. */
  aligned: fc.constantFrom(1, 15, 60, 1_440),
  group_by: fc.shuffledSubarray([...DIMENSIONS], { maxLength: 3 }),
  filters: fc.constantFrom<ReportPlan["filters"]>(
    [],
    [{ dimension: "affiliate", values: ["9", null] }],
    [{ dimension: "status", values: ["approved"] }],
    [{ dimension: "hour_of_day", values: ["0", "5", "13"] }],
  ),
  way: fc.nat({ max: 20 }),
});

type Drawn = typeof drawn extends fc.Arbitrary<infer Of> ? Of : never;

function planOf({ span, aligned, group_by, filters }: Drawn): ReportPlan {
  const step_ms = aligned * MINUTE_MS;
  const from_ms = Math.floor(span.from_ms / step_ms) * step_ms;
  const to_ms = Math.ceil(span.to_ms / step_ms) * step_ms;
  const times = [
    ...group_by,
    ...filters.map(({ dimension }) => dimension),
  ].filter((dimension: Dimension) => isTimeDimension(dimension));
  const range = { from_ms, to_ms };
  const parts: Period["times"] = new Map(
    times.map((time) => [time, fixedParts(time, range)]),
  );
  return {
    group_by,
    filters,
    periods: [{ ...range, times: parts }],
    advertisers: ADVERTISERS,
    click_prices: [],
    currency: null,
    default_currency: "EUR",
    sort: null,
    limit: 500,
    after: null,
    empty: false,
    as_of_ms: 0,
  };
}

/** A block with the columns that are read. */
function readColumns(block: Block, columns: readonly BlockColumn[]): Block {
  const read = [...block.columns].filter(([name]) => columns.includes(name));
  return { ...block, columns: new Map(read) };
}

function resultOf(plan: ReportPlan, counter: BlockCounter): ReportResult {
  const counted = new CountedReport(plan, counter.counted);
  return new Report(counted, new Map()).page();
}

/** Choices of cubes that reports are read from. */
const WAYS = 10;
/** Reports are drawn by chance, seldom all choices in one round. */
const ROUNDS_MAX = 10;

test("a report is the same from any cubes that it may be read from", () => {
  const ways = new Set<string>();
  const isSame = fc.property(drawn, (asked) => {
    const plan = planOf(asked);
    const days = new Map<string, Folded>();
    const blocks = blocksOf(asked.all, [false]);
    for (const block of blocks) {
      days.set(`${block.axis} ${block.day}`, sortDay([block]));
    }
    const plain = new BlockCounter(plan);
    for (const block of blocks) plain.add(block);
    const request = { ...plan, axis: "conversion" } as const;
    const read = new BlockCounter(plan);
    for (const reading of planReading(request as never, plan).readings) {
      const { axis, columns } = reading;
      const way = reading.ways[asked.way % reading.ways.length];
      const forms: readonly string[] = way ?? ["sorted"];
      ways.add(forms.join("+"));
      for (const { first, last } of reading.days) {
        for (let day = first; day <= last; day++) {
          for (const { form, block } of days.get(`${axis} ${day}`) ?? []) {
            if (!forms.includes(form)) continue;
            const some = readColumns(block, columns);
            const has_only_seconds = form === "by_seconds";
            read.add({ ...some, has_only_seconds });
          }
        }
      }
    }
    expect(resultOf(plan, read)).toEqual(resultOf(plan, plain));
  });
  // Until no cube is left out of it.
  for (let round = 0; round < ROUNDS_MAX && ways.size < WAYS; round++) {
    fc.assert(isSame, { numRuns: 300, includeErrorInReport: true });
  }
  expect(ways.size).toBe(WAYS);
});
