import { getTableColumns, getTableName, sql } from "drizzle-orm";
import type { InferInsertModel } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Queryable } from "./client.ts";

type ColumnName<T extends PgTable> = keyof InferInsertModel<T> & string;

/**
 * Inserts rows of one shape with one statement, whatever their number: the rows
 * travel as a single JSON parameter, so that Postgres plans once.
 * Columns absent from the first row take their defaults.
 */
export async function insertRows<T extends PgTable>(
  db: Queryable,
  table: T,
  rows: readonly InferInsertModel<T>[],
  options: { skip_conflicts?: boolean; returning?: ColumnName<T>[] } = {},
): Promise<Record<string, unknown>[]> {
  const first = rows[0];
  if (first === undefined) return [];
  const columns = getTableColumns(table) as Record<string, PgColumn>;
  const used = Object.keys(first).map((key) => columnOf(columns, key));
  const names = used.map((column) => `"${column.name}"`).join(", ");
  const statement = [
    `insert into "${getTableName(table)}" (${names}) select ${names} from`,
    ` as r(${used.map(declared).join(", ")})`,
    options.skip_conflicts === true ? " on conflict do nothing" : "",
    options.returning === undefined
      ? ""
      : ` returning ${options.returning.map((name) => `"${name}"`).join(", ")}`,
  ];
  const json = wellFormedJson(rows.map((row) => toJson(used, row)));
  const result = await db.execute(
    sql`${sql.raw(statement[0] ?? "")} json_to_recordset(${json}::json) ${sql.raw(statement.slice(1).join(""))}`,
  );
  return result as unknown as Record<string, unknown>[];
}

/**
 * A recordset of keys or values to join with, from one JSON parameter:
 * `recordset("k", rows, { click_id: "bytea" })` reads as `json_to_recordset(…) as k(click_id bytea)`.
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

/**
 * JSON that Postgres takes: a lone surrogate, such as cutting a text leaves
 * behind, is the one thing that `JSON.stringify` writes and Postgres refuses.
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
  return `"${column.name}" ${column.getSQLType().replace(/^serial$/, "integer")}`;
}

function toJson(used: PgColumn[], row: Record<string, unknown>) {
  return Object.fromEntries(
    used.map((column) => [column.name, columnValue(column, row)]),
  );
}

function columnValue(column: PgColumn, row: Record<string, unknown>): unknown {
  const value = row[column.name];
  if (value === null || value === undefined) return null;
  const type = column.getSQLType();
  if (type === "jsonb" || type === "json" || Array.isArray(value)) return value;
  return jsonValue(column.mapToDriverValue(value));
}

function jsonValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return `\\x${value.toHex()}`;
  if (typeof value === "bigint") return value.toString();
  return value ?? null;
}
