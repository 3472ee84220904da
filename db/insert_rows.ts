import { getTableColumns, getTableName, sql } from "drizzle-orm";
import type { InferInsertModel } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Queryable } from "./client.ts";
import { runPrepared } from "./prepared.ts";

type ColumnName<T extends PgTable> = keyof InferInsertModel<T> & string;

/**
 * Inserts any number of same-shaped rows with one statement. They travel as a single JSON
 * parameter, so Postgres plans once. Columns absent from the first row take their defaults.
 */
export async function insertRows<T extends PgTable>(
  db: Queryable,
  table: T,
  rows: readonly InferInsertModel<T>[],
  options: { skip_conflicts?: boolean; returning?: ColumnName<T>[] } = {},
): Promise<Record<string, unknown>[]> {
  const first = rows[0];
  if (first === undefined) return [];
  const shape = shapeOf(table, Object.keys(first));
  const returning = options.returning?.map((name) => `"${name}"`).join(", ");
  const text = [
    `insert into "${getTableName(table)}" (${shape.names}) select ${shape.short}`,
    ` from json_to_recordset($1::json) as r(${shape.short_types})`,
    options.skip_conflicts === true ? " on conflict do nothing" : "",
    returning === undefined ? "" : ` returning ${returning}`,
  ].join("");
  return await runPrepared(db, {
    text,
    parameters: [rowsJson(shape.short_used, rows)],
  });
}

/**
 * A recordset to join with, from one JSON parameter: `recordset("k", rows, { click_id: "bytea" })`
 * becomes `json_to_recordset(…) as k(click_id bytea)`.
 */
export function recordset(
  alias: string,
  rows: readonly object[],
  types: Record<string, string>,
) {
  const names = Object.keys(types);
  const json = wellFormedJson(
    rows.map((row) => {
      const values = new Map(Object.entries(row));
      return Object.fromEntries(
        names.map((name) => [name, jsonValue(values.get(name))]),
      );
    }),
  );
  const declared = Object.entries(types)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(", ");
  return sql`json_to_recordset(${json}::json) as ${sql.raw(`"${alias}"(${declared})`)}`;
}

/** A recordset of some columns of a table, from the first parameter. */
export function recordsetOf(
  table: PgTable,
  keys: readonly string[],
  rows: readonly object[],
): { text: string; json: string } {
  const { used, types } = shapeOf(table, keys);
  const json = rowsJson(used, rows as readonly Record<string, unknown>[]);
  return { text: `json_to_recordset($1::json) as g(${types})`, json };
}

/** SQL fragments of some columns of a table. */
interface Shape {
  used: UsedColumn[];
  names: string;
  types: string;
  /** The same with names of a letter or two, because JSON repeats them in every row. */
  short_used: UsedColumn[];
  short: string;
  short_types: string;
}

interface UsedColumn {
  key: string;
  name: string;
  write(value: unknown): unknown;
}

const shapes = new WeakMap<PgTable, Map<string, Shape>>();

/** Cached per table and set of columns. */
function shapeOf(table: PgTable, keys: readonly string[]): Shape {
  const known = shapes.get(table) ?? new Map<string, Shape>();
  shapes.set(table, known);
  const chosen = keys.join();
  const before = known.get(chosen);
  if (before !== undefined) return before;
  const all = getTableColumns(table) as Record<string, PgColumn>;
  const columns = keys.map((key) => columnOf(all, key));
  const used = columns.map((column, index) => ({
    key: keys[index] ?? column.name,
    name: column.name,
    write: writerOf(column),
  }));
  const shorts = columns.map((_, index) => `c${index.toString(36)}`);
  const shape = {
    used,
    names: columns.map(({ name }) => `"${name}"`).join(", "),
    types: columns.map(declared).join(", "),
    short_used: used.map((column, index) => ({
      ...column,
      name: shorts[index] ?? column.name,
    })),
    short: shorts.join(", "),
    short_types: columns
      .map((column, index) => `${shorts[index]} ${typeOf(column)}`)
      .join(", "),
  };
  known.set(chosen, shape);
  return shape;
}

function rowsJson(
  used: readonly UsedColumn[],
  rows: readonly Record<string, unknown>[],
): string {
  return wellFormedJson(
    rows.map((row) => {
      const written: Record<string, unknown> = {};
      for (const { key, name, write } of used) {
        const value = row[key];
        written[name] =
          value === null || value === undefined ? null : write(value);
      }
      return written;
    }),
  );
}

/** How a column's values are converted for JSON. */
function writerOf(column: PgColumn): (value: unknown) => unknown {
  const type = column.getSQLType();
  if (type === "jsonb" || type === "json") return (value) => value;
  // A list stays as it is for an array column; other columns convert it themselves.
  const is_list = type.endsWith("[]");
  return (value) =>
    is_list ? value : jsonValue(column.mapToDriverValue(value));
}

/**
 * JSON that Postgres accepts: it refuses lone surrogates (left by cutting a text), which
 * `JSON.stringify` writes.
 */
function wellFormedJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!/\\ud[89a-f]/i.test(json)) return json;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "string" ? part.toWellFormed() : part,
  );
}

function columnOf(columns: Record<string, PgColumn>, key: string): PgColumn {
  const column = columns[key];
  if (column === undefined) throw new TypeError(`No column "${key}"`);
  return column;
}

function declared(column: PgColumn): string {
  return `"${column.name}" ${typeOf(column)}`;
}

function typeOf(column: PgColumn): string {
  return column.getSQLType().replace(/^serial$/, "integer");
}

function jsonValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return `\\x${value.toHex()}`;
  if (typeof value === "bigint") return value.toString();
  return value ?? null;
}
