import { MONEY } from "./block.ts";
import type { Block, DimensionColumn, MoneyColumn } from "./block.ts";
import { codesOf, listValues } from "./column.ts";
import type { Column } from "./column.ts";
import { CopyReader } from "./copy_binary.ts";
import type { RowColumn, ValueForm } from "./conversion_rows.ts";
import type { CountedDay } from "./day_rows.ts";
import { TextCodes } from "./text_codes.ts";

const TWO_32 = 4_294_967_296;
const MINUTE_MICROS = 60_000_000;
const MINUTES = 1440;
const MINUTES_TO_2000 = 10_957 * MINUTES;

/** How the rows of a day come. */
export interface RowsForm extends CountedDay {
  /** The columns of the rows, in order. */
  columns: readonly RowColumn[];
}

/** A block of a stretch of a day's rows, as `copyBinary` gives them; null if there are none. */
export function blockOfRows(
  copied: Uint8Array,
  { axis, day, columns }: RowsForm,
): Block | null {
  const reader = new CopyReader(copied);
  reader.nextRow();
  const rows = readColumns(reader, columns);
  return rows === null ? null : { axis, day, ...rows };
}

/** Entries of rows, whichever day and axis they are of; null if there are no rows. */
export function readColumns(
  reader: CopyReader,
  columns: readonly RowColumn[],
): Omit<Block, "axis" | "day"> | null {
  const dimensions = new Map<DimensionColumn, Column>();
  const money = new Map<MoneyColumn, BigInt64Array>();
  let count: Int32Array | null = null;
  let entries = 0;
  for (const { name, form } of columns) {
    const list = reader.bytes();
    if (list === null) return null;
    const values = new SqlArray(list);
    entries = values.length;
    if (name === "count") count = integersOf(values);
    else if (isMoney(name)) {
      const sums = bigintsOf(values);
      if (sums.some((sum) => sum !== 0n)) money.set(name, sums);
    } else {
      const column = columnOf(values, form);
      if (column !== null) dimensions.set(name, column);
    }
  }
  return { entries, columns: dimensions, count, money };
}

/** Minutes since 1970 of a list of times; NaN where there is none. */
export function readMinutes(reader: CopyReader): Float64Array {
  const { view, length, values_at } = new SqlArray(
    reader.bytes() ?? new Uint8Array(ARRAY_HEAD_BYTES),
  );
  const minutes = new Float64Array(length).fill(Number.NaN);
  for (let row = 0, at = values_at; row < length; row++) {
    const size = view.getInt32(at);
    at += 4;
    if (size < 0) continue;
    minutes[row] = MINUTES_TO_2000 + minuteAt(view, at);
    at += size;
  }
  return minutes;
}

function isMoney(name: string): name is MoneyColumn {
  return (MONEY as readonly string[]).includes(name);
}

/** Dimensions, whether there are nulls, and the elements' type; then length and first index. */
const ARRAY_HEAD_BYTES = 20;
const LENGTH_AT = 12;

/** An array in Postgres' binary form: the bytes of each value after their number. */
class SqlArray {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly length: number;
  readonly values_at = ARRAY_HEAD_BYTES;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.length = this.view.getInt32(LENGTH_AT);
  }
}

/** None of the values is null. */
function integersOf({ view, length, values_at }: SqlArray): Int32Array {
  const integers = new Int32Array(length);
  for (let row = 0, at = values_at; row < length; row++, at += 8) {
    integers[row] = view.getInt32(at + 4);
  }
  return integers;
}

/** None of the values is null. */
function bigintsOf({ view, length, values_at }: SqlArray): BigInt64Array {
  const bigints = new BigInt64Array(length);
  for (let row = 0, at = values_at; row < length; row++, at += 12) {
    bigints[row] = view.getBigInt64(at + 4);
  }
  return bigints;
}

/** Null if no row has a value. */
function columnOf(list: SqlArray, form: ValueForm): Column | null {
  const codes = new Uint32Array(list.length);
  const values =
    form === "text" ? codeTexts(list, codes) : codeNumbers(list, form, codes);
  if (values.every((value) => value === null)) return null;
  return { values: listValues(values), codes: codesOf(codes, values.length) };
}

/** Sets each row's code; returns the codes' values. */
function codeTexts(
  { bytes, view, length, values_at }: SqlArray,
  codes: Uint32Array,
): (string | null)[] {
  const texts = new TextCodes(bytes);
  for (let row = 0, at = values_at; row < length; row++) {
    const size = view.getInt32(at);
    at += 4;
    codes[row] = size < 0 ? texts.none() : texts.codeOf(at, at + size);
    if (size > 0) at += size;
  }
  return texts.values();
}

/** The same of numbers. */
function codeNumbers(
  { view, length, values_at }: SqlArray,
  form: ValueForm,
  codes: Uint32Array,
): (string | null)[] {
  const code_of = new Map<number | null, number>();
  const values: (string | null)[] = [];
  for (let row = 0, at = values_at; row < length; row++) {
    const size = view.getInt32(at);
    at += 4;
    const value = size < 0 ? null : numberAt(view, at, form);
    let code = code_of.get(value);
    if (code === undefined) {
      code = values.push(value === null ? null : String(value)) - 1;
      code_of.set(value, code);
    }
    codes[row] = code;
    if (size > 0) at += size;
  }
  return values;
}

function numberAt(view: DataView, at: number, form: ValueForm): number {
  if (form === "integer") return view.getInt32(at);
  if (form === "bigint") return wholeAt(view, at);
  const minute = minuteAt(view, at) % MINUTES;
  return minute < 0 ? minute + MINUTES : minute;
}

function wholeAt(view: DataView, at: number): number {
  return view.getInt32(at) * TWO_32 + view.getUint32(at + 4);
}

/** Of a time, since 2000. */
function minuteAt(view: DataView, at: number): number {
  return Math.floor(wholeAt(view, at) / MINUTE_MICROS);
}
