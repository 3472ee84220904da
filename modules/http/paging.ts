import { Problem } from "../kernel/mod.ts";
import { notOneOf, readFilters } from "./list_filter.ts";
import type { FilterReading, Filters, FilterValues } from "./list_filter.ts";

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 500;
const CURSOR_CHARS_MAX = 2_000;

/** Requested page: row limit, and the key to start after. */
export interface PageRequest {
  limit: number;
  after: string | null;
}

/** A page of a list, with the cursor of the next. */
export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

/** Parses `?limit=` and `?cursor=`; a Problem names the invalid one. */
export function readPage(query: {
  limit?: string | undefined;
  cursor?: string | undefined;
}): PageRequest {
  const cursor = readCursor(query.cursor);
  if (Array.isArray(cursor)) throw invalidCursor();
  return { limit: readLimit(query.limit), after: cursor };
}

/** Parses `?limit=`. */
export function readLimit(text = String(LIMIT_DEFAULT)): number {
  if (/^[1-9][0-9]{0,2}$/.test(text) && Number(text) <= LIMIT_MAX) {
    return Number(text);
  }
  throw new Problem(
    400,
    "invalid_limit",
    `Cannot list "${text.slice(0, 20)}" rows: limit is a whole number from 1 to ${LIMIT_MAX}`,
  );
}

/** Filters of a list, and sorted by. */
export interface ListShape<F extends Filters = Filters> {
  filters: F;
  /** Fields to sort by; the first, as written, is the default: `-` is descending. */
  sorts?: readonly string[];
}

/** A list's order: a field, and its direction. */
export interface Sort {
  field: string;
  is_descending: boolean;
}

export type SortValue = string | number | boolean | null;

/** A page request with filters and order. */
export interface ListRequest<F extends Filters = Filters> extends PageRequest {
  /** Whether the request says a limit or a cursor. */
  is_paged: boolean;
  /** Values by filter name. */
  filter: FilterValues<F>;
  sort: Sort;
  /** Whether `sort` is the order of the list if none is asked for. */
  is_default_sort: boolean;
  /** Value of the field sorted by, in the last row before this page. */
  after_value: SortValue;
}

/**
 * Parses a list's query; a Problem names what is unknown or invalid, and what is
 * allowed.
 */
export function readList<const F extends Filters>(
  query: Record<string, string | undefined>,
  { filters, sorts = [] }: ListShape<F>,
  reading: FilterReading,
): ListRequest<F> {
  const names = ["limit", "cursor", ...(sorts.length > 0 ? ["sort"] : [])];
  refuseUnknown(Object.keys(query), [...names, ...Object.keys(filters)]);
  const cursor = readCursor(query.cursor);
  const given = query.sort ?? (Array.isArray(cursor) ? cursor[0] : undefined);
  if (given !== undefined && !sortNames(sorts).includes(given)) {
    if (query.sort === undefined) throw invalidCursor();
    throw notOneOf("sort", sortNames(sorts));
  }
  const sort = given ?? sorts[0] ?? "";
  const is_default_sort = sort === (sorts[0] ?? "");
  // The cursor of a default order is a key alone.
  const cursor_sort = Array.isArray(cursor) ? cursor[0] : sorts[0];
  if (cursor !== null && cursor_sort !== sort && sorts.length > 0) {
    throw invalidCursor();
  }
  const [, after, after_value] = Array.isArray(cursor)
    ? cursor
    : ([sort, cursor, null] as const);
  return {
    limit: readLimit(query.limit),
    after,
    after_value,
    is_paged: query.limit !== undefined || cursor !== null,
    filter: readFilters(query, filters, reading),
    sort: sortOf(sort),
    is_default_sort,
  };
}

