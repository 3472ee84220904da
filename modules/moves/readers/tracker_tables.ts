import { foldColumn } from "../../reconciliation/mod.ts";
import type {
  MovedRow,
  MovedThing,
  MoveFile,
  MoveOptions,
  MoveReader,
} from "../moved_thing.ts";
import { gatherGoals } from "./gather_goals.ts";
import type { GoalThing, SaidRow } from "./gather_goals.ts";
import { MoveRow, RowFault } from "./move_row.ts";
import type { ColumnNames } from "./move_row.ts";
import { readRows } from "./read_rows.ts";
import type { ReadRow, ReadTable, TextForm } from "./read_rows.ts";
import { withoutDuplicates } from "./tracker_offer.ts";

/** Columns that a sentence lists at most. */
const LISTED_MAX = 30;

/** A kind of table that a tracker exports, told by its columns and the file's name. */
export interface TableSpec {
  /** In the plural, as the file would be called. */
  name: string;
  /** Words of which a file of this kind has one in its name, besides `name`. */
  file_words?: string[];
  columns: ColumnNames;
  /** Fields without whose columns it is another table; `a|b` is one of the two. */
  needs: string[];
  /** Whether it is read under a file's name only, and gives way to another table that fits as well. */
  by_name_only?: boolean;
  /** The prefixes of further columns that it reads. */
  prefixes?: string[];
  read(row: MoveRow): Iterable<MovedThing | GoalThing>;
}

/** A tracker's tables, and how its files differ from plain CSV. */
export interface TrackerTables {
  /** Its name, for sentences. */
  tracker: string;
  specs: readonly TableSpec[];
  form?: TextForm;
  /** Of its times and dates, where its own documentation says so. */
  defaults?: MoveOptions;
}

/** A reader of a tracker's tables, each in a file of its own; of an id that is there twice, the first counts. */
export function tablesReader(tables: TrackerTables): MoveReader {
  async function* readAll(files: MoveFile[], options: MoveOptions) {
    for (const file of files) {
      yield* readTrackerFile(tables, file, { ...tables.defaults, ...options });
    }
  }
  return (files, options = {}) =>
    gatherGoals(withoutDuplicates(readAll(files, options)));
}

/** Rows of one file, of which goals aren't in their campaigns yet. */
export async function* readTrackerFile(
  { tracker, specs, form }: TrackerTables,
  file: MoveFile,
  options: MoveOptions,
): AsyncGenerator<SaidRow> {
  const table = await readRows(file, form);
  if (table === null) {
    yield faultOf(file, "It is empty, or has no header that can be read");
    return;
  }
  const spec = chooseSpec(specs, file.name, table.columns);
  if (typeof spec === "string") {
    yield faultOf(
      file,
      `It is no table of ${tracker} that can be read: ${spec}`,
    );
    return;
  }
  yield* readTableRows(file, table, spec, options);
}

/** Rows of a table of a known kind; columns without a place here are listed first. */
async function* readTableRows(
  file: MoveFile,
  table: ReadTable,
  spec: TableSpec,
  options: MoveOptions,
): AsyncGenerator<SaidRow> {
  const unread = unreadColumns(spec, table.columns);
  if (unread.length > 0) {
    const reason = `These columns of ${spec.name} have no place here and were left behind: ${listed(unread)}`;
    yield { file: file.name, row_no: 1, thing: { kind: "skipped", reason } };
  }
  for await (const row of table.rows) {
    yield* readRow(file.name, row, spec, options);
  }
}

/** One row; a fault in it is an `unreadable` row. */
export function* readRow(
  file: string,
  { row_no, cells, problem }: ReadRow,
  spec: Pick<TableSpec, "columns" | "read">,
  options: MoveOptions,
): Iterable<SaidRow> {
  const unreadable = (why: string): SaidRow => {
    return { file, row_no, thing: { kind: "unreadable", reason: why } };
  };
  if (problem !== null) {
    yield unreadable(problem);
    return;
  }
  const row = new MoveRow({ file, row_no }, cells, spec.columns, options);
  try {
    yield* [...row.said(spec.read(row))];
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    yield unreadable(error.message);
  }
}

/** A fault of a whole file. */
export function faultOf({ name }: MoveFile, reason: string): MovedRow {
  return { file: name, row_no: 1, thing: { kind: "unreadable", reason } };
}

function chooseSpec(
  specs: readonly TableSpec[],
  file: string,
  columns: readonly string[],
): TableSpec | string {
  const has = new Set(columns.map(foldColumn));
  const rated = specs
    .map((spec) => ({ spec, is_named: isNamed(spec, file) }))
    .filter(({ spec, is_named }) => is_named || spec.by_name_only !== true)
    .filter(({ spec }) => lacking(spec, has).length === 0)
    .map(({ spec, is_named }) => {
      const known = Object.keys(spec.columns).filter((field) =>
        hasField(spec, field, has),
      );
      const way = spec.by_name_only === true ? -0.5 : 0;
      return { spec, rank: known.length + way + (is_named ? 1_000 : 0) };
    })
    .sort((a, b) => b.rank - a.rank);
  const [first, second] = rated;
  if (first === undefined) return whyNone(specs, file, has, columns);
  if (second === undefined || second.rank < first.rank) return first.spec;
  const could = `${first.spec.name} or ${second.spec.name}`;
  return `by its columns it could be ${could}, so put the word into the file's name`;
}

function whyNone(
  specs: readonly TableSpec[],
  file: string,
  has: ReadonlySet<string>,
  columns: readonly string[],
): string {
  const named = specs.find((spec) => isNamed(spec, file));
  if (named === undefined) {
    return `its columns are ${listed(columns)}, of neither ${specs.map(({ name }) => name).join(" nor ")}`;
  }
  const missing = lacking(named, has).map((need) =>
    need
      .split("|")
      .map((field) => named.columns[field]?.split(" ")[0] ?? field)
      .join(" or "),
  );
  const columns_word = missing.length === 1 ? "column" : "columns";
  return `${named.name} lacks the ${columns_word} ${missing.join(" and ")}`;
}

function isNamed({ name, file_words = [] }: TableSpec, file: string): boolean {
  const parts = file.toLowerCase().split(/[^a-z0-9]+/);
  return [name, ...file_words].some((word) =>
    word.split("_").every((part) => parts.includes(part)),
  );
}

function lacking(spec: TableSpec, has: ReadonlySet<string>): string[] {
  return spec.needs.filter(
    (need) => !need.split("|").some((field) => hasField(spec, field, has)),
  );
}

function hasField(
  { columns }: TableSpec,
  field: string,
  has: ReadonlySet<string>,
): boolean {
  const names = (columns[field] ?? field).split(" ");
  return names.some((name) => has.has(foldColumn(name)));
}

function unreadColumns(
  { columns, prefixes = [] }: TableSpec,
  given: readonly string[],
): string[] {
  const known = new Set(
    Object.values(columns)
      .flatMap((names) => names.split(" "))
      .map(foldColumn),
  );
  return given.filter((column) => {
    const folded = foldColumn(column);
    if (folded === "" || known.has(folded)) return false;
    return !prefixes.some((prefix) => folded.startsWith(prefix));
  });
}

function listed(columns: readonly string[]): string {
  const some = columns.slice(0, LISTED_MAX).map((name) => name.slice(0, 60));
  const more = columns.length - some.length;
  return some.join(", ") + (more > 0 ? ` and ${more} more` : "");
}
