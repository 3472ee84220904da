import { getTableColumns, getTableName } from "drizzle-orm";
import type { InferInsertModel } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import {
  arrayText,
  elementText,
  wellFormedJson,
  runPrepared,
} from "./statements.ts";
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
  const { statement, sorted } = planInsert(table, rows, options);
  return await runPrepared(db, {
    text: textOf(statement),
    parameters: arraysOf(statement.columns, sorted),
  });
}

function planInsert<T extends PgTable>(
  table: T,
  rows: readonly InferInsertModel<T>[],
  { order_by = [], on_conflict, returning = [] }: InsertOptions<T>,
) {
  const keys = Object.keys(rows[0] ?? {});
  const kind = `insert ${keys.join()} ${on_conflict} ${returning.join()}`;
  const statement = remembered(table, kind, () => {
    const made = insertion(table, keys, on_conflict);
    const wanted = namesOf(table, returning).join(", ");
    const end = wanted === "" ? "" : ` returning ${wanted}`;
    return { ...made, tail: `${made.tail}${end}` };
  });
  return { statement, sorted: sortRows(rows, order_by) };
}

function insertion(
  table: PgTable,
  keys: readonly string[],
  on_conflict: string | undefined,
): Statement {
  const columns = columnsOf(table, keys);
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const from = fromArrays("r", columns);
  const end = on_conflict === undefined ? "" : ` on conflict ${on_conflict}`;
  return {
    columns,
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
  const kind = `update ${by.join()} ${set.join()} ${unchanged?.column} ${returning.join()}`;
  const statement = remembered(table, kind, () => {
    const columns = columnsOf(table, [...by, ...set]);
    const same = namesOf(table, by).map((name) => `t.${name} = k.${name}`);
    if (unchanged !== undefined) {
      const { column, given_as } = unchanged;
      for (const checked of columnsOf(table, [column])) {
        columns.push({ ...checked, key: given_as, name: given_as });
        same.push(`t."${checked.name}" = k."${given_as}"`);
      }
    }
    const from = fromArrays("k", columns);
    const changes = namesOf(table, set).map((name) => `${name} = k.${name}`);
    const wanted = namesOf(table, returning).map((name) => `t.${name}`);
    const end = wanted.length === 0 ? "" : ` returning ${wanted.join(", ")}`;
    return {
      columns,
      head: `update "${getTableName(table)}" as t set ${changes.join(", ")} from ${from.head}`,
      tail: `${from.tail} where ${same.join(" and ")}${end}`,
    };
  });
  return await runPrepared(db, {
    text: textOf(statement),
    parameters: arraysOf(statement.columns, sortRows(rows, order_by)),
  });
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
      return add(name, { columns, ...fromArrays(name, columns) });
    },
    insertInto: (table, { name, columns, on_conflict }) =>
      add(name, insertion(table, columns, on_conflict)),
  });
  return (rows: Record<string, readonly Row[]>) => ({
    text,
    parameters: batches.flatMap(({ name, columns }) =>
      arraysOf(columns, rows[name] ?? []),
    ),
  });
}

/** A statement, or a part of one, around its array parameters. */
interface Statement {
  columns: readonly BatchColumn[];
  head: string;
  tail: string;
}

const statements = new WeakMap<PgTable, Map<string, Statement>>();

function remembered(
  table: PgTable,
  kind: string,
  make: () => Statement,
): Statement {
  const known = statements.get(table) ?? new Map<string, Statement>();
  statements.set(table, known);
  const made = known.get(kind) ?? make();
  known.set(kind, made);
  return made;
}

/** The text, after `before` other parameters. */
function textOf({ columns, head, tail }: Statement, before = 0): string {
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
  write(value: unknown): unknown;
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
  if (is_list) {
    const whole = (value: unknown) =>
      arrayText(write(value) as readonly unknown[]);
    return { key: name, name, element, type, write: whole };
  }
  const whole = is_json
    ? (value: unknown) => wellFormedJson(write(value))
    : write;
  return { key: name, name, element, type, write: whole };
}

function isJson(type: string): boolean {
  return type === "jsonb" || type === "json";
}

/** One array parameter per column costs Postgres less than rows of JSON. */
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

function arrayOf({ key, write }: BatchColumn, rows: readonly Row[]): string {
  let text = "{";
  for (let index = 0; index < rows.length; index++) {
    const value = rows[index]?.[key];
    const is_null = value === null || value === undefined;
    const element = elementText(is_null ? null : write(value));
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
