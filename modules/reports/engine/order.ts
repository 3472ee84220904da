import type { Dimension, Sort } from "../model.ts";
import { figureOf } from "./figure_values.ts";
import type { FigureValue } from "./figure_values.ts";
import { isTime } from "./plan.ts";
import type { ReportPlan } from "./plan.ts";
import { sortRows } from "./sort_rows.ts";
import type { Texts } from "./texts.ts";

/** Whole numbers above it are not exact as floats. */
const EXACT_MAX = 2 ** 53;
/** Rows that are sorted at once to find the first few. */
const SORTED_AT_ONCE = 4096;

/** Whether the values of a dimension are whole numbers. */
export function isIdText(dimension: Dimension): boolean {
  return IDS.includes(dimension);
}

/** The place of the last row of the page before. */
export const CURSOR = -1;

const IDS: readonly string[] = ["advertiser", "campaign", "affiliate", "link"];

/** The order that is asked for, or else time upwards, or else the most clicks first. */
export function sortOf({ sort, group_by }: ReportPlan): Sort[] {
  if (sort !== null) return [sort];
  const times = group_by.filter(isTime);
  if (times.length === 0) return [{ key: "clicks.gross", descending: true }];
  return times.map((key) => ({ key, descending: false }));
}

/** Rows to order: their codes by place in `group_by`, and what they are sorted by. */
export interface OrderedRows {
  code(row: number, place: number): number;
  /** A figure that is sorted by; never asked for otherwise. */
  value(row: number): FigureValue;
}

/** The last row of the page before. */
export interface CursorRow {
  codes: readonly number[];
  value: FigureValue;
}

/** Compares codes at a place in `group_by`. */
interface Step {
  place: number;
  compare: (a: number, b: number) => number;
}

/** Compares rows of a report; no two are equal. None comes last in both directions. */
export class Order {
  readonly #rows: OrderedRows;
  readonly #steps: readonly Step[];
  readonly #sign: number;
  /** Figures by row, NaN for none; empty if none is sorted by. */
  readonly #values: Float64Array;
  readonly #cursor: CursorRow | null;

  constructor(
    plan: ReportPlan,
    rows: OrderedRows,
    texts: readonly Texts[],
    sorted: { rows: Uint32Array; cursor: CursorRow | null },
  ) {
    this.#rows = rows;
    this.#cursor = sorted.cursor;
    const sorts = sortOf(plan);
    const by_figure = sorts.find(({ key }) => figureOf(key) !== undefined);
    this.#sign = by_figure?.descending === true ? -1 : 1;
    this.#values =
      by_figure === undefined
        ? new Float64Array(0)
        : valuesOf(rows, sorted.rows);
    const firsts = sorts.flatMap(({ key, descending }) => {
      const place = (plan.group_by as readonly string[]).indexOf(key);
      return place < 0 ? [] : [{ place, sign: descending ? -1 : 1 }];
    });
    const rest = plan.group_by.map((_, place) => ({ place, sign: 1 }));
    this.#steps = [...firsts, ...rest].map(({ place, sign }) => {
      const dimension = plan.group_by[place]!;
      const compare = comparison(dimension, sign, texts[place]!);
      return { place, compare };
    });
  }

  readonly compare = (a: number, b: number): number => {
    if (a === b) return 0;
    if (this.#values.length > 0) {
      const difference = this.#compareValues(a, b);
      if (difference !== 0) return difference;
    }
    for (const { place, compare } of this.#steps) {
      const a_code = this.#code(a, place);
      const b_code = this.#code(b, place);
      if (a_code === b_code) continue;
      return compare(a_code, b_code);
    }
    return 0;
  };

  #compareValues(a: number, b: number): number {
    const a_value = this.#value(a);
    const b_value = this.#value(b);
    if (Number.isNaN(a_value) || Number.isNaN(b_value)) {
      return Number(Number.isNaN(a_value)) - Number(Number.isNaN(b_value));
    }
    if (a_value !== b_value) return (a_value - b_value) * this.#sign;
    if (Math.abs(a_value) < EXACT_MAX) return 0;
    const a_exact = this.#exact(a) ?? 0;
    const b_exact = this.#exact(b) ?? 0;
    if (a_exact === b_exact) return 0;
    return a_exact < b_exact ? -this.#sign : this.#sign;
  }

  #value(row: number): number {
    if (row !== CURSOR) return this.#values[row]!;
    return floatOf(this.#cursor?.value ?? null);
  }

  #exact(row: number): FigureValue {
    if (row !== CURSOR) return this.#rows.value(row);
    return this.#cursor?.value ?? null;
  }

  #code(row: number, place: number): number {
    if (row !== CURSOR) return this.#rows.code(row, place);
    return this.#cursor?.codes[place] ?? 0;
  }
}

/** The first rows in order, as many as asked for. */
export function firstRows(
  rows: Uint32Array,
  count: number,
  compare: (a: number, b: number) => number,
): Uint32Array {
  const kept_max = count + SORTED_AT_ONCE;
  if (rows.length <= kept_max) {
    return sortRows(rows.slice(), compare).slice(0, count);
  }
  const kept = new Uint32Array(kept_max);
  let size = 0;
  let is_full = false;
  for (const row of rows) {
    if (is_full && compare(row, kept[count - 1]!) > 0) continue;
    kept[size++] = row;
    if (size < kept_max) continue;
    sortRows(kept, compare);
    size = count;
    is_full = true;
  }
  return sortRows(kept.subarray(0, size), compare).slice(0, count);
}

function comparison(dimension: Dimension, sign: number, texts: Texts) {
  if (isTime(dimension)) return (a: number, b: number) => (a - b) * sign;
  const by_length = isIdText(dimension);
  return (a: number, b: number) => {
    const difference = texts.compare(a, b, by_length);
    return a === 0 || b === 0 ? difference : difference * sign;
  };
}

function valuesOf(rows: OrderedRows, of: Uint32Array): Float64Array {
  let row_max = -1;
  for (const row of of) row_max = Math.max(row_max, row);
  // Never empty, which would mean that no figure is sorted by.
  const values = new Float64Array(row_max + 2);
  for (const row of of) values[row] = floatOf(rows.value(row));
  return values;
}

function floatOf(value: FigureValue): number {
  return value === null ? NaN : Number(value);
}
