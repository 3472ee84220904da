import { expand } from "./coded_column.ts";
import type { CodedColumn } from "./coded_column.ts";
import { SparseCounts } from "./sparse_counts.ts";
import { bytesOf } from "./texts.ts";

/** Counts of a table by group and kind; beyond it only kinds that occur have one. */
const TABLE_MAX = 2 ** 20;

/** Counts of clicks by group and kind. */
export class ClickCounts {
  #groups = 1;
  #kinds = 8;
  #table: Float64Array | null = new Float64Array(8);
  /** Used beyond `TABLE_MAX`. */
  readonly #sparse = new SparseCounts();

  /** Bytes of its arrays. */
  get bytes(): number {
    return bytesOf(this.#table) + this.#sparse.bytes;
  }

  /** Adds clicks to groups and kinds below the given sizes. */
  add(
    groups: Int32Array,
    kinds: CodedColumn,
    count: Int32Array | null,
    sizes: { groups: number; kinds: number },
  ): void {
    this.#reserve(sizes);
    if (this.#table === null) {
      this.#addSparse(groups, expand(kinds, groups), count);
    } else if (count === null) this.#addOnes(this.#table, groups, kinds);
    else this.#addCounts(this.#table, groups, kinds, count);
  }

  /** Adds a group's clicks, `times` each, to sums by kind. */
  addTo(sums: Float64Array, group: number, times: number): void {
    if (this.#table !== null) {
      if (group >= this.#groups) return;
      const from = group * this.#kinds;
      const kinds = Math.min(this.#kinds, sums.length);
      for (let kind = 0; kind < kinds; kind++) {
        sums[kind]! += this.#table[from + kind]! * times;
      }
      return;
    }
    this.#sparse.each(group, (kind, count) => {
      sums[kind]! += count * times;
    });
  }

  /** Adds all clicks to sums by kind. */
  addAllTo(sums: Float64Array): void {
    const groups = this.#table === null ? this.#sparse.groups : this.#groups;
    for (let group = 0; group < groups; group++) this.addTo(sums, group, 1);
  }

  /** A group's clicks, each as often as its kind weighs. */
  weighted(group: number, weights: readonly number[]): number {
    let sum = 0;
    if (this.#table !== null) {
      if (group >= this.#groups) return 0;
      const from = group * this.#kinds;
      const kinds = Math.min(this.#kinds, weights.length);
      for (let kind = 0; kind < kinds; kind++) {
        sum += this.#table[from + kind]! * weights[kind]!;
      }
      return sum;
    }
    this.#sparse.each(group, (kind, count) => {
      sum += count * weights[kind]!;
    });
    return sum;
  }

  /** Whether a group has clicks that weren't taken back. */
  has(group: number): boolean {
    if (this.#table === null) {
      return this.#sparse.has(group);
    }
    if (group >= this.#groups) return false;
    const from = group * this.#kinds;
    for (let kind = 0; kind < this.#kinds; kind++) {
      if (this.#table[from + kind] !== 0) return true;
    }
    return false;
  }

  /** Frees what only counting needs. */
  close(): void {
    this.#sparse.close();
  }

  #reserve(sizes: { groups: number; kinds: number }): void {
    if (this.#table === null) {
      this.#sparse.reserve(sizes.groups);
      return;
    }
    if (sizes.groups <= this.#groups && sizes.kinds <= this.#kinds) return;
    const had = { groups: this.#groups, kinds: this.#kinds };
    while (this.#groups < sizes.groups) this.#groups *= 2;
    while (this.#kinds < sizes.kinds) this.#kinds *= 2;
    const table = this.#table;
    if (this.#groups * this.#kinds <= TABLE_MAX) {
      this.#table = new Float64Array(this.#groups * this.#kinds);
      copyRows(table, had.kinds, this.#table, this.#kinds);
      return;
    }
    this.#table = null;
    this.#sparse.reserve(sizes.groups);
    for (let at = 0; at < table.length; at++) {
      if (table[at] === 0) continue;
      const group = Math.floor(at / had.kinds);
      this.#sparse.add(group, at % had.kinds, table[at]!);
    }
  }

  #addOnes(
    table: Float64Array,
    groups: Int32Array,
    { codes, known }: CodedColumn,
  ): void {
    const kinds = this.#kinds;
    for (let at = 0; at < groups.length; at++) {
      const group = groups[at]!;
      if (group < 0) continue;
      const kind = known[codes === null ? 0 : codes[at]!]!;
      table[group * kinds + kind]!++;
    }
  }

  #addCounts(
    table: Float64Array,
    groups: Int32Array,
    { codes, known }: CodedColumn,
    count: Int32Array,
  ): void {
    const kinds = this.#kinds;
    for (let at = 0; at < groups.length; at++) {
      const group = groups[at]!;
      if (group < 0) continue;
      const kind = known[codes === null ? 0 : codes[at]!]!;
      table[group * kinds + kind]! += count[at]!;
    }
  }

  #addSparse(
    groups: Int32Array,
    kinds: Int32Array,
    count: Int32Array | null,
  ): void {
    for (let at = 0; at < groups.length; at++) {
      if (groups[at]! < 0) continue;
      this.#sparse.add(
        groups[at]!,
        kinds[at]!,
        count === null ? 1 : count[at]!,
      );
    }
  }
}

function copyRows(
  from: Float64Array,
  from_width: number,
  to: Float64Array,
  to_width: number,
): void {
  if (from_width === to_width) {
    to.set(from);
    return;
  }
  for (let row = 0; row * from_width < from.length; row++) {
    const of_row = from.subarray(row * from_width, (row + 1) * from_width);
    to.set(of_row, row * to_width);
  }
}
