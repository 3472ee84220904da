import type { Block } from "../rollups/mod.ts";
import { BlockCounter, PricedClickCounter } from "./engine/mod.ts";
import type { ReportPlan, Slices } from "./engine/mod.ts";

/** Counts slices of a report's groups until they take too much memory. */
export class BoundedCounter {
  readonly #bytes_max: number;
  readonly #plan: ReportPlan;
  #counter: BlockCounter | null;
  #priced: PricedClickCounter | null = null;
  #halves: [Slices, Slices] | null = null;

  constructor(plan: ReportPlan, bytes_max: number, slices?: Slices) {
    this.#bytes_max = bytes_max;
    this.#plan = plan;
    this.#counter = new BlockCounter(plan, slices);
  }

  /** The halves to count one after the other instead; null while the groups fit. */
  get halves(): [Slices, Slices] | null {
    return this.#halves;
  }

  /** Counts a block; nothing more once the groups are too many. */
  add(block: Block): void {
    if (this.#counter === null) return;
    this.#counter.add(block);
    this.#bound(this.#counter);
  }

  /** Counts the money of a block's clicks. */
  addPriced(block: Block): void {
    if (this.#counter === null) return;
    this.#priced ??= new PricedClickCounter(this.#plan, this.#counter);
    this.#priced.add(block);
    this.#bound(this.#counter);
  }

  #bound(counter: BlockCounter): void {
    if (counter.bytes <= this.#bytes_max) return;
    // Groups that can't be cut are few, or of long texts.
    this.#halves = counter.halves();
    if (this.#halves === null) return;
    this.#counter = null;
    this.#priced = null;
  }

  /** The counts; a RangeError if the groups were too many. */
  get counted(): BlockCounter["counted"] {
    if (this.#counter === null) throw new RangeError("The groups didn't fit");
    return this.#counter.counted;
  }
}
