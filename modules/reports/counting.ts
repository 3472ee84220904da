import type { Block } from "../rollups/mod.ts";
import { BoundedCounter } from "./bounded_counter.ts";
import { CountedReport, Report } from "./engine/mod.ts";
import type { Rates, ReportPlan, Slices } from "./engine/mod.ts";
import type { ReportResult, ReportRow } from "./model.ts";
import type { LanesToConvert } from "./report_tasks.ts";
import { collectRows, SlicedReport } from "./sliced_report.ts";
import type { FileLimits, MergedRows } from "./sliced_report.ts";

/** Entries of an export after which garbage is collected: their texts are it once they are counted. */
const COLLECTED_ENTRIES = 130_000;

/** A report that is counted: in one go, or, when its groups don't fit, first all money and then slice by slice. */
type State =
  | { counter: BoundedCounter }
  | { sums: BoundedCounter; slices: readonly Slices[] }
  | { counted: CountedReport; slices: readonly Slices[] | null }
  | { sliced: SlicedReport }
  | { report: Report }
  | { merged: MergedRows };

/** A report in its thread, from the first block to the last row. */
export class Counting {
  readonly #plan: ReportPlan;
  /** Of a file; null for a page, which counts all at once. */
  readonly #file: FileLimits | null;
  #state: State;
  #entries = 0;

  constructor(plan: ReportPlan, file: FileLimits | null) {
    this.#plan = plan;
    this.#file = file;
    const bytes_max = file?.bytes_max ?? Infinity;
    this.#state = { counter: new BoundedCounter(plan, bytes_max) };
  }

  /** Counts a block. */
  add(block: Block): void {
    this.#collect(block.entries);
    this.#counter().add(block);
  }

  /** Counts the money of a block's clicks. */
  addPriced(block: Block): void {
    this.#collect(block.entries);
    this.#counter().addPriced(block);
  }

  #counter(): Pick<BoundedCounter, "add" | "addPriced"> {
    const state = this.#state;
    if ("counter" in state) return state.counter;
    if ("sums" in state) return state.sums;
    if ("sliced" in state) return state.sliced;
    throw outOfTurn();
  }

  /** Whether more blocks change nothing, since the groups don't fit. */
  get is_full(): boolean {
    const state = this.#state;
    if ("counter" in state) return state.counter.halves !== null;
    return "sliced" in state && state.sliced.is_full;
  }

  /** Begins to count the money of all groups, which didn't fit: the currency depends on it. */
  startSums(): void {
    const state = this.#state;
    if (!("counter" in state) || state.counter.halves === null) {
      throw outOfTurn();
    }
    const plan = { ...this.#plan, group_by: [] };
    const sums = new BoundedCounter(plan, Infinity);
    this.#state = { sums, slices: state.counter.halves };
  }

  /** Money to convert, after all blocks are counted. */
  lanes(): LanesToConvert {
    const state = this.#state;
    if ("counter" in state) {
      const counted = new CountedReport(this.#plan, state.counter.counted);
      this.#state = { counted, slices: null };
    } else if ("sums" in state) {
      const counted = new CountedReport(this.#plan, state.sums.counted);
      this.#state = { counted, slices: state.slices };
    } else throw outOfTurn();
    const { counted } = this.#state;
    return { currency: counted.currency, lanes: counted.lanesToConvert() };
  }

  /** Converts money; `nextSlice` follows when the groups didn't fit. */
  convert(rates: Rates): void {
    const state = this.#state;
    if (!("counted" in state)) throw outOfTurn();
    const { counted, slices } = state;
    if (slices === null || this.#file === null) {
      this.#state = { report: new Report(counted, rates) };
      return;
    }
    const plan = { ...this.#plan, currency: counted.currency };
    const sliced = new SlicedReport({ ...this.#file, plan, rates, slices });
    this.#state = { sliced };
  }

  /** Goes on to the next slice, which all blocks are counted for; false after the last. */
  nextSlice(): boolean {
    const state = this.#state;
    if (!("sliced" in state)) throw outOfTurn();
    if (state.sliced.next()) return true;
    this.#state = { merged: state.sliced.rows() };
    return false;
  }

  /** The page that the plan asks for. */
  page(): ReportResult {
    if (!("report" in this.#state)) throw outOfTurn();
    return this.#state.report.page();
  }

  /** Rows of an export. */
  rows(from: number, count: number): ReportRow[] {
    const state = this.#state;
    collectRows(from, count);
    if ("report" in state) return state.report.rows(from, count);
    if ("merged" in state) return state.merged.rows(from, count);
    throw outOfTurn();
  }

  /** Frees what was read; a page's is soon over, and another's that takes long is let be. */
  #collect(entries: number): void {
    this.#entries += entries;
    if (this.#file === null || this.#entries < COLLECTED_ENTRIES) return;
    this.#entries = 0;
    Bun.gc(true);
  }

  /** Frees the disk. */
  close(): void {
    if ("sliced" in this.#state) this.#state.sliced.close();
    if ("merged" in this.#state) this.#state.merged.close();
  }
}

function outOfTurn(): RangeError {
  return new RangeError("A step of a report was asked for out of turn");
}
