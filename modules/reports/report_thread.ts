import { Problem } from "../kernel/mod.ts";
import { Thread } from "../rollups/mod.ts";
import type { Axis, CopiedDeltas } from "../rollups/mod.ts";
import type { Lane, Rate } from "./engine/mod.ts";
import type { Cell } from "./live/minute_counts.ts";
import type { ReportRequest, ReportResult, ReportRow } from "./model.ts";
import type { PlanFacts } from "./report_plan.ts";
import type {
  CopiedBlocks,
  MinutesTask,
  Opened,
  ReportTask,
  TaskResult,
} from "./report_tasks.ts";
import type { FileLimits } from "./sliced_report.ts";

/** Rows that an export holds at a time; redirects wait while they are written. */
const EXPORT_ROWS = 500;

type CountTask =
  | { step: "count_copied" | "count_priced"; blocks: CopiedBlocks }
  | { step: "count_deltas"; deltas: CopiedDeltas; axis: Axis };

/** Reads rates of money in a currency, by the names of their lanes; those not known are missing. */
export type ReadRates = (
  lanes: readonly Lane[],
  currency: string,
) => Promise<ReadonlyMap<string, Rate>>;

/** A thread that counts reports, so that redirects don't wait for them. */
export class ReportThread {
  readonly #thread: Thread<ReportTask | MinutesTask, TaskResult>;
  #reports = 0;

  constructor(newWorker: () => Worker = reportWorker) {
    this.#thread = new Thread("of reports", newWorker);
  }

  /** Opens a report, to be closed in the end; `file` is of those that are read whole. */
  async open(
    request: ReportRequest,
    facts: PlanFacts,
    file: FileLimits | null = null,
  ): Promise<Opened & { report: OpenReport }> {
    const number = this.#reports++;
    const report = new OpenReport(this.#thread, number);
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

  stop(): Promise<void> {
    return this.#thread.stop();
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
  #is_full = false;

  constructor(
    thread: Thread<ReportTask | MinutesTask, TaskResult>,
    report: number,
  ) {
    this.#thread = thread;
    this.#report = report;
  }

  /** Whether counting more blocks changes nothing, since the groups don't fit. */
  get is_full(): boolean {
    return this.#is_full;
  }

  /** Counts stored blocks, whose buffer it takes. */
  async countCopied(blocks: CopiedBlocks): Promise<void> {
    const buffers = [blocks.copied.buffer];
    await this.#count({ step: "count_copied", blocks }, buffers);
  }

  /** Counts the money of stored clicks; takes their buffer. */
  async countPriced(blocks: CopiedBlocks): Promise<void> {
    const buffers = [blocks.copied.buffer];
    await this.#count({ step: "count_priced", blocks }, buffers);
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
    const result = await this.step({ report: this.#report, ...task }, buffers);
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
