import { foldColumn } from "../../reconciliation/mod.ts";
import type { MovedRow, MoveFile, MoveOptions } from "../moved_thing.ts";
import { gatherGoals } from "./gather_goals.ts";
import type { SaidRow } from "./gather_goals.ts";
import { PLAIN_KINDS } from "./plain_kinds.ts";
import { readRows } from "./read_rows.ts";
import type { ReadRow, ReadTable } from "./read_rows.ts";
import { faultOf, readRow } from "./tracker_tables.ts";
import type { TableSpec } from "./tracker_tables.ts";
import { withoutDuplicates } from "./tracker_offer.ts";

const KIND = "kind";

/**
 * Reads plain CSV or JSON: a table for each file, named after its kind, or with a column `kind`.
 * Columns have our names, or those that the owner's mapping gives them.
 */
export async function* readPlainCsv(
  files: MoveFile[],
  options: MoveOptions = {},
): AsyncGenerator<MovedRow, void, undefined> {
  yield* gatherGoals(withoutDuplicates(readAll(files, options)));
}

async function* readAll(
  files: MoveFile[],
  options: MoveOptions,
): AsyncGenerator<SaidRow> {
  for (const file of files) {
    const table = await readRows(file);
    if (table === null) {
      yield faultOf(file, "It is empty, or has no header that can be read");
      continue;
    }
    yield* readFile(file, table, options);
  }
}

async function* readFile(
  file: MoveFile,
  table: ReadTable,
  options: MoveOptions,
): AsyncGenerator<SaidRow> {
  const mapped = new Mapped(options.mapping ?? {});
  const columns = table.columns.map((column) => mapped.field(column));
  const of_file = kindOf(file.name);
  if (of_file === undefined && !columns.includes(KIND)) {
    const names = PLAIN_KINDS.map(({ name }) => name).join(", ");
    yield faultOf(
      file,
      `It has no column kind, and its name has none of the words ${names}`,
    );
    return;
  }
  if (of_file !== undefined) {
    const missing = of_file.needs.filter(
      (need) => !need.split("|").some((field) => columns.includes(field)),
    );
    if (missing.length > 0) {
      const lacks = missing.join(" and ").replaceAll("|", " or ");
      yield faultOf(file, `${of_file.name} needs the column ${lacks}`);
      return;
    }
    const unread = columns.filter(
      (field) => field !== KIND && !Object.hasOwn(of_file.columns, field),
    );
    if (unread.length > 0) {
      const reason = `These columns of ${of_file.name} have no place here and were left behind: ${unread.slice(0, 30).join(", ")}`;
      yield { file: file.name, row_no: 1, thing: { kind: "skipped", reason } };
    }
  }
  for await (const row of table.rows) {
    const read = { ...row, cells: mapped.cells(row.cells) };
    yield* readOne(file.name, read, of_file, options);
  }
}

/** Cells and columns by our fields instead of the file's names. */
class Mapped {
  readonly #fields = new Map<string, string>();

  constructor(mapping: Readonly<Record<string, string>>) {
    for (const [column, field] of Object.entries(mapping)) {
      this.#fields.set(foldColumn(column), field);
    }
  }

  field(column: string): string {
    const mapped = this.#fields.get(foldColumn(column));
    if (mapped !== undefined) return mapped;
    return FIELD_OF_FOLDED.get(foldColumn(column)) ?? column;
  }

  cells(cells: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    if (this.#fields.size === 0) return cells;
    const mapped = new Map<string, string>();
    for (const [folded, text] of cells) {
      const field = this.#fields.get(folded);
      mapped.set(field === undefined ? folded : foldColumn(field), text);
    }
    return mapped;
  }
}

const FIELD_OF_FOLDED: ReadonlyMap<string, string> = new Map(
  [KIND, ...PLAIN_KINDS.flatMap(({ fields }) => fields.split(" "))].map(
    (field) => [foldColumn(field), field],
  ),
);

function kindOf(file: string): TableSpec | undefined {
  const parts = file.toLowerCase().split(/[^a-z]+/);
  return PLAIN_KINDS.find(({ name }) => parts.includes(name));
}

/** A row of the kind that its column says, or else its file. */
function* readOne(
  file: string,
  row: ReadRow,
  of_file: TableSpec | undefined,
  options: MoveOptions,
): Iterable<SaidRow> {
  const word = row.cells.get(KIND)?.trim().toLowerCase() ?? "";
  const spec = word === "" ? of_file : kindOfWord(word);
  if (spec !== undefined || row.problem !== null) {
    yield* readRow(file, row, spec ?? PLAIN_KINDS[0]!, options);
    return;
  }
  const reason =
    word === "" ? "It has no kind" : `"${word.slice(0, 60)}" is no kind of row`;
  yield { file, row_no: row.row_no, thing: { kind: "unreadable", reason } };
}

/** Kinds in the singular or plural. */
function kindOfWord(word: string): TableSpec | undefined {
  return PLAIN_KINDS.find(({ name }) => name === word || name === `${word}s`);
}
