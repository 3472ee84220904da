import { getTableColumns, sql, getTableName } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { SQL, InferSelectModel } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Queryable } from "./client.ts";
import { isDistributed } from "./citus/mod.ts";

const dialect = new PgDialect();

/**
 * Runs a statement that is prepared once per connection. Statements started before the first is
 * awaited are pipelined. For constant texts that differ only in their parameters.
 */
export async function runPrepared(
  db: Queryable,
  statement: SQL | { text: string; parameters: readonly string[] },
): Promise<Record<string, unknown>[]> {
  const { text, parameters } =
    "text" in statement ? statement : queryOf(statement);
  return await db.$client.unsafe(text, [...parameters], { prepare: true });
}

function queryOf(statement: SQL): { text: string; parameters: string[] } {
  const { sql, params } = dialect.sqlToQuery(statement);
  return { text: sql, parameters: params as string[] };
}

/**
 * A recordset to join with, from one JSON parameter: `recordset("k", rows, { click_id: "bytea" })`
 * becomes `json_to_recordset(…) as k(click_id bytea)`.
 */
export function recordset(
  alias: string,
  rows: readonly object[],
  types: Record<string, string>,
): SQL {
  return recordsetFrom(alias, wellFormedJson(rows.map(rowOf(types))), types);
}

/**
 * The same with each row once. Citus would read `select distinct` beforehand and send it to every worker:
 * there they are made distinct here.
 */
recordset.distinct = (
  alias: string,
  rows: readonly object[],
  types: Record<string, string>,
): SQL => {
  const json = wellFormedJson(rows.map(rowOf(types)));
  return isDistributed()
    ? recordsetFrom(alias, distinctJson(json), types)
    : sql`(select distinct * from ${recordsetFrom("g", json, types)}) as ${sql.raw(`"${alias}"`)}`;
};

function rowOf(types: Record<string, string>) {
  const names = Object.keys(types);
  return (row: object) => {
    const values = row as Readonly<Record<string, unknown>>;
    const written: Record<string, unknown> = {};
    for (const name of names) written[name] = jsonValue(values[name]);
    return written;
  };
}

function recordsetFrom(
  alias: string,
  json: string,
  types: Record<string, string>,
): SQL {
  const declared = Object.entries(types)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(", ");
  return sql`json_to_recordset(${json}::json) as ${sql.raw(`"${alias}"(${declared})`)}`;
}

/** A recordset of some columns of a table, from the first parameter. */
function recordsetOf(
  table: PgTable,
  keys: readonly string[],
  rows: readonly object[],
): { text: string; json: string } {
  const { used, types } = shapeOf(table, keys);
  const json = rowsJson(used, rows as readonly Record<string, unknown>[]);
  return { text: `json_to_recordset($1::json) as g(${types})`, json };
}

interface Shape {
  used: UsedColumn[];
  types: string;
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
  const shape = { used, types: columns.map(declared).join(", ") };
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
 * `JSON.stringify` writes as escapes.
 */
export function wellFormedJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!/\\ud[89a-f]/i.test(json)) return json;
  return json.replace(/\\(?:u(d[89a-f]..)|.)/gi, (escape, lone?: string) =>
    lone === undefined ? escape : "\\ufffd",
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

export function jsonValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return `\\x${value.toHex()}`;
  if (typeof value === "bigint") return value.toString();
  return value ?? null;
}

/**
 * Values of one type as Postgres reads an array. Columns of many rows travel as one such parameter
 * each and are put side by side by `unnest`, which costs it a good part less than rows of JSON.
 */
export function arrayText(values: readonly unknown[]): string {
  let text = "{";
  for (let index = 0; index < values.length; index++) {
    const element = elementText(values[index]);
    text += index === 0 ? element : `,${element}`;
  }
  return `${text}}`;
}

/** An element of a list: numbers and truth values stand as they are, all others are quoted. */
export function elementText(value: unknown): string {
  if (typeof value === "string") return `"${escaped(value)}"`;
  if (value === null || value === undefined) return "NULL";
  if (value instanceof Uint8Array) return `"\\\\x${value.toHex()}"`;
  return String(value);
}

function escaped(text: string): string {
  return text.includes('"') || text.includes("\\")
    ? text.replace(/["\\]/g, "\\$&")
    : text;
}

/**
 * Finds rows whose columns equal any of the keys. Each key is a separate index scan, whatever the
 * planner thinks of the table's size: a join would scan a table that has grown since it was last
 * analyzed. Alternatively runs the caller's statement, which must return all columns.
 */
export async function findRows<T extends PgTable>(
  db: Queryable,
  table: T,
  by: readonly (keyof InferSelectModel<T> & string)[] | SQL,
  keys: readonly object[] = [],
): Promise<InferSelectModel<T>[]> {
  if (!isNames(by)) return readRows(table, await runPrepared(db, by));
  if (keys.length === 0) return [];
  const given = recordsetOf(table, by, keys);
  const same = by.map((name) => `"${name}" = k."${name}"`).join(" and ");
  if (isDistributed()) {
    const rows = await runPrepared(db, joinedBy(table, by, keys));
    return readRows(table, rows);
  }
  const rows = await runPrepared(db, {
    text: `select r.* from (select distinct * from ${given.text}) as k, lateral (select * from "${getTableName(table)}" where ${same} offset 0) as r`,
    parameters: [given.json],
  });
  return readRows(table, rows);
}

/**
 * The same as a join, which Citus takes to the shards of the keys' campaigns: no lateral that keeps the
 * planner from anything else.
 */
function joinedBy(
  table: PgTable,
  by: readonly string[],
  keys: readonly object[],
): { text: string; parameters: string[] } {
  const given = recordsetOf(table, by, keys);
  const distinct = distinctJson(given.json);
  const all = getTableColumns(table) as Record<string, PgColumn>;
  const same = by.map((key) => {
    const { name } = columnOf(all, key);
    return `r."${name}" = k."${name}"`;
  });
  const campaigns = new Set<unknown>();
  if (by.includes("campaign_id")) {
    for (const key of keys) {
      campaigns.add((key as { campaign_id?: unknown }).campaign_id);
    }
  }
  const is_placed = campaigns.size > 0;
  const shards = is_placed ? " and r.campaign_id = any($2::integer[])" : "";
  return {
    text: `select r.* from "${getTableName(table)}" as r join ${given.text.replace(" as g(", " as k(")} on ${same.join(" and ")}${shards}`,
    parameters: is_placed ? [distinct, arrayText([...campaigns])] : [distinct],
  };
}

/** Each row of a JSON list once: Citus would read `select distinct` beforehand and send it to every worker. */
function distinctJson(json: string): string {
  const rows = (JSON.parse(json) as object[]).map((row) => JSON.stringify(row));
  return `[${[...new Set(rows)].join()}]`;
}

function isNames<T>(by: readonly T[] | SQL): by is readonly T[] {
  return Array.isArray(by);
}

function readRows<T extends PgTable>(
  table: T,
  rows: readonly Record<string, unknown>[],
): InferSelectModel<T>[] {
  const columns = getTableColumns(table) as Record<string, PgColumn>;
  return rows.map((row) => fromDriver(columns, row)) as InferSelectModel<T>[];
}

function fromDriver(
  columns: Record<string, PgColumn>,
  row: Record<string, unknown>,
): Record<string, unknown> {
  const entries = Object.entries(columns).map(([name, column]) => {
    const value = row[column.name];
    return [name, value === null ? null : column.mapFromDriverValue(value)];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}
