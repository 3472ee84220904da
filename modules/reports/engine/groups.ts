import { expand } from "./coded_column.ts";
import type { CodedColumn } from "./coded_column.ts";
import { bytesOf, larger } from "./texts.ts";

/** Numbers of a product up to this have a place each; beyond it they are hashed. */
const PLACES_MAX = 2 ** 22;
const LOAD_MAX = 0.75;
const LOAD_NEW_MAX = 0.5;
const TABLE_MIN = 1024;

/** Numbers groups, which are tuples of codes, in the order in which they occur. */
export class Groups {
  readonly width: number;
  #size = 0;
  #tuples: Int32Array;
  /** Groups plus 1 by place. */
  #table = new Int32Array(1);
  /** Codes of each position that have places; null: places go by hash. */
  #capacities: number[] | null;

  constructor(width: number) {
    this.width = width;
    this.#tuples = new Int32Array(Math.max(width, 1) * 16);
    this.#capacities = Array.from({ length: width }, () => 1);
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes of its arrays. */
  get bytes(): number {
    return bytesOf(this.#tuples, this.#table);
  }

  /** A code of a group. */
  code(group: number, position: number): number {
    return this.#tuples[group * this.width + position]!;
  }

  /**
   * Sets the groups of entries by their codes, each below its position's size; entries whose group
   * is below 0 are left out, and others must be 0.
   */
  numberAll(
    columns: readonly CodedColumn[],
    sizes: readonly number[],
    groups: Int32Array,
  ): void {
    this.#reserve(sizes);
    if (this.#capacities === null) this.#numberByHash(columns, groups);
    else this.#numberByPlace(columns, this.#capacities, groups);
  }

  /** The group of a tuple. */
  number(tuple: readonly number[]): number {
    const group = Int32Array.of(0);
    const columns = tuple.map((code) => ({
      codes: null,
      known: Int32Array.of(code),
    }));
    const sizes = tuple.map((code) => code + 1);
    this.numberAll(columns, sizes, group);
    return group[0]!;
  }

  /** Frees what only numbering needs. */
  close(): void {
    this.#table = new Int32Array(0);
    this.#tuples = this.#tuples.slice(0, this.#size * this.width);
  }

  #numberByPlace(
    columns: readonly CodedColumn[],
    capacities: readonly number[],
    groups: Int32Array,
  ): void {
    let stride = 1;
    for (let position = this.width - 1; position >= 0; position--) {
      addPlaces(columns[position]!, stride, groups);
      stride *= capacities[position]!;
    }
    const table = this.#table;
    for (let at = 0; at < groups.length; at++) {
      const place = groups[at]!;
      if (place < 0) continue;
      if (table[place] === 0) table[place] = this.#addPlace(place) + 1;
      groups[at] = table[place]! - 1;
    }
  }

  #numberByHash(columns: readonly CodedColumn[], groups: Int32Array): void {
    const codes = columns.map((column) => expand(column, groups));
    for (let at = 0; at < groups.length; at++) {
      if (groups[at]! < 0) continue;
      let hash = 0;
      for (let position = 0; position < this.width; position++) {
        hash = mixed(hash, codes[position]![at]!);
      }
      groups[at] = this.#numberHashed(finished(hash), codes, at);
    }
  }

  #numberHashed(
    hash: number,
    codes: readonly Int32Array[],
    at: number,
  ): number {
    const table = this.#table;
    const mask = table.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const group = table[place]! - 1;
      if (group >= 0) {
        if (this.#has(group, codes, at)) return group;
        continue;
      }
      const added = this.#add(codes, at);
      table[place] = added + 1;
      if (this.#size > table.length * LOAD_MAX) this.#rehash();
      return added;
    }
  }

  #has(group: number, codes: readonly Int32Array[], at: number): boolean {
    const from = group * this.width;
    for (let position = 0; position < this.width; position++) {
      if (this.#tuples[from + position] !== codes[position]![at]) return false;
    }
    return true;
  }

  #add(codes: readonly Int32Array[], at: number): number {
    const from = this.#newTuple();
    for (let position = 0; position < this.width; position++) {
      this.#tuples[from + position] = codes[position]![at]!;
    }
    return this.#size++;
  }

  #addPlace(place: number): number {
    const from = this.#newTuple();
    let rest = place;
    for (let position = this.width - 1; position >= 0; position--) {
      const capacity = this.#capacities![position]!;
      this.#tuples[from + position] = rest % capacity;
      rest = Math.floor(rest / capacity);
    }
    return this.#size++;
  }

  /** The place of the next group's codes. */
  #newTuple(): number {
    const from = this.#size * this.width;
    if (from + this.width > this.#tuples.length) {
      this.#tuples = larger(this.#tuples, from + this.width);
    }
    return from;
  }

  #reserve(sizes: readonly number[]): void {
    const had = this.#capacities;
    if (had === null) return;
    if (had.every((capacity, at) => sizes[at]! <= capacity)) return;
    const needed = had.map((capacity, at) => {
      const size = sizes[at]!;
      return size <= capacity ? capacity : 2 ** Math.ceil(Math.log2(size));
    });
    const places = needed.reduce((product, capacity) => product * capacity, 1);
    if (places > PLACES_MAX) {
      this.#capacities = null;
      this.#rehash();
      return;
    }
    this.#capacities = needed;
    this.#table = new Int32Array(places);
    for (let group = 0; group < this.#size; group++) {
      let place = 0;
      for (let position = 0; position < this.width; position++) {
        place = place * needed[position]! + this.code(group, position);
      }
      this.#table[place] = group + 1;
    }
  }

  #rehash(): void {
    let length = TABLE_MIN;
    while (this.#size > length * LOAD_NEW_MAX) length *= 2;
    const table = new Int32Array(length);
    const mask = length - 1;
    for (let group = 0; group < this.#size; group++) {
      let hash = 0;
      for (let position = 0; position < this.width; position++) {
        hash = mixed(hash, this.code(group, position));
      }
      let place = finished(hash) & mask;
      while (table[place] !== 0) place = (place + 1) & mask;
      table[place] = group + 1;
    }
    this.#table = table;
  }
}

/** Adds codes times a stride. What is below 0 stays so. */
function addPlaces(
  { codes, known }: CodedColumn,
  stride: number,
  places: Int32Array,
): void {
  const added = new Int32Array(known.length);
  for (let code = 0; code < known.length; code++) {
    if (known[code]! > 0) added[code] = known[code]! * stride;
  }
  if (codes === null) {
    const constant = added[0]!;
    if (constant === 0) return;
    for (let at = 0; at < places.length; at++) places[at]! += constant;
    return;
  }
  for (let at = 0; at < places.length; at++) {
    places[at]! += added[codes[at]!]!;
  }
}

function mixed(hash: number, code: number): number {
  const product = Math.imul(hash ^ code, 0x9e37_79b1);
  return product ^ (product >>> 15);
}

function finished(hash: number): number {
  const product = Math.imul(hash, 0x85eb_ca6b);
  return product ^ (product >>> 13);
}
