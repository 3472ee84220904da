import type { Column } from "../../rollups/mod.ts";
import type { ClickKind } from "./click_kinds.ts";
import { Cells } from "./cells.ts";
import { ClickCounts } from "./click_counts.ts";
import { Groups } from "./groups.ts";
import { addHalves, HALVES, wholeOf } from "./halves.ts";
import { bytesOf, larger, Texts } from "./texts.ts";

/** Money of entries by measure: of each the low half, then the high one, both of 32 bits. */
export type MoneyHalves = readonly (Int32Array | null)[];

/** Counts and money of conversions by group and tag, which is a status with a lane of money. */
export class ConversionCounts {
  readonly cells = new Cells();
  counts = new Float64Array(16);
  /** Money, in halves. */
  halves = new Float64Array(16 * HALVES);

  /** Bytes of its arrays. */
  get bytes(): number {
    return this.cells.bytes + bytesOf(this.counts, this.halves);
  }

  add(
    groups: Int32Array,
    tags: Int32Array,
    count: Int32Array | null,
    money: MoneyHalves,
    sizes: { groups: number; tags: number },
  ): void {
    const { cells } = this;
    cells.reserve(sizes.groups, sizes.tags);
    const of_entries = new Int32Array(groups.length);
    for (let at = 0; at < groups.length; at++) {
      const group = groups[at]!;
      of_entries[at] = group < 0 ? -1 : cells.cellOf(group, tags[at]!);
    }
    if (cells.size > this.counts.length) this.#grow(cells.size);
    this.#addCounts(of_entries, count);
    for (const [measure, numbers] of money.entries()) {
      if (numbers !== null) this.#addMoney(of_entries, measure * 2, numbers);
    }
  }

  /** Whether anything remains of what was added and taken back. */
  isSomething(cell: number): boolean {
    if (this.counts[cell] !== 0) return true;
    const from = cell * HALVES;
    return [0, 2, 4].some((half) => wholeOf(this.halves, from + half) !== 0n);
  }

  #addCounts(cells: Int32Array, count: Int32Array | null): void {
    const { counts } = this;
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at]!;
      if (cell >= 0) counts[cell]! += count === null ? 1 : count[at]!;
    }
  }

  #addMoney(cells: Int32Array, place: number, money: Int32Array): void {
    const { halves } = this;
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at]!;
      if (cell < 0) continue;
      const low = money[at * 2]!;
      const high = money[at * 2 + 1]!;
      if (low === 0 && high === 0) continue;
      addHalves(halves, cell * HALVES + place, low >>> 0, high);
    }
  }

  #grow(cells: number): void {
    this.counts = larger(this.counts, cells);
    this.halves = larger(this.halves, this.counts.length * HALVES);
  }
}

/** Stands for no time, as among the numbers of a column. */
export const NO_TIME = 2 ** 32 - 1;

/** Times of a chunk that is full or the last; the first grow, so that few need little. */
export interface SecondChunk {
  size: number;
  readonly groups: Int32Array;
  readonly seconds: Uint32Array;
  readonly counts: Int32Array;
}

const CHUNK_MIN = 256;
const CHUNK_MAX = 2 ** 16;

/** Times from click to conversion: seconds of a group, and how many of them; they are never moved. */
export class SecondCounts {
  readonly chunks: SecondChunk[] = [];

  get size(): number {
    return this.chunks.reduce((sum, { size }) => sum + size, 0);
  }

  /** Bytes of its arrays. */
  get bytes(): number {
    return this.chunks.reduce(
      (sum, { groups, seconds, counts }) =>
        sum + bytesOf(groups, seconds, counts),
      0,
    );
  }

  /** Adds the times of entries, but of those whose group is below 0, or that have none. */
  addAll(
    groups: Int32Array,
    { codes, known }: { codes: Column["codes"]; known: Uint32Array },
    count: Int32Array | null,
  ): void {
    const chunk = this.#chunkFor(groups.length);
    let { size } = chunk;
    for (let at = 0; at < groups.length; at++) {
      const group = groups[at]!;
      const seconds = known[codes[at]!]!;
      if (group < 0 || seconds === NO_TIME) continue;
      chunk.groups[size] = group;
      chunk.seconds[size] = seconds;
      chunk.counts[size] = count === null ? 1 : count[at]!;
      size++;
    }
    chunk.size = size;
  }

  /** The last one, if it has room for so many, or a new one. */
  #chunkFor(entries: number): SecondChunk {
    const last = this.chunks.at(-1);
    if (last !== undefined && last.size + entries <= last.groups.length) {
      return last;
    }
    const doubled = (last?.groups.length ?? 0) * 2;
    const length = Math.max(
      Math.min(Math.max(doubled, CHUNK_MIN), CHUNK_MAX),
      entries,
    );
    const chunk = {
      size: 0,
      groups: new Int32Array(length),
      seconds: new Uint32Array(length),
      counts: new Int32Array(length),
    };
    this.chunks.push(chunk);
    return chunk;
  }
}

export class PeriodCounts {
  readonly clicks = new ClickCounts();
  readonly conversions = new ConversionCounts();
  readonly seconds = new SecondCounts();

  /** Bytes of its arrays. */
  get bytes(): number {
    return this.clicks.bytes + this.conversions.bytes + this.seconds.bytes;
  }
}

/** Everything that was counted. */
export class Counted {
  /** By the dimensions that clicks have, too. */
  readonly bases: Groups;
  /** By base, goal and status; the bases themselves if neither is grouped by. */
  readonly groups: Groups;
  /** Texts by place in `group_by`; times have none. */
  readonly texts: readonly Texts[];
  readonly kinds: ClickKind[] = [];
  /** Tags of conversions: status, currency and day of the rate, in `words`. */
  readonly tags = new Groups(3);
  readonly words = new Texts();
  readonly periods: readonly PeriodCounts[];

  constructor(widths: { bases: number; own: number }, periods: number) {
    const { bases, own } = widths;
    this.bases = new Groups(bases);
    this.groups = own === 0 ? this.bases : new Groups(1 + own);
    this.texts = Array.from({ length: bases + own }, () => new Texts());
    this.periods = Array.from({ length: periods }, () => new PeriodCounts());
  }

  /** Bytes of all arrays. */
  get bytes(): number {
    const numbered = new Set([this.bases, this.groups, this.tags]);
    return [...numbered, this.words, ...this.texts, ...this.periods].reduce(
      (sum, one) => sum + one.bytes,
      0,
    );
  }

  /** The base of a group. */
  baseOf(group: number): number {
    return this.groups === this.bases ? group : this.groups.code(group, 0);
  }

  /** Frees what only counting needs. */
  close(): void {
    this.bases.close();
    this.groups.close();
    for (const texts of this.texts) texts.close();
    for (const { clicks, conversions } of this.periods) {
      clicks.close();
      conversions.cells.close();
    }
  }
}
