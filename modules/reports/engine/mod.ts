/**
 * Counts a report from blocks; pure.
 *
 *     const counter = new BlockCounter(plan);
 *     for (const block of blocks) counter.add(block);
 *     const counted = new CountedReport(plan, counter.counted);
 *     const report = new Report(counted, rates);
 *     report.page();
 *
 * @module
 */
export { MARK_BITS, readKind } from "./click_kinds.ts";
export { ClickPrices, minuteName, priceWord } from "./click_prices.ts";
export type { ClickPrice, ExactMinutes } from "./click_prices.ts";
export { BlockCounter } from "./count_blocks.ts";
export { PricedClickCounter } from "./count_priced.ts";
export { CountedReport } from "./counted_report.ts";
export { laneName } from "./exchange.ts";
export type { Rates } from "./exchange.ts";
export type { Lane, Period, Rate, ReportPlan, TimeParts } from "./plan.ts";
export { Report } from "./report.ts";
export { rowOrder } from "./row_order.ts";
export type { Slices } from "./slices.ts";
