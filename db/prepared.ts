import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Queryable } from "./client.ts";

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
