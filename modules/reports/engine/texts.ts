const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });
/** A table of this share of used places is made larger. */
const LOAD_MAX = 0.75;
const LOAD_NEW_MAX = 0.5;
const TABLE_MIN = 64;
/** Larger arrays grow by a quarter. */
const DOUBLED_MAX = 2 ** 20;

/** Distinct texts by number, held as bytes, so that millions of them fit. Number 0 is none. */
export class Texts {
  #bytes = new Uint8Array(1024);
  /** The start of each text, and the end of the last. */
  #starts = new Uint32Array(64);
  /** Places by hash, with the number of their text. */
  #table = new Int32Array(TABLE_MIN);
  #size = 1;
  #scratch = new Uint8Array(4096);

  /** One more than the highest number. */
  get size(): number {
    return this.#size;
  }

  /** Bytes of its arrays. */
  get bytes(): number {
    return bytesOf(this.#bytes, this.#starts, this.#table);
  }

  /** The number of a text, which is added if it is new. */
  codeOf(text: string | null): number {
    if (text === null) return 0;
    const length = this.#encode(text);
    if (this.#table.length === 0) this.#rehash();
    const mask = this.#table.length - 1;
    let place = hashOf(this.#scratch, length) & mask;
    for (; ; place = (place + 1) & mask) {
      const code = this.#table[place]!;
      if (code === 0) break;
      if (this.#isScratch(code, length)) return code;
    }
    this.#table[place] = this.#size;
    return this.#add(length);
  }

  /** Frees what only new texts need; the next one makes it anew. */
  close(): void {
    this.#table = new Int32Array(0);
    this.#starts = this.#starts.slice(0, this.#size + 1);
    this.#bytes = this.#bytes.slice(0, this.#starts[this.#size]);
  }

  /** The first text of so many bytes that is as asked; 0 if there is none. */
  find(bytes: number, is: (text: Uint8Array) => boolean): number {
    for (let code = 1; code < this.#size; code++) {
      const start = this.#starts[code]!;
      const end = this.#starts[code + 1]!;
      if (end - start !== bytes) continue;
      if (is(this.#bytes.subarray(start, end))) return code;
    }
    return 0;
  }

  at(code: number): string | null {
    if (code === 0) return null;
    const start = this.#starts[code]!;
    return DECODER.decode(this.#bytes.subarray(start, this.#starts[code + 1]!));
  }

  /** Compares two texts by their bytes; `by_length` first, as whole numbers are. None comes last. */
  compare(a: number, b: number, by_length: boolean): number {
    if (a === b) return 0;
    if (a === 0 || b === 0) return a === 0 ? 1 : -1;
    const bytes = this.#bytes;
    const a_start = this.#starts[a]!;
    const b_start = this.#starts[b]!;
    const longer =
      this.#starts[a + 1]! - a_start - this.#starts[b + 1]! + b_start;
    if (by_length && longer !== 0) return longer;
    const end = Math.min(
      this.#starts[a + 1]!,
      a_start + this.#starts[b + 1]! - b_start,
    );
    for (let at = a_start, other = b_start; at < end; at++, other++) {
      const difference = bytes[at]! - bytes[other]!;
      if (difference !== 0) return difference;
    }
    return longer;
  }

  #encode(text: string): number {
    if (text.length * 3 > this.#scratch.length) {
      this.#scratch = new Uint8Array(text.length * 6);
    }
    return ENCODER.encodeInto(text, this.#scratch).written;
  }

  #isScratch(code: number, length: number): boolean {
    const start = this.#starts[code]!;
    if (this.#starts[code + 1]! - start !== length) return false;
    for (let at = 0; at < length; at++) {
      if (this.#bytes[start + at] !== this.#scratch[at]) return false;
    }
    return true;
  }

  #add(length: number): number {
    const code = this.#size++;
    if (code + 2 > this.#starts.length) {
      this.#starts = larger(this.#starts, code + 2);
    }
    const start = this.#starts[code]!;
    if (start + length > this.#bytes.length) {
      this.#bytes = larger(this.#bytes, start + length);
    }
    this.#bytes.set(this.#scratch.subarray(0, length), start);
    this.#starts[code + 1] = start + length;
    if (this.#size > this.#table.length * LOAD_MAX) this.#rehash();
    return code;
  }

  #rehash(): void {
    let length = TABLE_MIN;
    while (this.#size > length * LOAD_NEW_MAX) length *= 2;
    const table = new Int32Array(length);
    const mask = table.length - 1;
    for (let code = 1; code < this.#size; code++) {
      const text = this.#bytes.subarray(
        this.#starts[code]!,
        this.#starts[code + 1]!,
      );
      let place = hashOf(text, text.length) & mask;
      while (table[place] !== 0) place = (place + 1) & mask;
      table[place] = code;
    }
    this.#table = table;
  }
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, length: number): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < length; at++) {
    hash = Math.imul(hash ^ bytes[at]!, 0x0100_0193);
  }
  return hash ^ (hash >>> 15);
}

/** Bytes of arrays, those that are missing without any. */
export function bytesOf(
  ...arrays: readonly (ArrayBufferView | null)[]
): number {
  return arrays.reduce((sum, array) => sum + (array?.byteLength ?? 0), 0);
}

/** A copy with room for at least so many numbers. */
export function larger<
  T extends Uint8Array | Uint32Array | Int32Array | Float64Array,
>(numbers: T, length_min: number): T {
  const Numbers = numbers.constructor as new (length: number) => T;
  const { length } = numbers;
  const more = length < DOUBLED_MAX ? length : length >> 2;
  const copy = new Numbers(Math.max(length_min, length + more));
  copy.set(numbers as never);
  return copy;
}