/** A page of a whole list, in its own order; a request for a list is left as it is. */
export function unfiltered(
  { sorts = [] }: ListShape,
  page: PageRequest | ListRequest,
): ListRequest {
  if ("sort" in page) return page;
  const { limit, after } = page;
  const [sort = ""] = sorts;
  return {
    limit,
    after,
    after_value: null,
    is_paged: true,
    filter: {},
    sort: sortOf(sort),
    is_default_sort: true,
  };
}

function sortOf(name: string): Sort {
  return {
    field: name.replace(/^-/, ""),
    is_descending: name.startsWith("-"),
  };
}

/** All values of `sort`. */
export function sortNames(sorts: readonly string[]): readonly string[] {
  const fields = sorts.map((sort) => sort.replace(/^-/, ""));
  return [...new Set(fields.flatMap((field) => [field, `-${field}`]))];
}

/** Throws a Problem naming a route's unknown parameters and the allowed ones. */
export function refuseUnknown(
  given: readonly string[],
  allowed: readonly string[],
): void {
  const unknown = given.filter((name) => !allowed.includes(name));
  if (unknown.length === 0) return;
  const known = allowed.join(", ") || "no parameters";
  const message = `is unknown; allowed: ${known}`;
  const detail = `Unknown parameters: ${unknown.join(", ").slice(0, 200)}`;
  const errors = unknown.map((field) => ({ field, message, allowed }));
  throw new Problem(422, "invalid_request", detail, { errors });
}

/** Makes a page of up to `limit` rows from a query that fetched one more. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
  present: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    data: shown.map(present),
    next_cursor: more ? encodeCursor(keyOf(last)) : null,
  };
}

/** Makes a page like `pageOf`, whose cursor carries the list's order. */
export function sortedPageOf<Row, T>(
  rows: readonly Row[],
  list: Pick<ListRequest, "limit" | "sort" | "is_default_sort">,
  placeOf: (row: Row) => { key: string; value: SortValue },
  present: (row: Row) => T,
): Page<T> {
  const { limit, sort } = list;
  const name = `${sort.is_descending ? "-" : ""}${sort.field}`;
  const cursorOf = (row: Row) => {
    const { key, value } = placeOf(row);
    // Of the default order the key alone, if that is what it sorts by.
    const is_key = list.is_default_sort && value === null;
    return is_key ? key : JSON.stringify([name, key, value]);
  };
  return pageOf(rows, limit, cursorOf, present);
}

function encodeCursor(key: string): string {
  return Buffer.from(key, "utf8").toString("base64url");
}

/** The order that a cursor carries, if it is one of a list and not in its default order. */
export function cursorSort(cursor: string | null): string | undefined {
  const read = readCursor(cursor ?? undefined);
  return Array.isArray(read) ? read[0] : undefined;
}

type SortedCursor = [sort: string, key: string, value: SortValue];

/** Reads a cursor: a key, or with the order of the list. */
function readCursor(cursor: string | undefined): string | SortedCursor | null {
  if (cursor === undefined || cursor === "") return null;
  if (cursor.length > CURSOR_CHARS_MAX) throw invalidCursor();
  const key = Buffer.from(cursor, "base64url").toString("utf8");
  if (encodeCursor(key) !== cursor) throw invalidCursor();
  if (/^[\w :.-]+$/.test(key)) return key;
  const sorted = readSorted(key);
  if (sorted !== null) return sorted;
  throw invalidCursor();
}

function readSorted(text: string): SortedCursor | null {
  if (!text.startsWith("[")) return null;
  try {
    const [sort, key, value, ...rest] = JSON.parse(text) as unknown[];
    const is_ours =
      typeof sort === "string" &&
      typeof key === "string" &&
      (value === null ||
        ["string", "number", "boolean"].includes(typeof value)) &&
      rest.length === 0;
    return is_ours ? [sort, key, value as SortValue] : null;
  } catch {
    return null;
  }
}

/** Problem for a cursor that isn't one of this list. */
export function invalidCursor(): Problem {
  return new Problem(
    400,
    "invalid_cursor",
    "Cannot read cursor: pass next_cursor as it was given, with the same sort",
  );
}
