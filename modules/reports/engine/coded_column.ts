import type { Column } from "../../rollups/mod.ts";

/** The code of entries that aren't counted. Far below 0: what places add up to isn't above it. */
export const LEFT_OUT = -(2 ** 28);
const UNKNOWN = -1;

export type CodeOf = (value: string | null) => number;

/** A column whose values have codes that are the same in all blocks. */
export interface CodedColumn {
  /** Null: all entries have the value 0. */
  codes: Column["codes"] | null;
  /** Codes of the column's values. Those that don't occur may be below 0. */
  known: Int32Array;
}

/** Codes of a column's values; of many values only of those that entries not left out have. */
export function codeColumn(
  column: Column | undefined,
  codeOf: CodeOf,
  groups: Int32Array,
): CodedColumn {
  if (column === undefined) {
    return { codes: null, known: Int32Array.of(codeOf(null)) };
  }
  const { values, codes } = column;
  if (values.length === 1) {
    return { codes: null, known: Int32Array.of(codeOf(values.at(0))) };
  }
  const known = new Int32Array(values.length).fill(UNKNOWN);
  if (values.length <= groups.length >> 3) {
    for (let code = 0; code < known.length; code++) {
      known[code] = codeOf(values.at(code));
    }
    return { codes, known };
  }
  for (let at = 0; at < groups.length; at++) {
    if (groups[at]! < 0) continue;
    const code = codes[at]!;
    if (known[code] === UNKNOWN) known[code] = codeOf(values.at(code));
  }
  return { codes, known };
}

/** Leaves out entries whose code is below 0. */
export function leaveOut(
  { codes, known }: CodedColumn,
  groups: Int32Array,
): void {
  if (codes === null) {
    if (known[0]! < 0) groups.fill(LEFT_OUT);
    return;
  }
  if (!known.includes(LEFT_OUT)) return;
  for (let at = 0; at < groups.length; at++) {
    if (known[codes[at]!] === LEFT_OUT) groups[at] = LEFT_OUT;
  }
}

/** The code of each entry; 0 for those that are left out. */
export function expand(
  { codes, known }: CodedColumn,
  groups: Int32Array,
): Int32Array {
  const expanded = new Int32Array(groups.length);
  if (codes === null) return expanded.fill(known[0]!);
  for (let at = 0; at < groups.length; at++) {
    if (groups[at]! >= 0) expanded[at] = known[codes[at]!]!;
  }
  return expanded;
}

let places = new Uint32Array(0);

/** A column with a code for each entry. */
export function columnOfEntries(known: Int32Array): CodedColumn {
  if (places.length < known.length) {
    places = new Uint32Array(known.length);
    for (let at = 0; at < places.length; at++) places[at] = at;
  }
  return { codes: places.subarray(0, known.length), known };
}
