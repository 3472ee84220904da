import { isoTime } from "../kernel/mod.ts";
import type { FilterValue } from "./list_filter.ts";
import { sortedPageOf } from "./paging.ts";
import type { ListRequest, Page, SortValue } from "./paging.ts";

/** How a list that is in memory is narrowed and sorted. */
export interface ListRows<Row> {
  /** Unique among the rows. */
  keyOf(row: Row): string;
  /** Name of the order in which they are given, if they can be sorted by it. */
  order?: string;
  /** Field that `from` and `to` are about. */
  time?: string;
  /** Fields that `q` searches. */
  searched?: readonly string[];
}

/**
 * A page of a short list, of rows as they are shown. All rows that fit are on it
 * unless a limit is asked for.
 */
export function pageOfRows<Row extends object>(
  { keyOf, order, time = "created_at", searched = [] }: ListRows<NoInfer<Row>>,
  rows: readonly Row[],
  list: ListRequest,
): Page<Row> {
  const { sort, after, limit } = list;
  const valueOf = (row: Row, field: string) =>
    (row as Record<string, unknown>)[field] ?? null;
  const fits = (row: Row, name: string, value: FilterValue) => {
    if (name === "q") {
      const part = String(value).toLowerCase();
      const texts = searched.map((field) => String(valueOf(row, field) ?? ""));
      return texts.some((text) => text.toLowerCase().includes(part));
    }
    if (name === "from")
      return isoTime(Number(value)) <= `${valueOf(row, time)}`;
    if (name === "to") return isoTime(Number(value)) > `${valueOf(row, time)}`;
    const found = valueOf(row, name);
    return Array.isArray(value)
      ? (value as readonly unknown[]).includes(found)
      : found === value;
  };
  const fitting = rows.filter((row) =>
    Object.entries(list.filter).every(
      ([name, value]) => value === undefined || fits(row, name, value),
    ),
  );
  const is_given_order = sort.field === "" || sort.field === order;
  const places = new Map(
    fitting.map((row, at) => {
      const value = is_given_order ? at : valueOf(row, sort.field);
      return [keyOf(row), { key: keyOf(row), value: value as SortValue }];
    }),
  );
  const placeOf = (row: Row) => places.get(keyOf(row)) as Place;
  // The cursor's row may be deleted by now; a list in a given order keeps its rows.
  const after_place =
    after === null
      ? undefined
      : is_given_order
        ? (places.get(after) ?? END)
        : { key: after, value: list.after_value };
  const sign = sort.is_descending ? -1 : 1;
  const rest = fitting
    .filter(
      (row) =>
        after_place === undefined ||
        sign * compare(placeOf(row), after_place) > 0,
    )
    .sort((a, b) => sign * compare(placeOf(a), placeOf(b)));
  const page = { ...list, limit: list.is_paged ? limit : rest.length };
  // In the order given the key is enough.
  const cursorPlace = (row: Row) =>
    is_given_order ? { key: keyOf(row), value: null } : placeOf(row);
  return sortedPageOf(rest, page, cursorPlace, (row) => row);
}

/** The place of a row by its id. */
export function keyOfId({ id }: { id: number | string }): string {
  return String(id);
}

const END: Place = { key: "", value: Number.MAX_SAFE_INTEGER };

interface Place {
  key: string;
  value: SortValue;
}

/** Compares by value, those without one last, and by key where values are the same. */
function compare(a: Place, b: Place): number {
  return compareValues(a.value, b.value) || compareKeys(a.key, b.key);
}

function compareValues(a: SortValue, b: SortValue): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

function compareKeys(a: string, b: string): number {
  const are_numbers = /^\d+$/.test(a) && /^\d+$/.test(b);
  if (are_numbers) return Number(a) - Number(b);
  return a === b ? 0 : a < b ? -1 : 1;
}
