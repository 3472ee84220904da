import type { Moments, Subject } from "./model.ts";

/** How many of each part there are; those of each verdict too, beside all refused ones. */
export type PartCounts = Readonly<Record<string, number>>;

/** Clicks or conversions by part and quarter-hour, added up so that any period costs the same. */
export class PartSums {
  readonly #quarters: readonly number[];
  /** Sums of all quarter-hours before each. */
  readonly #sums = new Map<string, Float64Array>();

  constructor(moments: Moments, { always, optional }: Subject) {
    const known: readonly string[] = [always, ...optional];
    const all = [...moments].sort(([a], [b]) => a - b);
    this.#quarters = all.map(([quarter]) => quarter);
    for (const part of known) this.#sums.set(part, newSums(all.length));
    for (const [at, [, counts]] of all.entries()) {
      for (const [part, count] of Object.entries(counts)) {
        this.#add(part, at, count, all.length);
        if (!known.includes(part)) {
          this.#add("refused", at, count, all.length);
        }
      }
    }
    for (const sums of this.#sums.values()) {
      for (let at = 1; at < sums.length; at++) sums[at]! += sums[at - 1]!;
    }
  }

  /** Those from one quarter-hour up to another. */
  between(from: number, to: number): PartCounts {
    const first = this.#placeOf(from);
    const last = this.#placeOf(to);
    const counts: Record<string, number> = {};
    for (const [part, sums] of this.#sums) {
      counts[part] = sums[last]! - sums[first]!;
    }
    return counts;
  }

  #add(part: string, at: number, count: number, length: number): void {
    let sums = this.#sums.get(part);
    if (sums === undefined) this.#sums.set(part, (sums = newSums(length)));
    sums[at + 1]! += count;
  }

  /** How many quarter-hours are before one. */
  #placeOf(quarter: number): number {
    let low = 0;
    let high = this.#quarters.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#quarters[middle]! < quarter) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function newSums(length: number): Float64Array {
  return new Float64Array(length + 1);
}
