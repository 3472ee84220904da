import { codesOf, ColumnBuilder, listValues } from "./column.ts";
import type { Codes, Column } from "./column.ts";

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

function pick<T extends Int32Array | BigInt64Array>(
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

/**
 * Puts blocks of one axis and day into one, by some of their columns: sorted, equal entries added
 * up, those that add up to nothing left out.
 */
export function mergeBlocks(
  blocks: readonly Block[],
  names: readonly DimensionColumn[] = DIMENSIONS,
): Block {
  const joined = joinBlocks(blocks, names);
  const columns = [...joined.columns.values()].map(({ codes }) => codes);
  const order = sortedOrder(columns, joined.entries);
  return addEqual(pickInOrder(joined, order));
}

function joinBlocks(
  blocks: readonly Block[],
  names: readonly DimensionColumn[],
): Block {
  const [first] = blocks;
  if (first === undefined) throw new RangeError("No blocks to merge");
  const entries = blocks.reduce((sum, block) => sum + block.entries, 0);
  const columns = DIMENSIONS.flatMap((name) => {
    if (!names.includes(name)) return [];
    const column = joinColumns(blocks, name, entries);
    return column === null ? [] : [[name, column] as const];
  });
  const money = MONEY.flatMap((name) => {
    if (blocks.every((block) => !block.money.has(name))) return [];
    const all = new BigInt64Array(entries);
    let at = 0;
    for (const block of blocks) {
      const column = block.money.get(name);
      if (column !== undefined) all.set(column, at);
      at += block.entries;
    }
    return [[name, all] as const];
  });
  const { axis, day } = first;
  const count = joinCounts(blocks, entries);
  return {
    axis,
    day,
    entries,
    columns: new Map(columns),
    count,
    money: new Map(money),
  };
}

function joinCounts(
  blocks: readonly Block[],
  entries: number,
): Int32Array | null {
  if (blocks.every(({ count }) => count === null)) return null;
  const all = new Int32Array(entries).fill(1);
  let at = 0;
  for (const { count, entries: of_block } of blocks) {
    if (count !== null) all.set(count, at);
    at += of_block;
  }
  return all;
}

/** One column of all blocks; null if none has values. */
function joinColumns(
  blocks: readonly Block[],
  name: DimensionColumn,
  entries: number,
): Column | null {
  if (blocks.every(({ columns }) => !columns.has(name))) return null;
  const code_of = new Map<string | null, number>();
  const values: (string | null)[] = [];
  const codeOf = (value: string | null): number => {
    const known = code_of.get(value);
    if (known !== undefined) return known;
    code_of.set(value, values.length);
    return values.push(value) - 1;
  };
  const codes = new Uint32Array(entries);
  let at = 0;
  for (const block of blocks) {
    const column = block.columns.get(name);
    if (column === undefined) {
      codes.fill(codeOf(null), at, at + block.entries);
    } else {
      translate(column, codeOf, codes.subarray(at, at + block.entries));
    }
    at += block.entries;
  }
  return { values: listValues(values), codes: codesOf(codes, values.length) };
}

function translate(
  { values, codes }: Column,
  codeOf: (value: string | null) => number,
  into: Uint32Array,
): void {
  // Not each value of a dictionary occurs.
  const translated = new Int32Array(values.length).fill(-1);
  for (let at = 0; at < into.length; at++) {
    const code = codes[at]!;
    if (translated[code]! < 0) translated[code] = codeOf(values.at(code));
    into[at] = translated[code]!;
  }
}

/** The order of entries by their columns, the first one first: sorted by each, from the last. */
function sortedOrder(columns: readonly Codes[], entries: number): Uint32Array {
  let order = new Uint32Array(entries);
  for (let at = 0; at < entries; at++) order[at] = at;
  for (const codes of columns.toReversed()) order = sortedBy(codes, order);
  return order;
}

/** Sorts entries by a column, keeping the order of equal ones. */
function sortedBy(codes: Codes, order: Uint32Array): Uint32Array<ArrayBuffer> {
  let codes_max = 0;
  for (const code of codes) if (code > codes_max) codes_max = code;
  const places = new Uint32Array(codes_max + 2);
  for (const code of codes) places[code + 1]!++;
  for (let code = 0; code < codes_max; code++) {
    places[code + 1]! += places[code]!;
  }
  const sorted = new Uint32Array(order.length);
  for (const entry of order) sorted[places[codes[entry]!]!++] = entry;
  return sorted;
}

/** As `pickEntries`, for all entries: the dictionaries stay. */
function pickInOrder(block: Block, order: Uint32Array): Block {
  const columns = [...block.columns].map(([name, { values, codes }]) => {
    const sorted = codes.slice();
    for (let at = 0; at < sorted.length; at++) sorted[at] = codes[order[at]!]!;
    return [name, { values, codes: sorted }] as const;
  });
  const money = [...block.money].map(
    ([name, column]) => [name, pick(column, order)] as const,
  );
  const count = block.count === null ? null : pick(block.count, order);
  return {
    ...block,
    columns: new Map(columns),
    count,
    money: new Map(money),
  };
}

/** A block's entries with some of its columns, if they are in the order of these; else null. */
export function addInOrder(
  block: Block,
  columns: Block["columns"],
): Block | null {
  const all = [...columns.values()].map(({ codes }) => codes);
  if (!isInOrder(all, block.entries)) return null;
  const money = new Map<MoneyColumn, BigInt64Array>();
  for (const [name, sums] of block.money) money.set(name, sums.slice());
  const count = block.count?.slice() ?? null;
  return addEqual({ ...block, columns, count, money });
}

function isInOrder(columns: readonly Codes[], entries: number): boolean {
  for (let at = 1; at < entries; at++) {
    for (const codes of columns) {
      if (codes[at - 1] === codes[at]) continue;
      if (codes[at - 1]! > codes[at]!) return false;
      break;
    }
  }
  return true;
}

/** Adds up equal neighbors, as long as 64 bits hold their money. */
function addEqual(block: Block): Block {
  const { entries } = block;
  // The last columns differ most.
  const columns = [...block.columns.values()]
    .map(({ codes }) => codes)
    .reverse();
  const count = block.count ?? new Int32Array(entries).fill(1);
  const money = [...block.money.values()];
  const kept = new Uint32Array(entries);
  let groups = 0;
  for (let at = 0; at < entries; at++) {
    const group = kept[groups - 1];
    const is_same =
      group !== undefined &&
      areEqual(columns, group, at) &&
      money.every((column) => isInt64(column[group]! + column[at]!));
    if (!is_same) {
      kept[groups++] = at;
      continue;
    }
    count[group]! += count[at]!;
    for (const column of money) column[group]! += column[at]!;
  }
  const found = kept.subarray(0, groups).filter((at) => isSomething(at));
  function isSomething(at: number): boolean {
    return count[at] !== 0 || money.some((column) => column[at] !== 0n);
  }
  if (found.length === entries) return block;
  const has_count = count.some((of_entry) => of_entry !== 1);
  return pickEntries({ ...block, count: has_count ? count : null }, found);
}

function isInt64(sum: bigint): boolean {
  return BigInt.asIntN(64, sum) === sum;
}

function areEqual(columns: readonly Codes[], a: number, b: number): boolean {
  for (const codes of columns) if (codes[a] !== codes[b]) return false;
  return true;
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
