import { fixedParts } from "./fixed_zone.ts";
import { DAY_MS } from "./naive_report.ts";
import type { Entry, NaiveRates } from "./naive_report.ts";
import { ADVERTISERS, blocksOf } from "./report_entries.ts";
import {
  BlockCounter,
  CountedReport,
  laneName,
  Report,
} from "../../../modules/reports/engine/mod.ts";
import type { ReportPlan } from "../../../modules/reports/engine/mod.ts";
import type { Dimension } from "../../../modules/reports/model.ts";
import type { Block } from "../../../modules/rollups/mod.ts";

/** Ten days. */
export const SPAN = { from_ms: 20_000 * DAY_MS, to_ms: 20_010 * DAY_MS };

/** A report of the ten days by campaign, unless changed. */
export function planOf(change: Partial<ReportPlan> = {}): ReportPlan {
  return {
    group_by: ["campaign"],
    filters: [],
    periods: [{ ...SPAN, times: new Map() }],
    advertisers: ADVERTISERS,
    click_prices: [],
    currency: null,
    default_currency: "EUR",
    sort: null,
    limit: 100,
    after: null,
    empty: false,
    as_of_ms: 0,
    ...change,
  };
}

/** The same, by days of a zone that is always 5:45 ahead. */
export function periodByDay(span: { from_ms: number; to_ms: number } = SPAN) {
  return {
    ...span,
    times: new Map([["day", fixedParts("day", span)]] as const),
  };
}

/** Counts blocks. */
export function reportOf(
  plan: ReportPlan,
  blocks: readonly Block[],
  rates: NaiveRates = () => null,
): Report {
  const counter = new BlockCounter(plan);
  for (const block of blocks) counter.add(block);
  const counted = new CountedReport(plan, counter.counted);
  const known = counted.lanesToConvert().flatMap((lane) => {
    const rate = rates(lane.currency, lane.rate_day);
    return rate === null ? [] : [[laneName(lane), rate] as const];
  });
  return new Report(counted, new Map(known));
}

/** The first page of entries. */
export function countEntries(
  entries: readonly Entry[],
  change: Partial<ReportPlan> = {},
  rates?: NaiveRates,
) {
  return reportOf(planOf(change), blocksOf(entries, [false]), rates).page();
}

/** A click of campaign 1 on the second day. */
export function click(
  facts: Entry["facts"] = {},
  { day = 1, count = 1 } = {},
): Entry {
  return {
    axis: "click",
    at_ms: SPAN.from_ms + day * DAY_MS,
    facts: { campaign: "1", kind: "1 sent", ...facts },
    count,
    amount: 0n,
    revenue: 0n,
    payout: 0n,
  };
}

/** An approved conversion of campaign 1 on the second day, in euros. */
export function conversion(
  facts: Entry["facts"] = {},
  change: Partial<Entry> & { day?: number } = {},
): Entry {
  const { day = 1, ...sums } = change;
  return {
    axis: "conversion",
    at_ms: SPAN.from_ms + day * DAY_MS,
    facts: {
      campaign: "1",
      status: "approved",
      currency: "EUR",
      rate_day: "a",
      ...facts,
    },
    count: 1,
    amount: 0n,
    revenue: 0n,
    payout: 0n,
    ...sums,
  };
}

export function many(entry: Entry, count: number): Entry[] {
  return Array.from({ length: count }, () => entry);
}

export const byDay: readonly Dimension[] = ["day"];
