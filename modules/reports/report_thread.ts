import { Problem } from "../kernel/mod.ts";
import { Thread } from "../rollups/mod.ts";
import type { Axis, BlockColumn, CopiedDeltas } from "../rollups/mod.ts";
import type { Lane, Rate } from "./engine/mod.ts";
import { KeptBlocks } from "./kept_blocks.ts";
import type { Cell } from "./live/minute_counts.ts";
import type { ReportRequest, ReportResult, ReportRow } from "./model.ts";
import type { BlockPlace, Piece } from "./read_blocks.ts";
import type { PlanFacts } from "./report_plan.ts";
import type {
  CopiedBlocks,
  MinutesTask,
  Opened,
  PieceBlocks,
  ReportTask,
  TaskResult,
} from "./report_tasks.ts";
import type { FileLimits } from "./sliced_report.ts";

/** Rows that an export holds at a time; redirects wait while they are written. */
const EXPORT_ROWS = 500;

type CountTask =
  | { step: "count_blocks" | "count_priced"; blocks: PieceBlocks }
  | { step: "count_deltas"; deltas: CopiedDeltas; axis: Axis };

/** A piece, and what was read of it. */
interface LoadedPiece {
  piece: Piece;
  read: readonly BlockPlace[];
  /** Null if the thread has all. */
  copied: Uint8Array<ArrayBuffer> | null;
}

/** Reads rates of money in a currency, by the names of their lanes; those not known are missing. */
export type ReadRates = (
  lanes: readonly Lane[],
  currency: string,
) => Promise<ReadonlyMap<string, Rate>>;

/** Stored bytes of the blocks that the thread keeps; unpacked they take six times as much. */
const KEPT_BYTES_MAX = 12 * 2 ** 20;

/** Reads some columns of some blocks, by their numbers. */
export type CopyBlocks = (
  columns: readonly BlockColumn[],
  ids: readonly number[],
) => Promise<Uint8Array<ArrayBuffer>>;

/** A thread that counts reports, so that redirects don't wait for them. */
export class ReportThread {
  readonly #thread: Thread<ReportTask | MinutesTask, TaskResult>;
  readonly #kept: KeptBlocks;
  #reports = 0;

  constructor(
    newWorker: () => Worker = reportWorker,
    kept_bytes_max = KEPT_BYTES_MAX,
  ) {
    this.#kept = new KeptBlocks(kept_bytes_max);
    this.#thread = new Thread("of reports", newWorker);
  }

  /** Opens a report, to be closed in the end; `file` is of those that are read whole. */
  async open(
    request: ReportRequest,
    facts: PlanFacts,
    file: FileLimits | null = null,
  ): Promise<Opened & { report: OpenReport }> {
    const number = this.#reports++;
    // A file is read once, and its blocks are many.
    const kept = file === null ? this.#kept : null;
    const report = new OpenReport(this.#thread, number, kept);
    const asked = { request, facts, file };
    const result = await report.step({
      report: number,
      step: "open",
      ...asked,
    });
    if (!("opened" in result)) throw unexpected();
    return { ...result.opened, report };
  }

  /** Which of some blocks have entries of a minute or later, by their minutes; takes their buffer. */
  async recentBlocks(blocks: CopiedBlocks, from: number): Promise<number[]> {
    const result = await this.#askMinutes("recent_blocks", blocks, from);
    if (!("ids" in result)) throw unexpected();
    return result.ids;
  }

  /** Counts of blocks from a minute on, by their number; takes their buffer. */
  async minuteCells(
    blocks: CopiedBlocks,
    from: number,
  ): Promise<[number, Cell[]][]> {
    const result = await this.#askMinutes("minute_cells", blocks, from);
    if (!("cells" in result)) throw unexpected();
    return result.cells;
  }

  async stop(): Promise<void> {
    await this.#thread.stop();
    this.#kept.clear();
  }

  #askMinutes(
    step: MinutesTask["step"],
    blocks: CopiedBlocks,
    from: number,
  ): Promise<TaskResult> {
    return this.#thread.ask({ step, blocks, from }, [blocks.copied.buffer]);
  }
}

/**
 * A report in the thread: blocks are counted, then the money is converted, then a page or all rows
 * are read. Groups of a file that don't fit are counted slice by slice, each from all blocks.
 */
export class OpenReport {
  readonly #thread: Thread<ReportTask | MinutesTask, TaskResult>;
  readonly #report: number;
  /** Null if nothing is kept of the report. */
  readonly #kept: KeptBlocks | null;
  #is_full = false;

  constructor(
    thread: Thread<ReportTask | MinutesTask, TaskResult>,
    report: number,
    kept: KeptBlocks | null,
  ) {
    this.#thread = thread;
    this.#report = report;
    this.#kept = kept;
  }

  /** Whether counting more blocks changes nothing, since the groups don't fit. */
  get is_full(): boolean {
    return this.#is_full;
  }

