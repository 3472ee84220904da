import { importsOf } from "./import_list.ts";
import type { Finding, Source } from "./source.ts";
import {
  areaOf,
  findingAt,
  isTest,
  lineAt,
  MODULES,
  ownCode,
} from "./source.ts";
import { viewsOf } from "./views.ts";

/** A table declared in `db/schema/`. */
export interface Table {
  /** Name in Postgres. */
  name: string;
  /** Name in the program. */
  variable: string;
  /** The module that alone writes it, after which its file is named. */
  owner: string | undefined;
  path: string;
  line: number;
}

interface Write {
  offset: number;
  verb: string;
  table: Table;
}

const LEDGER = /^ledger_(?:transactions|entries)$/;
/** The ledger is guarded even without a file that declares it. */
const LEDGER_TABLES: readonly Table[] = [
  ["ledger_transactions", "ledgerTransactions"] as const,
  ["ledger_entries", "ledgerEntries"] as const,
].map(([name, variable]) => {
  return { name, variable, owner: "payouts", path: "", line: 1 };
});

const UPSERT_REACH = 4000;
const NAMED = String.raw`(?:only\s+)?(?:(?<name>[\w."\\]+)(?:\$\{[^}]*\})?|\$\{(?<hole>[^}]*)\})`;
const RAW_WRITES = [
  new RegExp(String.raw`\b(?<verb>insert|merge)\s+into\s+${NAMED}`, "gi"),
  new RegExp(
    String.raw`\b(?<verb>update)\s+${NAMED}(?:\s+(?:as\s+)?\w+)?\s+set\b`,
    "gi",
  ),
  new RegExp(String.raw`\b(?<verb>delete)\s+from\s+${NAMED}`, "gi"),
  new RegExp(String.raw`\b(?<verb>truncate)\s+(?:table\s+)?${NAMED}`, "gi"),
  new RegExp(String.raw`\b(?<verb>copy)\s+${NAMED}\s*(?:\(|from\b)`, "gi"),
];
const BUILDER_WRITE =
  /\.\s*(?<verb>insert|update|delete)\s*\(\s*(?<table>[\w$.]+)\s*[,)]/g;
