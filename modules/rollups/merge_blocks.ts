import { DIMENSIONS, MONEY, pick, pickEntries } from "./block.ts";
import type { Block, DimensionColumn, MoneyColumn } from "./block.ts";
import { codesOf, listValues } from "./column.ts";
import type { Codes, Column } from "./column.ts";

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
  const found = {
    values: listValues(values),
    codes: codesOf(codes, values.length),
  };
  return name === "affiliate" ? inOrder(found) : found;
}

/**
 * A column of ids whose codes are in their order, so that pieces of a sorted block have few of them
 * each, and a report of one reads few pieces.
 */
function inOrder({ values, codes }: Column): Column {
  const ids = Array.from({ length: values.length }, (_, code) => {
    const value = values.at(code);
    return { code, value, id: Number(value) };
  }).sort((a, b) => a.id - b.id);
  const code_of = new Uint32Array(ids.length);
  ids.forEach(({ code }, place) => (code_of[code] = place));
  const sorted = codes.slice();
  for (let at = 0; at < sorted.length; at++) sorted[at] = code_of[codes[at]!]!;
  return { values: listValues(ids.map(({ value }) => value)), codes: sorted };
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
