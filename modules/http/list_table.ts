import {
  and,
  asc,
  desc,
  eq,
  gt,
  gte,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  or,
  sql,
} from "drizzle-orm";
import type { Column, SQL, SQLWrapper } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Queryable } from "../../db/mod.ts";
import { isoTime, isUuid } from "../kernel/mod.ts";
import type { FilterValue } from "./list_filter.ts";
import { isDay } from "./readers.ts";
import { invalidCursor, sortedPageOf } from "./paging.ts";
import type { ListRequest, Page, SortValue } from "./paging.ts";

/** How a list is read from a table. */
export interface ListTable {
  /** Columns by the names of filters and sorts. */
  columns: Readonly<Record<string, Column>>;
  /** Unique; breaks ties, and in the order of the list if it is sorted by nothing else. */
  key: Column;
  /** Text of a key in cursors, if it is neither a number nor a text. */
  key_text?: { read(text: string): unknown; write(value: never): string };
  /** Column that `from` and `to` are about. */
  time?: Column;
  /** Text columns that `q` searches. */
  searched?: readonly Column[];
  /** Conditions of filters that aren't columns, by name. */
  filters?: Readonly<Record<string, (value: never) => SQL | undefined>>;
}

/** The condition of a list's filters; undefined if there are none. */
export function filterCondition(
  table: ListTable,
  filter: Readonly<Record<string, FilterValue | undefined>>,
): SQL | undefined {
  return and(
    ...Object.entries(filter).map(([name, value]) =>
      value === undefined ? undefined : conditionOf(table, name, value),
    ),
  );
}

function conditionOf(
  table: ListTable,
  name: string,
  value: FilterValue,
): SQL | undefined {
  const own = table.filters?.[name];
  if (own !== undefined) return own(value as never);
  const { time, searched } = table;
  if (name === "q" && searched !== undefined) {
    return holding(searched, String(value));
  }
  if (name === "from" && time !== undefined) return gte(time, value);
  if (name === "to" && time !== undefined) return lt(time, value);
  const column = columnOf(table, name);
  return Array.isArray(value)
    ? inArray(column, value as unknown[])
    : eq(column, value);
}

function columnOf({ columns }: ListTable, name: string): Column {
  const column = columns[name];
  if (column === undefined) throw new Error(`No column for "${name}"`);
  return column;
}

/** Case-insensitive substring search over columns, with wildcards escaped. */
export function holding(
  columns: readonly Column[],
  text: string,
): SQL | undefined {
  const escaped = text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
  return or(...columns.map((column) => ilike(column, `%${escaped}%`)));
}

/** A yes-or-no filter: whether a column, such as a time of revocation, has a value. */
export function whenSet(column: Column): (is_set: boolean) => SQL {
  return (is_set) => (is_set ? isNotNull : isNull)(column);
}

/** The condition of a list's filters and cursor. */
export function listCondition(
  table: ListTable,
  list: ListRequest,
): SQL | undefined {
  return and(filterCondition(table, list.filter), afterCursor(table, list));
}

/** The order of a list; those without a value come where Postgres puts them by default. */
export function listOrder(table: ListTable, { sort }: ListRequest): SQL[] {
  const column = sortColumn(table, sort.field);
  const columns = column === table.key ? [column] : [column, table.key];
  return columns.map((one) => (sort.is_descending ? desc(one) : asc(one)));
}

function sortColumn(table: ListTable, field: string): Column {
  return field === "" ? table.key : columnOf(table, field);
}

function afterCursor(
  table: ListTable,
  { sort, after, after_value: value }: ListRequest,
): SQL | undefined {
  if (after === null) return undefined;
  const key = keyValue(table, after);
  const column = sortColumn(table, sort.field);
  const beyond = sort.is_descending ? lt : gt;
  if (column === table.key) return beyond(column, key);
  checkValue(column, value);
  const after_key = beyond(table.key, key);
  // Those without a value come last, or first if descending.
  if (value === null) {
    const tied = and(isNull(column), after_key);
    return sort.is_descending ? or(isNotNull(column), tied) : tied;
  }
  return or(
    beyond(column, value),
    and(eq(column, value), after_key),
    sort.is_descending ? undefined : isNull(column),
  );
}

