import { importsOf } from "./import_list.ts";
import { FOREIGN_READS } from "./foreign_reads.ts";
import type { Finding, Source } from "./source.ts";
import { areaOf, findingAt, isTest, lineAt, MODULES } from "./source.ts";
import { tablesOf } from "./tables.ts";
import { viewsOf } from "./views.ts";

const SCHEMA = "db/schema/mod.ts";
const IN_SQL = /\b(?:from|join)\s+(?:only\s+)?[\\"]*([a-z_]+)/gi;

/** Returns the foreign tables that each module reads, by their names in Postgres. */
export function foreignReadsOf(
  sources: readonly Source[],
): Map<string, Map<string, { source: Source; line: number }>> {
  const tables = tablesOf(sources);
  const by_variable = new Map(tables.map((table) => [table.variable, table]));
  const by_name = new Map(tables.map((table) => [table.name, table]));
  const found = new Map<
    string,
    Map<string, { source: Source; line: number }>
  >();
  for (const source of sources) {
    const area = areaOf(source.path);
    const module = MODULES.find((name) => area === `modules/${name}`);
    if (module === undefined || isTest(source.path)) continue;
    if (!source.path.endsWith(".ts")) continue;
    const imported = importsOf(source)
      .filter(({ target }) => target === SCHEMA)
      .flatMap(({ names, line }) =>
        names.map(({ name }) => ({ table: by_variable.get(name), line })),
      );
    const { code, uncommented } = viewsOf(source);
    const named = [...uncommented.matchAll(IN_SQL)]
      // SQL is in strings, which the code view blanks.
      .filter(({ index }) => code[index] === " ")
      .map(({ 1: name = "", index }) => {
        const table = by_name.get(name.toLowerCase());
        return { table, line: lineAt(source.text, index) };
      });
    for (const { table, line } of [...imported, ...named]) {
      if (table === undefined || table.owner === module) continue;
      const own = found.get(module) ?? new Map();
      if (!own.has(table.name)) own.set(table.name, { source, line });
      found.set(module, own);
    }
  }
  return found;
}

/** Reads of another module's tables must be listed in `foreign_reads.ts`. */
export function foreignReads(sources: readonly Source[]): Finding[] {
  const found = foreignReadsOf(sources);
  const unlisted = [...found].flatMap(([module, reads]) =>
    [...reads].flatMap(([table, { source, line }]) => {
      if (FOREIGN_READS[module]?.includes(table) === true) return [];
      const advice = `modules/${module} reads ${table} of another module: call that module's door, or list it in tests/tidy/foreign_reads.ts`;
      return [{ path: source.path, line, rule: "foreign-reads", advice }];
    }),
  );
  const list = sources.find(({ path }) => path.endsWith("/foreign_reads.ts"));
  if (list === undefined) return unlisted;
  const stale = Object.entries(FOREIGN_READS).flatMap(([module, tables]) =>
    tables
      .filter((table) => found.get(module)?.has(table) !== true)
      .map((table) => {
        const advice = `modules/${module} no longer reads ${table}: take it out`;
        return findingAt(list, 0, "foreign-reads", advice);
      }),
  );
  return [...unlisted, ...stale];
}
