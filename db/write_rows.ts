import { getTableColumns, getTableName } from "drizzle-orm";
import type { InferInsertModel } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import {
  arrayText,
  elementText,
  jsonValue,
  runPrepared,
  wellFormedJson,
} from "./statements.ts";
import { isDistributed } from "./citus/mod.ts";
import type { Queryable } from "./client.ts";

type Row = Record<string, unknown>;
type ColumnName<T extends PgTable> = keyof InferInsertModel<T> & string;

export interface InsertOptions<T extends PgTable> {
  /**
   * Sorts the rows by these columns. Needed where two batches may meet in a unique index: if all
   * take its keys in one order, they wait for each other and never deadlock.
   */
  order_by?: readonly ColumnName<T>[];
  /** `do nothing`, or `(…) do update set …`. */
  on_conflict?: string;
  returning?: readonly ColumnName<T>[];
}

/**
 * Inserts any number of same-shaped rows with one prepared statement. Columns absent from the
 * first row take their defaults.
 */
export async function insertRows<T extends PgTable>(
  db: Queryable,
  table: T,
  rows: readonly InferInsertModel<T>[],
  options: InsertOptions<T> = {},
): Promise<Row[]> {
  if (rows.length === 0) return [];
  const { order_by = [], on_conflict, returning = [] } = options;
  const keys = Object.keys(rows[0] ?? {});
  const is_few = rows.length <= FEW_MAX;
  const kind = `insert ${is_few} ${keys.join()} ${on_conflict} ${returning.join()}`;
  const { text, columns } = remembered(table, kind, () => {
    const made = insertion(table, keys, { on_conflict, is_few });
    const wanted = namesOf(table, returning).join(", ");
    const end = wanted === "" ? "" : ` returning ${wanted}`;
    return { ...made, tail: `${made.tail}${end}` };
  });
  const sorted = sortRows(rows, order_by);
  const parameters = is_few
    ? [jsonOf(columns, sorted)]
    : arraysOf(columns, sorted);
  return await runPrepared(db, { text, parameters });
}

function insertion(
  table: PgTable,
  keys: readonly string[],
  {
    on_conflict,
    is_few = false,
  }: { on_conflict: string | undefined; is_few?: boolean },
): Statement {
  const columns = columnsOf(table, keys);
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const from = is_few ? fromJson("r", columns) : fromArrays("r", columns);
  const end = on_conflict === undefined ? "" : ` on conflict ${on_conflict}`;
  return {
    columns,
    is_few,
    head: `insert into "${getTableName(table)}" (${names}) select ${names} from ${from.head}`,
    tail: `${from.tail}${end}`,
  };
}

/** Which rows are changed, and how. */
export interface UpdateOptions<T extends PgTable> {
  /** Columns that find a row; rows are updated in their order. */
  by: readonly ColumnName<T>[];
  set: readonly ColumnName<T>[];
  /** Updates a row only where this column still has the value given under another name. */
  unchanged?: { column: ColumnName<T>; given_as: string };
  order_by?: readonly ColumnName<T>[];
  returning?: readonly ColumnName<T>[];
}

