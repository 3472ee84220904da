import { bytesOf, larger } from "./texts.ts";

/** Pairs of group and tag up to this have a place each. */
const PLACES_MAX = 2 ** 22;

/**
 * Numbers pairs of a group and a tag, in the order in which they occur; a group's pairs are
 * linked. Few groups find theirs by place, many by walking their few.
 */
export class Cells {
  #size = 0;
  /** The newest cell of a group, plus 1. */
  #first = new Int32Array(16);
  #tags = new Int32Array(16);
  /** The next older cell of the group, plus 1. */
  #next = new Int32Array(16);
  #groups = 1;
  #tag_capacity = 1;
  /** Cells plus 1 by group and tag. */
  #places: Int32Array | null = new Int32Array(1);

  get size(): number {
    return this.#size;
  }

  /** Bytes of its arrays. */
  get bytes(): number {
    return bytesOf(this.#first, this.#tags, this.#next, this.#places);
  }

  /** Makes room for groups and tags below these numbers. */
  reserve(groups: number, tags: number): void {
    if (groups > this.#first.length) {
      this.#first = larger(this.#first, groups);
    }
    if (groups <= this.#groups && tags <= this.#tag_capacity) return;
    if (this.#places === null) return;
    while (this.#groups < groups) this.#groups *= 2;
    while (this.#tag_capacity < tags) this.#tag_capacity *= 2;
    this.#places = null;
    if (this.#groups * this.#tag_capacity > PLACES_MAX) return;
    const places = new Int32Array(this.#groups * this.#tag_capacity);
    for (let group = 0; group < this.#first.length; group++) {
      for (let cell = this.first(group); cell >= 0; cell = this.next(cell)) {
        places[group * this.#tag_capacity + this.#tags[cell]!] = cell + 1;
      }
    }
    this.#places = places;
  }

  /** The number of a pair, within what is reserved. */
  cellOf(group: number, tag: number): number {
    const places = this.#places;
    if (places === null) {
      for (let cell = this.first(group); cell >= 0; cell = this.next(cell)) {
        if (this.#tags[cell] === tag) return cell;
      }
      return this.#add(group, tag);
    }
    const place = group * this.#tag_capacity + tag;
    const known = places[place]!;
    if (known !== 0) return known - 1;
    places[place] = this.#size + 1;
    return this.#add(group, tag);
  }

  /** A group's first cell; -1 if it has none. */
  first(group: number): number {
    return group < this.#first.length ? this.#first[group]! - 1 : -1;
  }

  /** The next cell of the group; -1 after the last. */
  next(cell: number): number {
    return this.#next[cell]! - 1;
  }

  tag(cell: number): number {
    return this.#tags[cell]!;
  }

  /** Whether one of a group's cells is as asked. */
  some(group: number, is: (cell: number) => boolean): boolean {
    for (let cell = this.first(group); cell >= 0; cell = this.next(cell)) {
      if (is(cell)) return true;
    }
    return false;
  }

  /** Frees what only counting needs. */
  close(): void {
    this.#places = null;
    this.#tags = this.#tags.slice(0, this.#size);
    this.#next = this.#next.slice(0, this.#size);
  }

  #add(group: number, tag: number): number {
    const cell = this.#size++;
    if (cell >= this.#tags.length) {
      this.#tags = larger(this.#tags, cell + 1);
      this.#next = larger(this.#next, cell + 1);
    }
    this.#tags[cell] = tag;
    this.#next[cell] = this.#first[group]!;
    this.#first[group] = cell + 1;
    return cell;
  }
}
