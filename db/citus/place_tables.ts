import type postgres from "postgres";
import { PLACEMENT } from "../schema/mod.ts";
import { LAST_PLACED } from "./distribution.ts";

/**
 * Places the tables that a migration has made since the database was distributed. Does nothing where
 * it isn't, or only in part.
 */
export async function placeNewTables(client: postgres.Sql): Promise<void> {
  const placed = await placedTables(client);
  if (!placed.has(LAST_PLACED)) return;
  for (const [table, { kind }] of Object.entries(PLACEMENT)) {
    if (kind !== "plain" && !placed.has(table)) await placeTable(client, table);
  }
}

/** The tables that Citus has placed; none where there is no Citus. */
export async function placedTables(client: postgres.Sql): Promise<Set<string>> {
  const [citus] = await client.unsafe<{ there: boolean }[]>(
    "select to_regclass('pg_dist_partition') is not null as there",
  );
  if (citus?.there !== true) return new Set();
  const rows = await client.unsafe<{ name: string }[]>(
    `select c.relname as name from pg_dist_partition as p
     join pg_class as c on c.oid = p.logicalrelid
     where c.relnamespace = 'public'::regnamespace`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** Places a table. By name, in a statement of its own: Citus takes the shards of a table within a query for tables. */
export async function placeTable(
  client: postgres.Sql,
  table: string,
): Promise<void> {
  const placement = PLACEMENT[table];
  if (placement?.kind === "reference") {
    await client.unsafe(`select create_reference_table('${table}')`);
  }
  if (placement?.kind === "distributed") {
    const { by, is_keyed_then } = placement;
    if (is_keyed_then === true) await keyTable(client, table, by);
    await client.unsafe(`select create_distributed_table('${table}', '${by}')`);
  }
  await emptyLocally(client, table);
}

/** Removes the rows of a placed table that still lie in it, beside those in its shards: nobody reads them any more. */
export async function emptyLocally(
  client: postgres.Sql,
  table: string,
): Promise<void> {
  await client.unsafe(
    `select truncate_local_data_after_distributing_table('${table}')`,
  );
}

/** Puts a column in front of every unique key of a table that lacks it, under the same names. */
export async function keyTable(
  client: postgres.Sql,
  table: string,
  column: string,
): Promise<void> {
  const keys = await client.unsafe<{ name: string; text: string }[]>(
    `select conname as name, pg_get_constraintdef(oid) as text from pg_constraint
     where conrelid = '${table}'::regclass and contype in ('p', 'u')
       and not (select attnum from pg_attribute
         where attrelid = conrelid and attname = '${column}') = any(conkey)`,
  );
  const changes = keys.flatMap(({ name, text }) => [
    `drop constraint "${name}"`,
    `add constraint "${name}" ${text.replace("(", `("${column}", `)}`,
  ]);
  const all = [`alter column "${column}" set not null`, ...changes];
  if (keys.length > 0) {
    await client.unsafe(`alter table "${table}" ${all.join(", ")}`);
  }
}
