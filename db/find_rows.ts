import { getTableColumns, getTableName } from "drizzle-orm";
import type { InferSelectModel, SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Queryable } from "./client.ts";
import { recordsetOf } from "./recordset.ts";
import { runPrepared } from "./prepared.ts";

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
  const rows = await runPrepared(db, {
    text: `select r.* from (select distinct * from ${given.text}) as k, lateral (select * from "${getTableName(table)}" where ${same} offset 0) as r`,
    parameters: [given.json],
  });
  return readRows(table, rows);
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
