import type { Queryable } from "../../db/mod.ts";
import { BackupError } from "./backup_error.ts";

/** A table with rows of its own: of a partitioned one, each day. */
export interface FoundTable {
  name: string;
  /** The table that this one holds a day of. */
  parent: string | null;
  columns: readonly string[];
  /** As Postgres estimates it; not below 0. */
  rows_about: number;
}

interface TableRow {
  name: string;
  parent: string | null;
  columns: string[];
  rows_about: number;
}

/** Not those of extensions, which come with them. */
const NOT_OF_EXTENSIONS = `not exists (
  select from pg_depend as d
  where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

/** Lists the tables, those first that others refer to. */
export async function findTables(db: Queryable): Promise<FoundTable[]> {
  const rows = await db.$client.unsafe<TableRow[]>(
    `select c.relname as name, p.relname as parent,
       greatest(c.reltuples, 0)::float8 as rows_about,
       array(
         select a.attname::text from pg_attribute as a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           and a.attgenerated = ''
         order by a.attnum) as columns
     from pg_class as c
     left join pg_inherits as i on i.inhrelid = c.oid
     left join pg_class as p on p.oid = i.inhparent
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and ${NOT_OF_EXTENSIONS}
     order by c.relname`,
  );
  const references = await db.$client.unsafe<{ name: string; to: string }[]>(
    `select c.relname as name, r.relname as "to"
     from pg_constraint as k
     join pg_class as c on c.oid = k.conrelid
     join pg_class as r on r.oid = k.confrelid
     where k.contype = 'f' and c.relnamespace = 'public'::regnamespace
       and c.oid <> r.oid`,
  );
  return inOrder(rows, references);
}

/** Whether a database has no table, view or sequence yet. */
export async function isEmptyDatabase(db: Queryable): Promise<boolean> {
  const [row] = await db.$client.unsafe<{ things: number }[]>(
    `select count(*)::int4 as things from pg_class as c
     where (c.relnamespace = 'public'::regnamespace
         or c.relnamespace = to_regnamespace('drizzle'))
       and ${NOT_OF_EXTENSIONS}`,
  );
  return row?.things === 0;
}

/** The rows of a table, as a statement for `COPY`. */
export function copyText(
  table: { name: string; columns: readonly string[] },
  to: "to stdout" | "from stdin",
): string {
  return `copy public.${quoted(table.name)} (${table.columns.map(quoted).join(", ")}) ${to}`;
}

/** A name in SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Throws where tables refer to each other in a circle: no order of theirs could be written. */
function inOrder(
  tables: readonly FoundTable[],
  references: readonly { name: string; to: string }[],
): FoundTable[] {
  const ordered: FoundTable[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const free = left.filter(({ name }) =>
      references.every((one) => one.name !== name || !waiting.has(one.to)),
    );
    if (free.length === 0) {
      const names = left.map(({ name }) => name).join(", ");
      throw new BackupError(`Tables refer to each other in a circle: ${names}`);
    }
    ordered.push(...free);
    const done = new Set(free);
    left = left.filter((table) => !done.has(table));
  }
  return ordered;
}
