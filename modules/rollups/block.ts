import { codesOf, ColumnBuilder, listValues } from "./column.ts";
import type { Column } from "./column.ts";

/** Labels of clicks. */
export const SUBS = [
  "sub1",
  "sub2",
  "sub3",
  "sub4",
  "sub5",
  "sub6",
  "sub7",
  "sub8",
  "sub9",
  "sub10",
] as const;

/** The columns of an entry that are counted by, in the order in which entries are sorted. */
export const DIMENSIONS = [
  "affiliate",
  "campaign",
  "link",
  "kind",
  "country",
  "device",
  "os",
  "browser",
  "source",
  ...SUBS,
  "goal",
  "status",
  "verdict",
  "currency",
  "rate_day",
  "seconds",
  "minute",
] as const;

/** A column that entries are counted by. */
export type DimensionColumn = (typeof DIMENSIONS)[number];

/** Sums of a conversion's money, in micros of its `currency`. */
export const MONEY = ["amount", "revenue", "payout"] as const;

export type MoneyColumn = (typeof MONEY)[number];

/** The events and the time that they are counted at. */
export type Axis =
  "click" | "conversion" | "conversion_by_click" | "conversion_by_approval";

/** Axes in words. */
export const AXIS_NAMES: Readonly<Record<Axis, string>> = {
  click: "clicks",
  conversion: "conversions by their own time",
  conversion_by_click: "conversions by their click's time",
  conversion_by_approval: "conversions by their approval's time",
};

/** Values of an entry; a missing one is none. */
export type Facts = Readonly<Partial<Record<DimensionColumn, string | null>>>;

/** Entries of one axis and one UTC day, by columns. */
export interface Block {
  axis: Axis;
  /** Days since 1970. */
  day: number;
  entries: number;
  /** A column that is missing has no values. */
  columns: ReadonlyMap<DimensionColumn, Column>;
  /** How many each entry stands for, below zero for what is taken back; null: one each. */
  count: Int32Array | null;
  /** Money of each entry; a missing column is 0. */
  money: ReadonlyMap<MoneyColumn, BigInt64Array>;
  /** Whether only its times to conversion count: another block has the sums. */
  has_only_seconds?: boolean;
}

/** Count and money of an entry. */
export interface Sums {
  count: number;
  money?: Readonly<Record<MoneyColumn, bigint>>;
}

const ONE: Sums = { count: 1 };

/** Collects entries of one axis and day. */
export class BlockBuilder {
  readonly #axis: Axis;
  readonly #day: number;
  readonly #entries_max: number;
  readonly #columns = new Map<DimensionColumn, ColumnBuilder>();
  readonly #money = new Map<MoneyColumn, BigInt64Array>();
  #count: Int32Array | null = null;
  #entries = 0;

  constructor(axis: Axis, day: number, entries_max: number) {
    this.#axis = axis;
    this.#day = day;
    this.#entries_max = entries_max;
  }

  /** Adds an entry; throws a RangeError beyond `entries_max`. */
  add(facts: Facts, sums = ONE): void {
    const at = this.#entries++;
    if (at >= this.#entries_max) throw new RangeError("The block is full");
    for (const name of DIMENSIONS) {
      const value = facts[name];
      if (value === undefined || value === null) continue;
      let column = this.#columns.get(name);
      if (column === undefined) {
        column = new ColumnBuilder(this.#entries_max);
        this.#columns.set(name, column);
      }
      column.set(at, value);
    }
    if (sums !== ONE) this.#addSums(at, sums);
  }

  #addSums(at: number, { count, money }: Sums): void {
    this.#count ??= new Int32Array(this.#entries_max).fill(1);
    this.#count[at] = count;
    if (money === undefined) return;
    for (const name of MONEY) {
      if (money[name] === 0n) continue;
      let column = this.#money.get(name);
      if (column === undefined) {
        column = new BigInt64Array(this.#entries_max);
        this.#money.set(name, column);
      }
      column[at] = money[name];
    }
  }

  finish(): Block {
    const entries = this.#entries;
    const columns = [...this.#columns].map(
      ([name, column]) => [name, column.finish(entries)] as const,
    );
    const money = [...this.#money].map(
      ([name, column]) => [name, column.slice(0, entries)] as const,
    );
    return {
      axis: this.#axis,
      day: this.#day,
      entries,
      columns: new Map(columns),
      count: this.#count?.slice(0, entries) ?? null,
      money: new Map(money),
    };
  }
}

/** A block of some of another's entries, in the given order. */
export function pickEntries(
  block: Block,
  places: Uint32Array | readonly number[],
): Block {
  const columns = [...block.columns].map(
    ([name, column]) => [name, pickColumn(column, places)] as const,
  );
  const money = [...block.money].map(
    ([name, column]) => [name, pick(column, places)] as const,
  );
  return {
    ...block,
    entries: places.length,
    columns: new Map(columns),
    count: block.count === null ? null : pick(block.count, places),
    money: new Map(money),
  };
}

/** Picks numbers in the given order. */
export function pick<T extends Int32Array | BigInt64Array>(
  from: T,
  places: Uint32Array | readonly number[],
): T {
  const Numbers = from.constructor as new (length: number) => T;
  const picked = new Numbers(places.length);
  for (let at = 0; at < places.length; at++) {
    picked[at] = from[places[at]!]!;
  }
  return picked;
}

/** Picks rows of a column; values that don't occur among them are left out. */
function pickColumn(
  { values, codes }: Column,
  places: Uint32Array | readonly number[],
): Column {
  const codes_of = new Int32Array(values.length).fill(-1);
  const kept: (string | null)[] = [];
  const picked = new Uint32Array(places.length);
  for (let at = 0; at < places.length; at++) {
    const code = codes[places[at]!]!;
    if (codes_of[code]! < 0) codes_of[code] = kept.push(values.at(code)) - 1;
    picked[at] = codes_of[code]!;
  }
  return { values: listValues(kept), codes: codesOf(picked, kept.length) };
}

/** Cuts a block into pieces of at most so many entries. */
export function cutBlock(block: Block, entries_max: number): Block[] {
  if (block.entries <= entries_max) return [block];
  const pieces: Block[] = [];
  for (let from = 0; from < block.entries; from += entries_max) {
    const end = Math.min(from + entries_max, block.entries);
    const places = Uint32Array.from(
      { length: end - from },
      (_, at) => from + at,
    );
    pieces.push(pickEntries(block, places));
  }
  return pieces;
}
