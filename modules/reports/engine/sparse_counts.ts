import { bytesOf, larger } from "./texts.ts";

/** Bits of a kind in a packed number; the others are of a count. */
const KIND_BITS = 10;
const KIND_MASK = 2 ** KIND_BITS - 1;
/** The most that one place counts; more goes to the next one of the same kind. */
const COUNT_MAX = 2 ** (31 - KIND_BITS) - 1;
const END = -1;

/**
 * Counts by group and kind where most groups have one kind: such a group has four bytes, and each
 * kind of the others eight.
 */
export class SparseCounts {
  /** By group: 0, or a packed count above 0, or, below 0, the place of its first cell. */
  #groups = new Int32Array(16);
  #packed = new Int32Array(16);
  /** The next older cell of the group. */
  #next = new Int32Array(16);
  #size = 0;

  /** Bytes of its arrays. */
  get bytes(): number {
    return bytesOf(this.#groups, this.#packed, this.#next);
  }

  /** One more than the highest group that there is room for. */
  get groups(): number {
    return this.#groups.length;
  }

  /** Makes room for groups below a number. */
  reserve(groups: number): void {
    if (groups > this.#groups.length) {
      this.#groups = larger(this.#groups, groups);
    }
  }

  /** Adds to a group within what is reserved. */
  add(group: number, kind: number, count: number): void {
    if (kind > KIND_MASK) throw new RangeError("There are too many kinds");
    if (count === 0) return;
    const had = this.#groups[group]!;
    if (had >= 0) {
      const sum = (had >>> KIND_BITS) + count;
      const is_same = had === 0 || (had & KIND_MASK) === kind;
      if (is_same && sum >= 0 && sum <= COUNT_MAX) {
        this.#groups[group] = sum === 0 ? 0 : (sum << KIND_BITS) | kind;
        return;
      }
      if (had > 0) this.#groups[group] = ~this.#add(had, END);
    }
    this.#addToCells(group, kind, count);
  }

  /** Calls `see` with each kind of a group and its count; a kind may come twice. */
  each(group: number, see: (kind: number, count: number) => void): void {
    const had = group < this.#groups.length ? this.#groups[group]! : 0;
    if (had > 0) see(had & KIND_MASK, had >>> KIND_BITS);
    if (had >= 0) return;
    for (let cell = ~had; cell !== END; cell = this.#next[cell]!) {
      const packed = this.#packed[cell]!;
      see(packed & KIND_MASK, packed >> KIND_BITS);
    }
  }

  /** Whether a group's counts of a kind add up to something. */
  has(group: number): boolean {
    const had = group < this.#groups.length ? this.#groups[group]! : 0;
    if (had >= 0) return had > 0;
    const sums = new Map<number, number>();
    this.each(group, (kind, count) =>
      sums.set(kind, (sums.get(kind) ?? 0) + count),
    );
    return [...sums.values()].some((sum) => sum !== 0);
  }

  /** Frees what only counting needs. */
  close(): void {
    this.#packed = this.#packed.slice(0, this.#size);
    this.#next = this.#next.slice(0, this.#size);
  }

  #addToCells(group: number, kind: number, count: number): void {
    let rest = count;
    const had = this.#groups[group]!;
    const first = had < 0 ? ~had : END;
    for (let cell = first; cell !== END; cell = this.#next[cell]!) {
      if ((this.#packed[cell]! & KIND_MASK) !== kind) continue;
      const before = this.#packed[cell]! >> KIND_BITS;
      const sum = within(before + rest);
      this.#packed[cell] = (sum << KIND_BITS) | kind;
      rest -= sum - before;
      if (rest === 0) return;
    }
    while (rest !== 0) {
      const sum = within(rest);
      const next = this.#groups[group]! < 0 ? ~this.#groups[group]! : END;
      const cell = this.#add((sum << KIND_BITS) | kind, next);
      this.#groups[group] = ~cell;
      rest -= sum;
    }
  }

  #add(packed: number, next: number): number {
    const cell = this.#size++;
    if (cell >= this.#packed.length) {
      this.#packed = larger(this.#packed, cell + 1);
      this.#next = larger(this.#next, cell + 1);
    }
    this.#packed[cell] = packed;
    this.#next[cell] = next;
    return cell;
  }
}

function within(count: number): number {
  return Math.max(-COUNT_MAX, Math.min(COUNT_MAX, count));
}