/** Updates any number of rows, each to its own values, with one prepared statement. */
export async function updateRows<T extends PgTable>(
  db: Queryable,
  table: T,
  rows: readonly Row[],
  { by, set, unchanged, order_by = by, returning = [] }: UpdateOptions<T>,
): Promise<Row[]> {
  if (rows.length === 0) return [];
  // Of arrays, some columns are cast, which Citus refuses in an update.
  const is_few = rows.length <= FEW_MAX || isDistributed();
  const has_shards =
    isDistributed() && by.some((name) => name === "campaign_id");
  const kind = `update ${is_few} ${has_shards} ${by.join()} ${set.join()} ${unchanged?.column} ${returning.join()}`;
  const { text, columns } = remembered(table, kind, () => {
    const columns = columnsOf(table, [...by, ...set]);
    const same = namesOf(table, by).map((name) => `t.${name} = k.${name}`);
    if (unchanged !== undefined) {
      const { column, given_as } = unchanged;
      for (const checked of columnsOf(table, [column])) {
        columns.push({ ...checked, key: given_as, name: given_as });
        same.push(`t."${checked.name}" = k."${given_as}"`);
      }
    }
    const from = is_few ? fromJson("k", columns) : fromArrays("k", columns);
    const changes = namesOf(table, set).map((name) => `${name} = k.${name}`);
    const wanted = namesOf(table, returning).map((name) => `t.${name}`);
    const end = wanted.length === 0 ? "" : ` returning ${wanted.join(", ")}`;
    // Otherwise Citus writes in all shards, and commits on all workers.
    if (has_shards) same.push("t.campaign_id = any($2::integer[])");
    return {
      columns,
      is_few,
      head: `update "${getTableName(table)}" as t set ${changes.join(", ")} from ${from.head}`,
      tail: `${from.tail} where ${same.join(" and ")}${end}`,
    };
  });
  const sorted = sortRows(rows, order_by);
  const parameters = is_few
    ? [jsonOf(columns, sorted)]
    : arraysOf(columns, sorted);
  if (has_shards) parameters.push(campaignsOf(rows));
  return await runPrepared(db, { text, parameters });
}

/** The campaigns of rows, as a parameter. */
function campaignsOf(rows: readonly Row[]): string {
  return arrayText([...new Set(rows.map(({ campaign_id }) => campaign_id))]);
}

/** Parts of a statement that stand for the rows of a batch. */
export interface BatchParts {
  /** Rows to select from, with columns of these types. */
  rows(name: string, types: Record<string, string>): string;
  /** The insert of a batch's rows. */
  insertInto<T extends PgTable>(
    table: T,
    batch: {
      name: string;
      columns: readonly ColumnName<T>[];
      on_conflict?: string;
    },
  ): string;
}

/**
 * A statement of one's own around several batches, each with its name. Its text is written once;
 * call the result with the batches' rows, and run what it returns.
 */
export function batchStatement(write: (parts: BatchParts) => string) {
  const batches: { name: string; columns: readonly BatchColumn[] }[] = [];
  let count = 0;
  const add = (name: string, statement: Statement) => {
    batches.push({ name, columns: statement.columns });
    const text = textOf(statement, count);
    count += statement.columns.length;
    return text;
  };
  const text = write({
    rows(name, types) {
      const columns = Object.entries(types).map(([column, type]) =>
        columnFor(column, type, (value) => value),
      );
      const from = fromArrays(name, columns);
      return add(name, { columns, is_few: false, ...from });
    },
    insertInto: (table, { name, columns, on_conflict }) =>
      add(name, insertion(table, columns, { on_conflict })),
  });
  return (rows: Record<string, readonly Row[]>) => ({
    text,
    parameters: batches.flatMap(({ name, columns }) =>
      arraysOf(columns, rows[name] ?? []),
    ),
  });
}

/** A statement, or a part of one, around its parameters. */
interface Statement {
  columns: readonly BatchColumn[];
  is_few: boolean;
  head: string;
  tail: string;
}

type Prepared = Pick<Statement, "columns"> & { text: string };

const statements = new WeakMap<PgTable, Map<string, Prepared>>();

function remembered(
  table: PgTable,
  kind: string,
  make: () => Statement,
): Prepared {
  const of_table = statements.get(table) ?? new Map<string, Prepared>();
  statements.set(table, of_table);
  const before = of_table.get(kind);
  if (before !== undefined) return before;
  const statement = make();
  const made = { text: textOf(statement), columns: statement.columns };
  of_table.set(kind, made);
  return made;
}

/** The text, after `before` other parameters. */
function textOf(
  { columns, is_few, head, tail }: Statement,
  before = 0,
): string {
  if (is_few) return `${head}$${before + 1}::json${tail}`;
  const list = columns.map(
    ({ element }, index) => `$${before + index + 1}::${element}[]`,
  );
  return `${head}${list.join(", ")}${tail}`;
}

