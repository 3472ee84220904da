import type { Block } from "../rollups/mod.ts";
import { BlockCounter } from "./engine/mod.ts";
import type { ReportPlan, Slices } from "./engine/mod.ts";

/** Counts slices of a report's groups until they take too much memory. */
export class BoundedCounter {
  readonly #bytes_max: number;
  #counter: BlockCounter | null;
  #halves: [Slices, Slices] | null = null;

  constructor(plan: ReportPlan, bytes_max: number, slices?: Slices) {
    this.#bytes_max = bytes_max;
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
    if (this.#counter.bytes <= this.#bytes_max) return;
    // Groups that can't be cut are few, or of long texts.
    this.#halves = this.#counter.halves();
    if (this.#halves !== null) this.#counter = null;
  }

  /** The counts; a RangeError if the groups were too many. */
  get counted(): BlockCounter["counted"] {
    if (this.#counter === null) throw new RangeError("The groups didn't fit");
    return this.#counter.counted;
  }
}