const HELPER_WRITE =
  /\b(?<verb>insert|update|upsert|delete|copy)(?:Rows|Many|Into)\s*(?:<[^(;]*>)?\(\s*(?<first>[\w$.]+)(?:\s*,\s*(?<second>[\w$.]+))?/g;

/** Returns the tables declared in `db/schema/`. */
export function tablesOf(sources: readonly Source[]): Table[] {
  return ownCode(sources)
    .filter(({ path }) => path.startsWith("db/schema/") && !isTest(path))
    .flatMap((source) => {
      const file = source.path.slice("db/schema/".length);
      const owner = MODULES.find(
        (name) => file === `${name}.ts` || file.startsWith(`${name}_`),
      );
      return [
        ...viewsOf(source).uncommented.matchAll(
          /\bconst\s+([\w$]+)\s*(?::[^=]+)?=\s*(?:[\w$]+\.)?pgTable\s*\(\s*["'`](\w+)["'`]/g,
        ),
      ].map((found) => {
        const [, variable = "", name = ""] = found;
        const line = lineAt(source.text, found.index);
        return { name, variable, owner, path: source.path, line };
      });
    });
}

/** A table is written only by the module whose schema file declares it. */
export function tableOwnership(sources: readonly Source[]): Finding[] {
  const tables = tablesOf(sources);
  const unowned = tables
    .filter(({ owner }) => owner === undefined)
    .map(({ path, line, name }) => {
      const advice = `declare ${name} in the schema file of the module that writes it (db/schema/<module>.ts)`;
      return { path, line, rule: "table-ownership", advice };
    });
  const elsewhere = ownCode(sources)
    .filter(({ path }) => !path.startsWith("db/schema/") && !isTest(path))
    .flatMap((source) =>
      [...viewsOf(source).code.matchAll(/\bpgTable\s*\(/g)].map(({ index }) => {
        const advice = "declare tables in db/schema/<module>.ts";
        return findingAt(source, index, "table-ownership", advice);
      }),
    );
  const written = sources
    .filter(({ path }) => /^(?:src|modules)\//.test(path) && !isTest(path))
    .flatMap((source) =>
      writesOf(source, tables)
        .filter(({ table: { owner } }) => owner !== undefined)
        .filter(
          ({ table: { owner } }) => areaOf(source.path) !== `modules/${owner}`,
        )
        .map(({ offset, verb, table: { owner, name } }) => {
          const advice = `only modules/${owner} writes ${name}: call its door instead of this ${verb}`;
          return findingAt(source, offset, "table-ownership", advice);
        }),
    );
  return [...unowned, ...elsewhere, ...written];
}

/** The ledger is append-only: nothing updates or deletes its rows. */
export function ledgerIsAppendOnly(sources: readonly Source[]): Finding[] {
  const declared = tablesOf(sources).filter(({ name }) => LEDGER.test(name));
  return sources
    .filter(({ path }) => !isTest(path) && areaOf(path) !== "root")
    .flatMap((source) =>
      writesOf(source, [...LEDGER_TABLES, ...declared], true)
        .filter(({ offset, verb }) => changesRows(source, offset, verb))
        .map(({ offset, table: { name } }) => {
          const advice = `book a correcting entry: rows of ${name} are never changed or deleted`;
          return findingAt(source, offset, "ledger-append-only", advice);
        }),
    );
}

function changesRows(source: Source, offset: number, verb: string): boolean {
  if (verb !== "insert" && verb !== "copy") return true;
  const { uncommented } = viewsOf(source);
  const rest = uncommented.slice(offset + 1, offset + UPSERT_REACH);
  const end = rest.search(/;|\binsert\s+into\b|\.\s*insert\s*\(/i);
  const statement = end === -1 ? rest : rest.slice(0, end);
  return /\bdo\s+update\b|\.\s*onConflictDoUpdate\b/i.test(statement);
}

function writesOf(
  source: Source,
  tables: readonly Table[],
  by_variable = false,
): Write[] {
  if (source.path.endsWith(".sql")) {
    const text = source.text.replace(/--.*/g, (comment) =>
      " ".repeat(comment.length),
    );
    return rawWrites(
      text,
      undefined,
      (name) => tableNamed(tables, name),
      () => undefined,
    );
  }
  if (!source.path.endsWith(".ts")) return [];
  const lookUp = localTables(source, tables, by_variable);
  const { code, uncommented } = viewsOf(source);
  const writes = rawWrites(
    uncommented,
    code,
    (name) => tableNamed(tables, name),
    (hole) => tableInHole(hole, tables, lookUp),
  );
  for (const { index, groups = {} } of code.matchAll(BUILDER_WRITE)) {
    const table = lookUp(groups["table"] ?? "");
    if (table === undefined) continue;
    writes.push({ offset: index, verb: groups["verb"] ?? "", table });
  }
  for (const { index, groups = {} } of code.matchAll(HELPER_WRITE)) {
    const table =
      lookUp(groups["first"] ?? "") ?? lookUp(groups["second"] ?? "");
    if (table === undefined) continue;
    writes.push({ offset: index, verb: groups["verb"] ?? "", table });
  }
  return writes;
}

/** Raw SQL counts only inside strings, where the code view is blank. */
function rawWrites(
  text: string,
  code: string | undefined,
  byName: (name: string) => Table | undefined,
  byHole: (hole: string) => Table | undefined,
): Write[] {
  return RAW_WRITES.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ index, groups = {} }) => {
      if (code !== undefined && code[index] !== " ") return [];
      const { name, hole = "" } = groups;
      const table = name === undefined ? byHole(hole) : byName(name);
      const verb = (groups["verb"] ?? "").toLowerCase();
      return table === undefined ? [] : [{ offset: index, verb, table }];
    }),
  );
}

/**
 * Also matches partitions: `clicks_20261122`, `clicks_p7`, and `clicks_` before a
 * `${}`.
 */
function tableNamed(
  tables: readonly Table[],
  written: string,
): Table | undefined {
  const name = written.replace(/["\\]/g, "").split(".").at(-1)?.toLowerCase();
  const parent = name?.replace(/_(?:p?[\d_]*|default)$/, "");
  return tables.find((table) => table.name === name || table.name === parent);
}

function tableInHole(
  hole: string,
  tables: readonly Table[],
  lookUp: (expression: string) => Table | undefined,
): Table | undefined {
  for (const [quoted] of hole.matchAll(/(?<=["'`])\w+(?=["'`])/g)) {
    const table = tableNamed(tables, quoted);
    if (table !== undefined) return table;
  }
  for (const [expression] of hole.matchAll(/[\w$]+(?:\.[\w$]+)*/g)) {
    const table = lookUp(expression);
    if (table !== undefined) return table;
  }
  return undefined;
}

/**
 * Local names of tables in a file; only imports from `db/` count, as `.delete(x)`
 * is also a method of Map.
 */
function localTables(
  source: Source,
  tables: readonly Table[],
  by_variable: boolean,
): (expression: string) => Table | undefined {
  const locals = new Map<string, Table>();
  const namespaces = new Set<string>();
  function add(local: string, variable: string): void {
    const table = tables.find((known) => known.variable === variable);
    if (table !== undefined) locals.set(local, table);
  }
  for (const table of tables) {
    if (by_variable || table.path === source.path) {
      add(table.variable, table.variable);
    }
  }
  for (const { target, names, namespace } of importsOf(source)) {
    if (target?.startsWith("db/") !== true) continue;
    if (namespace !== undefined) namespaces.add(namespace);
    for (const { name, local } of names) add(local, name);
  }
  return (expression) => {
    const [first = "", second = ""] = expression.split(".");
    if (!namespaces.has(first)) return locals.get(first);
    return tables.find(({ variable }) => variable === second);
  };
}
