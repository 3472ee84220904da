/**
 * A column of a block: the distinct values that occur, and for each row the index of its value.
 * Few distinct values make it small and quick to group by.
 */
export interface Column {
  values: Values;
  /** One per row. */
  codes: Codes;
}

export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** Distinct values, which are decoded when they are asked for. */
export interface Values {
  readonly length: number;
  /** The value of a code; null if there is none. */
  at(code: number): string | null;
  /** All values, if they are whole numbers; 2 ** 32 - 1 for none. */
  readonly numbers?: Uint32Array;
}

/** Stands for no value among numbers. */
const NO_NUMBER = 0xffff_ffff;

/** Collects the values of a column row by row; code 0 stands for no value. */
export class ColumnBuilder {
  readonly #codes_of = new Map<string, number>();
  readonly #values: (string | null)[] = [null];
  #codes: Uint32Array;
  #last: string | null = null;
  #last_code = 0;

  constructor(rows_max: number) {
    this.#codes = new Uint32Array(rows_max);
  }

  /** Sets the value of a row. */
  set(row: number, value: string): void {
    if (value !== this.#last) {
      let code = this.#codes_of.get(value);
      if (code === undefined) {
        code = this.#values.push(value) - 1;
        this.#codes_of.set(value, code);
      }
      this.#last = value;
      this.#last_code = code;
    }
    this.#codes[row] = this.#last_code;
  }

  /** The column of all rows. */
  finish(rows: number): Column {
    const codes = this.#codes.subarray(0, rows);
    return {
      values: listValues(this.#values),
      codes: codesOf(codes, this.#values.length),
    };
  }
}

/** Values that are held as a list. */
export function listValues(values: readonly (string | null)[]): Values {
  return { length: values.length, at: (code) => values[code] ?? null };
}

/** Codes in the narrowest array that holds them. */
export function codesOf(codes: Codes, values: number): Codes {
  if (values <= 0x100) return new Uint8Array(codes);
  if (values <= 0x1_0000) return new Uint16Array(codes);
  return new Uint32Array(codes);
}

const NULL_LENGTH = 0xffff_ffff;
/** Number of rows, number of values, bytes of a code. */
const HEAD = 3 * 4;

/** Added to the width of a code where values are packed as numbers. */
const AS_NUMBERS = 0x100;

/**
 * Packs a column: its numbers of rows and values and the width of a code, the values' lengths, the
 * codes, and the values' text; or the values as numbers, and the codes; compressed as one.
 */
export function packColumn({ values, codes }: Column): Uint8Array<ArrayBuffer> {
  if (isConstant(codes)) return packOne(values.at(codes[0]!), codes.length);
  const numbers = numbersOf(values);
  if (numbers === null) return packTexts({ values, codes });
  const bytes = new Uint8Array(HEAD + numbers.byteLength + codes.byteLength);
  const width = AS_NUMBERS | codes.BYTES_PER_ELEMENT;
  const head = [codes.length, numbers.length, width];
  new Uint32Array(bytes.buffer, 0, 3).set(head);
  bytes.set(new Uint8Array(numbers.buffer), HEAD);
  bytes.set(bytesOf(codes), HEAD + numbers.byteLength);
  return compressed(bytes);
}

/** Values as numbers; null if one isn't a whole number as numbers are written. */
function numbersOf(values: Values): Uint32Array<ArrayBuffer> | null {
  const numbers = new Uint32Array(values.length);
  for (let code = 0; code < numbers.length; code++) {
    const value = values.at(code);
    const number = value === null ? NO_NUMBER : Number(value);
    numbers[code] = number;
    if (value === null) continue;
    if (numbers[code] === NO_NUMBER || String(numbers[code]) !== value) {
      return null;
    }
  }
  return numbers;
}

function bytesOf({ buffer, byteOffset, byteLength }: Codes): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function packTexts({ values, codes }: Column): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const texts: Uint8Array[] = [];
  const lengths = new Uint32Array(values.length);
  let text_bytes = 0;
  for (let code = 0; code < values.length; code++) {
    const value = values.at(code);
    const text = value === null ? null : encoder.encode(value);
    lengths[code] = text?.length ?? NULL_LENGTH;
    if (text === null) continue;
    texts.push(text);
    text_bytes += text.length;
  }
  const width = codes.BYTES_PER_ELEMENT;
  // The codes come before the text, so that they lie at a multiple of their width.
  const text_from = HEAD + lengths.byteLength + codes.byteLength;
  const bytes = new Uint8Array(text_from + text_bytes);
  new Uint32Array(bytes.buffer, 0, 3).set([codes.length, values.length, width]);
  bytes.set(new Uint8Array(lengths.buffer), HEAD);
  bytes.set(bytesOf(codes), HEAD + lengths.byteLength);
  let at = text_from;
  for (const text of texts) {
    bytes.set(text, at);
    at += text.length;
  }
  return compressed(bytes);
}

/** Unpacks what `packColumn` made. */
export function unpackColumn(packed: Uint8Array): Column {
  if (packed[0] === ONE) return unpackOne(packed);
  const bytes = unpacked(packed);
  const { buffer } = bytes;
  const [rows = 0, count = 0, width = 1] = new Uint32Array(buffer, 0, 3);
  const lengths = new Uint32Array(buffer, HEAD, count);
  if (width > AS_NUMBERS) {
    const from = HEAD + lengths.byteLength;
    const codes = codesAt(buffer, from, rows, width - AS_NUMBERS);
    return { values: numberValues(lengths), codes };
  }
  const codes_from = HEAD + lengths.byteLength;
  const codes = codesAt(buffer, codes_from, rows, width);
  const text = bytes.subarray(codes_from + codes.byteLength);
  return { values: new PackedValues(lengths, text), codes };
}

/** Packs numbers, one per row. */
export function packNumbers(
  numbers: Int32Array | BigInt64Array,
): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = numbers;
  return compressed(new Uint8Array(buffer, byteOffset, byteLength));
}

