// An empty database gets its schema as one text, a restored one in two steps, an upgraded one migration by
// migration: a difference would show in whichever of them nobody tried.
import { expect, test } from "bun:test";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { createEmptyDatabase } from "../tests/harness.ts";
import { IS_LONG } from "../tests/long.ts";
import { closeDatabase, openDatabase } from "./client.ts";
import type { Database } from "./client.ts";
import { migrateDatabase } from "./migrate.ts";
import {
  knownMigrations,
  makeSchemaOf,
  MIGRATIONS,
} from "./migration_files.ts";

/** Each line of a catalog, without the numbers that Postgres gives. */
const CATALOGS = {
  relations: `select concat_ws(' ', c.oid::regclass, c.relkind, c.relpersistence,
      c.relowner::regrole, c.relacl, c.reloptions, c.relrowsecurity,
      c.relforcerowsecurity, c.relreplident, pg_get_partkeydef(c.oid),
      pg_get_expr(c.relpartbound, c.oid), pg_get_viewdef(c.oid))
    from pg_class as c where c.relkind not in ('i', 'I', 'c')`,
  columns: `select concat_ws(' ', a.attrelid::regclass, a.attnum, a.attname,
      format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
      a.attgenerated, a.attstorage, a.attcompression, a.attstattarget,
      a.attcollation::regcollation, a.attacl, pg_get_expr(d.adbin, d.adrelid))
    from pg_attribute as a join pg_class as c on c.oid = a.attrelid
    left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0`,
  constraints: `select concat_ws(' ', c.conrelid::regclass, c.conname,
      c.convalidated, pg_get_constraintdef(c.oid))
    from pg_constraint as c`,
  indexes: `select concat_ws(' ', i.indrelid::regclass, i.indisvalid,
      i.indisclustered, i.indisreplident, pg_get_indexdef(i.indexrelid))
    from pg_index as i join pg_class as c on c.oid = i.indexrelid`,
  triggers: `select concat_ws(' ', t.tgrelid::regclass, t.tgenabled,
      pg_get_triggerdef(t.oid))
    from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
    where not t.tgisinternal`,
  functions: `select concat_ws(' ', c.proowner::regrole, c.proacl,
      pg_get_functiondef(c.oid))
    from pg_proc as c where c.prokind in ('f', 'p')`,
  types: `select concat_ws(' ', c.oid::regtype, c.typtype, c.typowner::regrole,
      c.typacl, (select string_agg(e.enumlabel, ',' order by e.enumsortorder)
        from pg_enum as e where e.enumtypid = c.oid))
    from pg_type as c where c.typtype in ('e', 'd')`,
  policies: `select concat_ws(' ', p.polrelid::regclass, p.polname, p.polcmd,
      pg_get_expr(p.polqual, p.polrelid),
      pg_get_expr(p.polwithcheck, p.polrelid))
    from pg_policy as p join pg_class as c on c.oid = p.polrelid`,
  schemas: `select concat_ws(' ', n.nspname, n.nspowner::regrole, n.nspacl)
    from pg_namespace as n where n.nspname in ('public', 'drizzle')`,
  sequences: `select concat_ws(' ', s.seqrelid::regclass, s.seqtypid::regtype,
      s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
      d.refobjid::regclass, d.refobjsubid, d.deptype)
    from pg_sequence as s join pg_class as c on c.oid = s.seqrelid
    left join pg_depend as d on d.objid = s.seqrelid
      and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')`,
  comments: `select concat_ws(' ', d.classoid::regclass, d.objoid::regclass,
      d.objsubid, d.description)
    from pg_description as d join pg_class as c on c.oid = d.objoid
      and d.classoid = 'pg_class'::regclass`,
  migrations: `select concat_ws(' ', id, hash, created_at)
    from drizzle.__drizzle_migrations`,
};
const NAMESPACE_OF: Record<string, string> = {
  functions: "c.pronamespace",
  types: "c.typnamespace",
  constraints: "c.connamespace",
};

async function readCatalogs(db: Database): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [name, text] of Object.entries(CATALOGS)) {
    const of = NAMESPACE_OF[name] ?? "c.relnamespace";
    const is_whole = ["schemas", "migrations"].includes(name);
    const ours = `${of} in ('public'::regnamespace, 'drizzle'::regnamespace)`;
    const word = / where /.test(text.replaceAll("\n", " ")) ? "and" : "where";
    const rows = await db.$client.unsafe<{ concat_ws: string }[]>(
      is_whole ? text : `${text} ${word} ${ours}`,
    );
    found[name] = rows.map((row) => row.concat_ws).sort();
  }
  return found;
}

/** The catalogs of a database that `work` makes. */
async function catalogsOf(
  work: (db: Database) => Promise<void>,
  migrates: boolean,
): Promise<Record<string, string[]>> {
  const database = await createEmptyDatabase();
  const db = openDatabase(database.owner, { connections_max: 1 });
  try {
    await work(db);
    if (migrates) {
      await migrateDatabase(database.owner, { takes_on_role: false });
    }
    return await readCatalogs(db);
  } finally {
    await closeDatabase(db);
    await database.drop();
  }
}

/** Statement by statement, a transaction for each migration: as databases grew up. */
async function migrateOneByOne(db: Database): Promise<void> {
  await db.transaction((tx) => makeSchemaOf(tx, 0));
  const migrations = readMigrationFiles({ migrationsFolder: MIGRATIONS });
  for (const { sql, hash, folderMillis } of migrations) {
    await db.transaction(async (tx) => {
      for (const text of sql) await tx.$client.unsafe(text);
      await tx.$client.unsafe(
        "insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)",
        [hash, folderMillis],
      );
    });
  }
}

test("a schema is the same as one text as migration by migration", async () => {
  const one_by_one = await catalogsOf(migrateOneByOne, false);
  const in_one = await catalogsOf(async (db) => {
    await db.transaction((tx) => makeSchemaOf(tx, Infinity));
  }, false);
  expect(one_by_one.columns?.length).toBeGreaterThan(500);
  expect(one_by_one.functions?.length).toBeGreaterThan(2);
  expect(in_one).toEqual(one_by_one);
});

test.if(IS_LONG)("a schema is the same in two steps", async () => {
  const one_by_one = await catalogsOf(migrateOneByOne, false);
  const known = knownMigrations();
  const middle = known[known.length >> 1] ?? 0;
  const in_two = await catalogsOf(async (db) => {
    await db.transaction((tx) => makeSchemaOf(tx, middle));
  }, true);
  // The migrator's triggers of the audit come on top of the files.
  const { triggers: of_two = [], ...two } = in_two;
  const { triggers: of_one = [], ...one } = one_by_one;
  expect(two).toEqual(one);
  expect(of_one.filter((line) => !of_two.includes(line))).toEqual([]);
});
