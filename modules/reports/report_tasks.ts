import type { FieldError } from "../kernel/mod.ts";
import type { Axis, BlockColumn, CopiedDeltas } from "../rollups/mod.ts";
import type { Lane, Rate } from "./engine/mod.ts";
import type { Cell } from "./live/minute_counts.ts";
import type { ReportRequest, ReportResult, ReportRow } from "./model.ts";
import type { Reading, ReadingPlan } from "./plan_reading.ts";
import type { PlanFacts, Span } from "./report_plan.ts";
import type { FileLimits } from "./sliced_report.ts";

/** Blocks as `copyBlocks` gives them, with the columns that were asked for. */
export interface CopiedBlocks {
  copied: Uint8Array<ArrayBuffer>;
  columns: readonly BlockColumn[];
}

/** Blocks that are counted together; those that the thread keeps aren't copied again. */
export interface PieceBlocks extends Pick<CopiedBlocks, "columns"> {
  ids: readonly number[];
  /** Null if the thread has all. */
  copied: CopiedBlocks["copied"] | null;
  /** Whether the thread keeps them, until they are dropped. */
  are_kept: boolean;
  /** Kept blocks that are dropped before. */
  dropped: readonly number[];
}

/** A step of a report, which has the number `report`. */
export type ReportTask = { report: number } & (
  | {
      step: "open";
      request: ReportRequest;
      facts: PlanFacts;
      file: FileLimits | null;
    }
  | { step: "count_blocks" | "count_priced"; blocks: PieceBlocks }
  | { step: "count_deltas"; deltas: CopiedDeltas; axis: Axis }
  | { step: "sums" }
  | { step: "lanes" }
  | { step: "convert"; rates: ReadonlyMap<string, Rate> }
  | { step: "next_slice" }
  | { step: "page" }
  | { step: "rows"; from: number; count: number }
  | { step: "close" }
);

/** Blocks whose minutes are looked at, for those who see the last hour. */
export interface MinutesTask {
  step: "recent_blocks" | "minute_cells";
  blocks: CopiedBlocks;
  /** The first minute, since 1970. */
  from: number;
}

/** Of an open report: what it is to be counted from, and the period that it is compared with. */
export interface Opened {
  reading: ReadingPlan;
  /** Of clicks again, whose money is counted. */
  pricing: readonly Reading[];
  compared: Span | null;
}

/** Money that is to be converted, and the currency that it is converted to. */
export interface LanesToConvert {
  currency: string;
  lanes: Lane[];
}

/** A step's result; a problem is of the request. */
export type TaskResult =
  | { opened: Opened }
  | { is_full: boolean }
  | { lanes: LanesToConvert }
  | { has_slice: boolean }
  | { page: ReportResult }
  | { rows: ReportRow[] }
  | { ids: number[] }
  | { cells: [id: number, Cell[]][] }
  | { done: true }
  | { problem: ProblemParts };

/** A problem in parts, since a thread's message doesn't keep its class. */
export interface ProblemParts {
  status: number;
  code: string;
  detail: string;
  errors: FieldError[] | undefined;
}