/** A column of a batch. It travels as one array, whatever the number of rows. */
interface BatchColumn {
  /** The name of its values in the rows. */
  key: string;
  name: string;
  /** Type of the elements that travel; lists and JSON do so as text. */
  element: string;
  type: string;
  /** A value as the driver wants it; lists and JSON stay what they are. */
  write(value: unknown): unknown;
  /** A value as an element of the column's array. */
  writeElement(value: unknown): unknown;
}

function columnsOf(table: PgTable, keys: readonly string[]): BatchColumn[] {
  const all = getTableColumns(table) as Record<string, PgColumn>;
  return keys.map((key) => {
    const column = all[key];
    if (column === undefined) throw new TypeError(`No column "${key}"`);
    const type = column.getSQLType().replace(/^serial$/, "integer");
    const is_own = type.endsWith("[]") || isJson(type);
    const write = is_own
      ? (value: unknown) => value
      : (value: unknown) => column.mapToDriverValue(value);
    return { ...columnFor(column.name, type, write), key };
  });
}

function columnFor(
  name: string,
  type: string,
  write: (value: unknown) => unknown,
): BatchColumn {
  const is_list = type.endsWith("[]");
  const is_json = isJson(type);
  const element = is_list || is_json ? "text" : type;
  let writeElement = write;
  if (is_json) writeElement = (value) => wellFormedJson(write(value));
  if (is_list) {
    writeElement = (value) => arrayText(write(value) as readonly unknown[]);
  }
  return { key: name, name, element, type, write, writeElement };
}

function isJson(type: string): boolean {
  return type === "jsonb" || type === "json";
}

/** For up to this many rows, one JSON parameter costs less than an array for each column. */
const FEW_MAX = 128;

function fromJson(alias: string, columns: readonly BatchColumn[]) {
  const typed = columns.map(({ name, type }) => `"${name}" ${type}`);
  const tail = `) as "${alias}"(${typed.join(", ")})`;
  return { head: "json_to_recordset(", tail };
}

function jsonOf(columns: readonly BatchColumn[], rows: readonly Row[]): string {
  return wellFormedJson(
    rows.map((row) => {
      const written: Row = {};
      for (const { key, name, write } of columns) {
        const value = row[key];
        const is_null = value === null || value === undefined;
        written[name] = is_null ? null : jsonValue(write(value));
      }
      return written;
    }),
  );
}

function fromArrays(alias: string, columns: readonly BatchColumn[]) {
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  if (columns.every(({ element, type }) => element === type)) {
    return { head: "unnest(", tail: `) as "${alias}"(${names})` };
  }
  const typed = columns.map(({ name, element, type }) =>
    element === type ? `"${name}"` : `"${name}"::${type}`,
  );
  const head = `(select ${typed.join(", ")} from unnest(`;
  return { head, tail: `) as u(${names})) as "${alias}"` };
}

function arraysOf(
  columns: readonly BatchColumn[],
  rows: readonly Row[],
): string[] {
  return columns.map((column) => arrayOf(column, rows));
}

function arrayOf(
  { key, writeElement }: BatchColumn,
  rows: readonly Row[],
): string {
  let text = "{";
  for (let index = 0; index < rows.length; index++) {
    const value = rows[index]?.[key];
    const is_null = value === null || value === undefined;
    const element = elementText(is_null ? null : writeElement(value));
    text += index === 0 ? element : `,${element}`;
  }
  return `${text}}`;
}

function namesOf(table: PgTable, keys: readonly string[]): string[] {
  return columnsOf(table, keys).map(({ name }) => `"${name}"`);
}

function sortRows<T extends Row>(
  rows: readonly T[],
  keys: readonly string[],
): readonly T[] {
  if (keys.length === 0) return rows;
  return rows.toSorted((one, other) => {
    for (const key of keys) {
      const order = compare(one[key], other[key]);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function compare(one: unknown, other: unknown): number {
  if (one === other) return 0;
  if (one === null || one === undefined) return -1;
  if (other === null || other === undefined) return 1;
  if (one instanceof Uint8Array && other instanceof Uint8Array) {
    return Buffer.compare(one, other);
  }
  return one < other ? -1 : 1;
}