/** The buffer of what `packNumbers` was given. */
export function unpackNumbers(packed: Uint8Array): ArrayBufferLike {
  return unpacked(packed).buffer;
}

/** How bytes are packed, by the first one; older ones are always compressed. */
const PLAIN = 1;
/** All rows have one value: their number, whether it is none, and its text. */
const ONE = 2;
/** With which compressed bytes begin. */
const ZSTD = 0x28;
/** First bytes below it are kept for how later versions pack. */
const FORMS_MAX = 0x20;
const ONE_HEAD = 6;

/** Bytes that a later version packed. */
export class UnknownForm extends Error {
  constructor(form: number) {
    super(`it is packed in form ${form}, which only a later version knows`);
    this.name = "UnknownForm";
  }
}

/** Compressed, unless that saves so little that reading it takes longer than it is worth. */
function compressed(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const given = bytes as Uint8Array<ArrayBuffer>;
  const small = Bun.zstdCompressSync(given, { level: 3 });
  if (bytes.length >= small.length * PLAIN_FACTOR_MAX + PLAIN_MORE_MAX) {
    return new Uint8Array(small);
  }
  const plain = new Uint8Array(1 + bytes.length);
  plain[0] = PLAIN;
  plain.set(bytes, 1);
  return plain;
}

const PLAIN_FACTOR_MAX = 1.125;
/** Less than what a compressed value has besides its content. */
const PLAIN_MORE_MAX = 12;

/** Always at the start of its buffer, so that its numbers lie at multiples of their width. */
function unpacked(packed: Uint8Array): Uint8Array {
  const form = packed[0] ?? 0;
  // Of a Buffer, `slice` would be no copy.
  if (form === PLAIN) return new Uint8Array(packed.subarray(1));
  if (form < FORMS_MAX) throw new UnknownForm(form);
  if (form !== ZSTD) throw new RangeError(`It begins with byte ${form}`);
  const bytes = Bun.zstdDecompressSync(packed as Uint8Array<ArrayBuffer>);
  const is_alone =
    bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  return is_alone ? bytes : new Uint8Array(bytes);
}

function isConstant(codes: Codes): boolean {
  if (codes.length === 0) return false;
  const first = codes[0]!;
  for (let at = 1; at < codes.length; at++) {
    if (codes[at] !== first) return false;
  }
  return true;
}

function packOne(value: string | null, rows: number): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(value ?? "");
  const bytes = new Uint8Array(ONE_HEAD + text.length);
  bytes[0] = ONE;
  new DataView(bytes.buffer).setUint32(1, rows, true);
  bytes[ONE_HEAD - 1] = value === null ? 1 : 0;
  bytes.set(text, ONE_HEAD);
  return bytes;
}

function unpackOne(packed: Uint8Array): Column {
  if (packed.length < ONE_HEAD) throw new RangeError("It is cut off");
  const { buffer, byteOffset, byteLength } = packed;
  const rows = new DataView(buffer, byteOffset, byteLength).getUint32(1, true);
  const is_none = packed[ONE_HEAD - 1] === 1;
  const value = is_none ? null : DECODER.decode(packed.subarray(ONE_HEAD));
  if (rows > ROWS_MAX) throw new RangeError(`It has ${rows} rows`);
  return { values: listValues([value]), codes: new Uint8Array(rows) };
}

/** Far more than a block has: a damaged number doesn't fill the memory. */
const ROWS_MAX = 2 ** 26;

function codesAt(
  buffer: ArrayBufferLike,
  from: number,
  rows: number,
  width: number,
): Codes {
  if (width === 1) return new Uint8Array(buffer, from, rows);
  if (width === 2) return new Uint16Array(buffer, from, rows);
  return new Uint32Array(buffer, from, rows);
}

const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

function numberValues(numbers: Uint32Array): Values {
  const at = (code: number): string | null => {
    const number = numbers[code] ?? NO_NUMBER;
    return number === NO_NUMBER ? null : String(number);
  };
  return { length: numbers.length, at, numbers };
}

class PackedValues implements Values {
  readonly length: number;
  readonly #lengths: Uint32Array;
  readonly #text: Uint8Array;
  #starts: Uint32Array | undefined;
  /** All values one after another; null if they aren't all ASCII. */
  #ascii: string | null | undefined;

  constructor(lengths: Uint32Array, text: Uint8Array) {
    this.length = lengths.length;
    this.#lengths = lengths;
    this.#text = text;
  }

  at(code: number): string | null {
    const length = this.#lengths[code] ?? NULL_LENGTH;
    if (length === NULL_LENGTH) return null;
    this.#starts ??= startsOf(this.#lengths);
    const start = this.#starts[code] ?? 0;
    // Cutting a text is several times faster than decoding each value.
    if (this.#ascii === undefined) {
      const all = DECODER.decode(this.#text);
      this.#ascii = all.length === this.#text.length ? all : null;
    }
    if (this.#ascii !== null) return this.#ascii.slice(start, start + length);
    return DECODER.decode(this.#text.subarray(start, start + length));
  }
}

function startsOf(lengths: Uint32Array): Uint32Array {
  const starts = new Uint32Array(lengths.length);
  let at = 0;
  for (let code = 0; code < lengths.length; code++) {
    starts[code] = at;
    const length = lengths[code] ?? 0;
    if (length !== NULL_LENGTH) at += length;
  }
  return starts;
}
