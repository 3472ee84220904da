import { readMigrationFiles } from "drizzle-orm/migrator";
import { join } from "node:path";
import journal from "./migrations/meta/_journal.json";
import type { Queryable, Transaction } from "./client.ts";

/** The folder of the migrations, beside the program. */
export const MIGRATIONS = join(import.meta.dir, "migrations");

/** The times of the migrations that were done to a database, ascending. */
export async function doneMigrations(
  db: Pick<Queryable, "$client">,
): Promise<number[]> {
  const [table] = await db.$client.unsafe<{ name: string | null }[]>(
    "select to_regclass('drizzle.__drizzle_migrations')::text as name",
  );
  if (table?.name == null) return [];
  const rows = await db.$client.unsafe<{ created_at: string }[]>(
    "select created_at from drizzle.__drizzle_migrations order by created_at",
  );
  return rows.map(({ created_at }) => Number(created_at));
}

/** The times of all migrations that this program knows, in order. */
export function knownMigrations(): number[] {
  return journal.entries.map(({ when }) => when);
}

/** Counts the statements of the migrations made after a time. */
export function countStatements(after_ms: number): number {
  return readMigrationFiles({ migrationsFolder: MIGRATIONS })
    .filter(({ folderMillis }) => folderMillis > after_ms)
    .reduce((sum, { sql }) => sum + sql.length, 0);
}

/**
 * Makes the schema of an earlier state in an empty database, up to the migration of a time, with
 * everything in the given transaction.
 */
export async function makeSchemaOf(
  tx: Transaction,
  newest_ms: number,
): Promise<void> {
  // One text: a round trip for each would take as long again.
  const texts = [
    "create schema if not exists drizzle",
    // The table of Drizzle's own migrator, which goes on from here.
    `create table if not exists drizzle.__drizzle_migrations (
       id serial primary key, hash text not null, created_at bigint)`,
  ];
  const migrations = readMigrationFiles({ migrationsFolder: MIGRATIONS });
  for (const { sql, folderMillis, hash } of migrations) {
    if (folderMillis > newest_ms) break;
    texts.push(
      ...sql,
      `insert into drizzle.__drizzle_migrations (hash, created_at)
       values ('${hash}', ${folderMillis})`,
    );
  }
  await tx.$client.unsafe(texts.join(";\n"));
}