  /** Drops kept blocks that are gone, now and then; `find` tells which of some are there. */
  async dropGone(
    find: (ids: readonly number[]) => Promise<ReadonlySet<number>>,
  ): Promise<void> {
    const ids = this.#kept?.toLookFor() ?? [];
    if (ids.length > 0) this.#kept?.dropGone(ids, await find(ids));
  }

  /** Reads what the thread doesn't have of a piece. */
  async load(piece: Piece, copy: CopyBlocks): Promise<LoadedPiece> {
    const { columns, blocks } = piece;
    const read = piece.may_be_kept
      ? (this.#kept?.missing(blocks, columns) ?? blocks)
      : blocks;
    const ids = read.map(({ id }) => id);
    const copied = ids.length === 0 ? null : await copy(columns, ids);
    return { piece, read, copied };
  }

  /** Whether blocks that weren't read, since the thread kept them, were dropped meanwhile. */
  lacks({ piece, read }: LoadedPiece): boolean {
    const others = piece.blocks.filter((block) => !read.includes(block));
    const missing = this.#kept?.missing(others, piece.columns) ?? [];
    return missing.length > 0;
  }

  /** Counts blocks, or the money of clicks; takes their buffer. */
  async count(
    loaded: LoadedPiece,
    step: "count_blocks" | "count_priced",
  ): Promise<void> {
    const { piece, copied } = loaded;
    const { columns } = piece;
    const are_kept = piece.may_be_kept && this.#kept !== null;
    if (are_kept) this.#keep(loaded);
    const ids = piece.blocks.map(({ id }) => id);
    const dropped = this.#kept?.takeDropped(piece.blocks) ?? [];
    const blocks = { columns, ids, copied, are_kept, dropped };
    const buffers = copied === null ? [] : [copied.buffer];
    await this.#count({ step, blocks }, buffers);
  }

  #keep({ piece, read, copied }: LoadedPiece): void {
    this.#kept?.touch(piece.blocks);
    this.#kept?.add(read, piece.columns, copied?.length ?? 0);
  }

  /** Counts changes of conversions that are in no block yet, on an axis; takes their buffer. */
  async countDeltas(deltas: CopiedDeltas, axis: Axis): Promise<void> {
    await this.#count({ step: "count_deltas", deltas, axis }, [deltas.buffer]);
  }

  /** Begins to count the money of groups that didn't fit, from all blocks that have some; then convert. */
  async startSums(): Promise<void> {
    await this.step({ report: this.#report, step: "sums" });
    this.#is_full = false;
  }

  /** Begins to count the next slice, from all blocks; false after the last. */
  async nextSlice(): Promise<boolean> {
    const result = await this.step({
      report: this.#report,
      step: "next_slice",
    });
    if (!("has_slice" in result)) throw unexpected();
    this.#is_full = false;
    return result.has_slice;
  }

  /** Converts the money, after all blocks are counted; returns the report's currency. */
  async convert(readRates: ReadRates): Promise<string> {
    const report = this.#report;
    const result = await this.step({ report, step: "lanes" });
    if (!("lanes" in result)) throw unexpected();
    const { currency, lanes } = result.lanes;
    const rates = await readRates(lanes, currency);
    await this.step({ report, step: "convert", rates });
    return currency;
  }

  /** The page that the plan asks for. */
  async page(): Promise<ReportResult> {
    const result = await this.step({ report: this.#report, step: "page" });
    if (!("page" in result)) throw unexpected();
    return result.page;
  }

  /** All rows in order, a few at a time. */
  async *rows(): AsyncGenerator<ReportRow[], void> {
    const count = EXPORT_ROWS;
    for (let from = 0; ; from += count) {
      const task = { report: this.#report, step: "rows", from, count } as const;
      const result = await this.step(task);
      if (!("rows" in result)) throw unexpected();
      if (result.rows.length > 0) yield result.rows;
      if (result.rows.length < count) return;
    }
  }

  /** Frees the report's memory. */
  async close(): Promise<void> {
    await this.step({ report: this.#report, step: "close" });
  }

  async #count(task: CountTask, buffers: ArrayBuffer[] = []): Promise<void> {
    const asked = this.step({ report: this.#report, ...task }, buffers);
    const result = await asked.catch((error: unknown) => {
      // The thread may have been started anew, or not have kept all.
      this.#kept?.clear();
      throw error;
    });
    if (!("is_full" in result)) throw unexpected();
    this.#is_full ||= result.is_full;
  }

  /** Passes a step to the thread; throws the Problem that it finds. */
  async step(
    task: ReportTask,
    buffers: ArrayBuffer[] = [],
  ): Promise<TaskResult> {
    const result = await this.#thread.ask(task, buffers);
    if (!("problem" in result)) return result;
    const { status, code, detail, errors } = result.problem;
    const options = errors === undefined ? {} : { errors };
    throw new Problem(status, code, detail, options);
  }
}

/** Resolved by file name, both from source and in the compiled binary. */
function reportWorker(): Worker {
  const url = new URL("./report_worker.ts", import.meta.url);
  return new Worker(url, { smol: true });
}

function unexpected(): Error {
  return new Error("The thread of reports answered another step");
}