/** Reads the rows of a page, and one more if there is another page. */
export async function selectList<T extends PgTable>(
  db: Queryable,
  { from, table, list, own }: SelectedList<T>,
): Promise<T["$inferSelect"][]> {
  return (await db
    .select()
    .from(from as PgTable)
    .where(and(own, listCondition(table, list)))
    .orderBy(...listOrder(table, list))
    .limit(list.limit + 1)) as T["$inferSelect"][];
}

/** A list of the rows of one table. */
export interface SelectedList<T extends PgTable> {
  from: T;
  table: ListTable;
  list: ListRequest;
  /** Condition beside the list's filters. */
  own?: SQL | undefined;
}

const INTEGER_MAX = 2_147_483_647;

/** A cursor's key as a value of its column. */
function keyValue({ key: column, key_text }: ListTable, text: string): unknown {
  if (key_text !== undefined) {
    const value = key_text.read(text);
    if (value === null) throw invalidCursor();
    return value;
  }
  const type = column.getSQLType();
  if (type === "uuid" && !isUuid(text)) throw invalidCursor();
  if (type === "date" && !isDay(text)) throw invalidCursor();
  if (column.dataType !== "number") return text;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (value < 0 || value > INTEGER_MAX) throw invalidCursor();
  return value;
}

function checkValue(column: Column, value: SortValue): void {
  if (value === null) return;
  const type = column.dataType === "custom" ? "number" : column.dataType;
  const is_time = column.dataType === "custom";
  const fits =
    typeof value === type &&
    (typeof value !== "number" ||
      (Number.isSafeInteger(value) && (is_time || value <= INTEGER_MAX)));
  if (!fits) throw invalidCursor();
}

/** Makes a page of a list from a query that fetched one row more than its limit. */
export function listPage<Row extends object, T>(
  table: ListTable,
  list: ListRequest,
  rows: readonly Row[],
  present: (row: Row) => T,
  /** The table's columns of a row, if it is joined with others. */
  columnsOf: (row: Row) => object = (row) => row,
): Page<T> {
  const valueAt = (row: Row, column: Column) => {
    const names = Object.keys(table.columns).filter(
      (name) => table.columns[name] === column,
    );
    const name = names.find((one) => one === column.name) ?? names[0] ?? "";
    return (columnsOf(row) as Record<string, SortValue>)[name] ?? null;
  };
  const column = sortColumn(table, list.sort.field);
  const keyOf = (row: Row) => {
    const key = valueAt(row, table.key);
    return table.key_text?.write(key as never) ?? String(key);
  };
  return sortedPageOf(
    rows,
    list,
    (row) => ({
      key: keyOf(row),
      value: column === table.key ? null : valueAt(row, column),
    }),
    present,
  );
}

/** The comparison and the direction of a list that is ordered by SQL of its own. */
export function directionOf({ sort }: Pick<ListRequest, "sort">) {
  return sort.is_descending
    ? { beyond: sql`<`, order: sql`desc` }
    : { beyond: sql`>`, order: sql`asc` };
}

/** The day of a time in a zone, such as 2026-11-01. */
export function dayOf(time: SQLWrapper, timezone: string): SQL<string> {
  return sql`to_char(${time} at time zone ${timezone}::text, 'YYYY-MM-DD')`;
}

/** Whether a day begins within `from` and `to`, in the caller's zone. */
export function dayWithin(
  day: SQL,
  { from, to }: { from?: number; to?: number },
  timezone: string,
): SQL {
  const begins = sql`(${day}::timestamp at time zone ${timezone})`;
  const conditions = [
    from === undefined
      ? undefined
      : sql`${begins} >= ${isoTime(from)}::timestamptz`,
    to === undefined ? undefined : sql`${begins} < ${isoTime(to)}::timestamptz`,
  ];
  return and(...conditions) ?? sql`true`;
}
