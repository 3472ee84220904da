import type { Block } from "../rollups/mod.ts";
import { BoundedCounter } from "./bounded_counter.ts";
import { CountedReport, Report, rowOrder } from "./engine/mod.ts";
import type { Rates, ReportPlan, Slices } from "./engine/mod.ts";
import type { ReportRow } from "./model.ts";
import { RowRuns } from "./row_runs.ts";

/** Rows of an export after which garbage is collected. */
const COLLECTED_ROWS = 25_000;

/** Rows that were read before are garbage, which would grow to the size of the report. */
export function collectRows(from: number, count: number): void {
  if (from % COLLECTED_ROWS < count) Bun.gc(true);
}

/** Memory that the groups of a file may take at once. */
export interface FileLimits {
  bytes_max: number;
  /** Where rows that don't fit are put. */
  directory: string;
}

export interface SlicedPlan extends FileLimits {
  /** With the report's currency. */
  plan: ReportPlan;
  rates: Rates;
  slices: readonly Slices[];
}

/**
 * A report whose groups don't fit in memory at once: all blocks are counted once for each slice of
 * the groups, whose rows are sorted and put on disk; then they are merged.
 */
export class SlicedReport {
  readonly #of: SlicedPlan;
  readonly #runs: RowRuns;
  /** Slices to count, the next one last. */
  readonly #left: Slices[];
  #counter: BoundedCounter | null = null;

  constructor(of: SlicedPlan) {
    this.#of = of;
    this.#left = of.slices.toReversed();
    this.#runs = new RowRuns(of.directory);
  }

  /** Goes on to the next slice, once all blocks were counted for the one before; false after the last. */
  next(): boolean {
    if (this.#counter !== null) this.#finish(this.#counter);
    const slices = this.#left.pop();
    if (slices === undefined) {
      this.#counter = null;
      return false;
    }
    const { plan, bytes_max } = this.#of;
    this.#counter = new BoundedCounter(plan, bytes_max, slices);
    return true;
  }

  /** Counts a block for the slice. */
  add(block: Block): void {
    this.#counter?.add(block);
  }

  /** Counts the money of a block's clicks for the slice. */
  addPriced(block: Block): void {
    this.#counter?.addPriced(block);
  }

  /** Whether the slice is too large, so that more blocks change nothing. */
  get is_full(): boolean {
    return this.#counter?.halves != null;
  }

  /** All rows in order, after the last slice. */
  rows(): MergedRows {
    return new MergedRows(this.#runs, this.#of.plan);
  }

  /** Frees the disk. */
  close(): void {
    this.#runs.close();
  }

  #finish(counter: BoundedCounter): void {
    if (counter.halves !== null) {
      this.#left.push(...counter.halves);
      return;
    }
    const { plan, rates } = this.#of;
    const report = new Report(new CountedReport(plan, counter.counted), rates);
    this.#runs.add((from, count) => {
      collectRows(from, count);
      return report.rows(from, count);
    });
  }
}

/** Rows of all slices, read once from the first to the last. */
export class MergedRows {
  readonly #runs: RowRuns;
  readonly #rows: Iterator<ReportRow, void>;
  #taken = 0;

  constructor(runs: RowRuns, plan: ReportPlan) {
    this.#runs = runs;
    this.#rows = runs.merged(rowOrder(plan));
  }

  /** The next rows; `from` is how many were taken before. */
  rows(from: number, count: number): ReportRow[] {
    if (from !== this.#taken) throw new RangeError("Rows are read in order");
    const rows: ReportRow[] = [];
    while (rows.length < count) {
      const next = this.#rows.next();
      if (next.done === true) break;
      rows.push(next.value);
    }
    this.#taken += rows.length;
    return rows;
  }

  /** Frees the disk. */
  close(): void {
    this.#runs.close();
  }
}
