import { sql } from "drizzle-orm";
import type { Database, Queryable } from "../../db/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { readDeltas } from "../rollups/mod.ts";
import { clicksKeptFrom } from "./clicks_kept.ts";
import { leftProblem } from "./left_problem.ts";
import type { ReportRequest } from "./model.ts";
import type { ReadingPlan } from "./plan_reading.ts";
import { readClickPrices } from "./read_click_prices.ts";
import { copyPiece, findBlocks, findPieces } from "./read_blocks.ts";
import { comparedRange } from "./calendar.ts";
import { readExactMinutes } from "./read_exact_minutes.ts";
import { readLimits } from "./read_limits.ts";
import { readReportRates } from "./read_report_rates.ts";
import type { Span } from "./report_plan.ts";
import type { CopyBlocks, OpenReport, ReportThread } from "./report_thread.ts";
import type { FileLimits } from "./sliced_report.ts";

export interface CountDeps {
  db: Database;
  clock: Clock;
  thread: Pick<ReportThread, "open">;
  /** Of campaigns without one. */
  default_timezone: string;
  /** Of a report that is read whole. */
  file?: FileLimits;
}

/** A counted report, to be closed in the end. */
export interface CountedReport {
  report: OpenReport;
  compared: Span | null;
  /** The report's. */
  currency: string;
  /** Columns that lack something, and why. */
  limits: string[];
}

/**
 * Counts a report as of one moment: blocks, changes of conversions that aren't in them yet, and
 * exchange rates are read in one snapshot. Once more where old clicks were deleted meanwhile: their rows are gone for
 * every snapshot, and one of before lacks what was kept of them.
 */
export async function countReport(
  deps: CountDeps,
  request: ReportRequest,
  signal: AbortSignal,
): Promise<CountedReport> {
  for (;;) {
    const { kept_from, ...counted } = await countOnce(deps, request, signal);
    const has_changes = kept_from !== undefined;
    if (!has_changes || (await clicksKeptFrom(deps.db)) === kept_from) {
      return counted;
    }
    await counted.report.close();
  }
}

/** A report, and the first day whose clicks were there; undefined if it has no changes that need them. */
type CountedOnce = CountedReport & { kept_from: number | null | undefined };

async function countOnce(
  { db, clock, thread, file, default_timezone }: CountDeps,
  request: ReportRequest,
  signal: AbortSignal,
): Promise<CountedOnce> {
  const now_ms = clock.nowMs();
  return await db.transaction(
    async (tx) => {
      const advertisers = await readAdvertisers(tx, request);
      const times = { now_ms, default_timezone };
      const click_prices = await readClickPrices(tx, request, times);
      const compared_span = comparedRange(request, now_ms);
      const spans = [request, compared_span].filter((span) => span !== null);
      const exact_minutes = await readExactMinutes(tx, click_prices, spans);
      const facts = { now_ms, advertisers, click_prices, exact_minutes };
      const opened = await thread.open(request, facts, file);
      const { report, reading, pricing, compared } = opened;
      try {
        let kept_from: CountedOnce["kept_from"];
        await report.dropGone((ids) => findBlocks(tx, ids));
        const limits = await readLimits(tx, reading);
        const countAll = async (from = reading) => {
          const of = { report, reading: from, signal };
          await countStored(tx, of, "count_blocks");
          const of_clicks = {
            ...of,
            reading: { ...reading, readings: pricing },
          };
          await countStored(tx, of_clicks, "count_priced");
          const found = await countDeltas(tx, of);
          if (found !== undefined) kept_from = found;
        };
        await countAll();
        const is_sliced = report.is_full;
        if (is_sliced) {
          await report.startSums();
          await countAll(withMoney(reading));
        }
        const currency = await report.convert((...wanted) =>
          readReportRates(tx, ...wanted),
        );
        while (is_sliced && (await report.nextSlice())) await countAll();
        return { report, compared, currency, limits, kept_from };
      } catch (error) {
        await report.close();
        throw error;
      }
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** Without clicks, but those that are read for their money: the currency follows from it. */
function withMoney(reading: ReadingPlan): ReadingPlan {
  const readings = reading.readings.filter(({ axis }) => axis !== "click");
  return { ...reading, readings };
}

interface Count {
  report: OpenReport;
  reading: ReadingPlan;
  signal: AbortSignal;
}

/** The next blocks are read while the ones before them are counted. */
async function countStored(
  db: Queryable,
  { report, reading, signal }: Count,
  step: "count_blocks" | "count_priced",
): Promise<void> {
  if (report.is_full) return;
  let counting: Promise<void> = Promise.resolve();
  const copy: CopyBlocks = (...of) => copyPiece(db, ...of);
  try {
    for await (const piece of findPieces(db, reading)) {
      if (signal.aborted) throw leftProblem();
      let loaded = await report.load(piece, copy);
      await counting;
      if (report.is_full) return;
      while (report.lacks(loaded)) loaded = await report.load(piece, copy);
      counting = report.count(loaded, step);
      counting.catch(() => {});
    }
  } finally {
    await counting;
  }
}

/** Counts changes of conversions that aren't in blocks yet. */
async function countDeltas(
  db: Queryable,
  { report, reading, signal }: Count,
): Promise<CountedOnce["kept_from"]> {
  let kept_from: CountedOnce["kept_from"];
  if (report.is_full) return kept_from;
  for await (const deltas of readDeltas(db)) {
    if (signal.aborted) throw leftProblem();
    if (kept_from === undefined) kept_from = await clicksKeptFrom(db);
    await report.countDeltas(deltas, reading.axis);
    if (report.is_full) break;
  }
  return kept_from;
}

/** Advertisers by campaign, if the report asks for them. */
async function readAdvertisers(
  db: Queryable,
  { group_by, filters }: ReportRequest,
): Promise<ReadonlyMap<string, string>> {
  const is_asked =
    group_by.includes("advertiser") ||
    filters.some(({ dimension }) => dimension === "advertiser");
  if (!is_asked) return new Map();
  const rows = await db.execute<{ id: number; advertiser_id: number }>(
    sql`select id, advertiser_id from campaigns`,
  );
  return new Map(
    rows.map((row) => [String(row.id), String(row.advertiser_id)]),
  );
}
