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
    for (let at = 0; at < groups.length; at++) {
      const group = groups[at]!;
      if (group < 0) continue;
      const cell = cells.cellOf(group, tags[at]!);
      if (cell >= this.counts.length) this.#grow(cell + 1);
      this.counts[cell]! += count === null ? 1 : count[at]!;
      this.#addMoney(cell * HALVES, money, at * 2);
    }
  }

  /** Whether anything remains of what was added and taken back. */
  isSomething(cell: number): boolean {
    if (this.counts[cell] !== 0) return true;
    const from = cell * HALVES;
    return [0, 2, 4].some((half) => wholeOf(this.halves, from + half) !== 0n);
  }

  #addMoney(to: number, money: MoneyHalves, from: number): void {
    for (let measure = 0; measure < money.length; measure++) {
      const numbers = money[measure]!;
      if (numbers === null) continue;
      const low = numbers[from]! >>> 0;
      addHalves(this.halves, to + measure * 2, low, numbers[from + 1]!);
    }
  }

  #grow(cells: number): void {
    this.counts = larger(this.counts, cells);
    this.halves = larger(this.halves, this.counts.length * HALVES);
  }
}

/** Stands for no time, as among the numbers of a column. */
export const NO_TIME = 2 ** 32 - 1;

/** Times from click to conversion: seconds of a group, and how many of them. */
export class SecondCounts {
  size = 0;
  groups = new Int32Array(16);
  seconds = new Uint32Array(16);
  counts = new Int32Array(16);

  /** Bytes of its arrays. */
  get bytes(): number {
    return bytesOf(this.groups, this.seconds, this.counts);
  }

  /** Adds the times of entries, but of those whose group is below 0, or that have none. */
  addAll(
    groups: Int32Array,
    { codes, known }: { codes: Column["codes"]; known: Uint32Array },
    count: Int32Array | null,
  ): void {
    this.#reserve(this.size + groups.length);
    let { size } = this;
    for (let at = 0; at < groups.length; at++) {
      const group = groups[at]!;
      const seconds = known[codes[at]!]!;
      if (group < 0 || seconds === NO_TIME) continue;
      this.groups[size] = group;
      this.seconds[size] = seconds;
      this.counts[size] = count === null ? 1 : count[at]!;
      size++;
    }
    this.size = size;
  }

  #reserve(size: number): void {
    if (size <= this.groups.length) return;
    this.groups = larger(this.groups, size);
    this.seconds = larger(this.seconds, size);
    this.counts = larger(this.counts, size);
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
