import { foldColumn } from "../../reconciliation/mod.ts";
import { columnsOfCreate } from "./sql_columns.ts";
import { SqlText } from "./sql_text.ts";
import { behindBlank, readName, readTuple } from "./sql_tuple.ts";
import type { Tuple } from "./sql_tuple.ts";

/** A row of a table. */
export interface DumpRow {
  /** In lower case, without its database. */
  table: string;
  /** Its place in the table, from 1. */
  row_no: number;
  /** By folded column; NULL has no cell. */
  cells: ReadonlyMap<string, string>;
  problem: string | null;
}

/** Maximum characters of a row. */
const TUPLE_CHARS_MAX = 4_194_304;
/** How far a dump is looked into at once. */
export interface DumpWindow {
  /** Maximum characters of a `CREATE TABLE`, and of an `INSERT` before its rows. */
  head_chars_max: number;
  read_chars_min?: number;
}

const WINDOW: DumpWindow = { head_chars_max: 262_144 };
const WORD = /[A-Za-z_]{1,40}/y;
const INSERT =
  /(?:INSERT|REPLACE)\s+(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE)\s+){0,3}(?:INTO\s+)?/iy;
const CREATE = /CREATE\s+(?:TEMPORARY\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?/iy;
const VALUES = /VALUES?(?=[\s(/#-])/iy;

/**
 * Reads the rows of a mysqldump without executing any of it: the columns from `CREATE TABLE`, the
 * rows from `INSERT`. All other statements are passed over, minding strings, comments and
 * `DELIMITER`. A fault spoils its row only.
 */
export async function* readDump(
  pieces: AsyncIterable<string>,
  wants: (table: string) => boolean,
  window: DumpWindow = WINDOW,
): AsyncGenerator<DumpRow> {
  const text = new SqlText(pieces, window.read_chars_min);
  const dump = new Dump(text, wants, window.head_chars_max);
  while (await text.toStatement()) {
    const word = text.match(WORD)?.toUpperCase();
    if (word === "DELIMITER") await text.readDelimiter();
    else if (word === "CREATE") await dump.create();
    else if (word === "INSERT" || word === "REPLACE") yield* dump.insert();
    else await text.passStatement();
  }
}

/** Columns of a table, folded. */
type Columns = readonly string[];

class Dump {
  readonly #text: SqlText;
  readonly #wants: (table: string) => boolean;
  readonly #head_chars_max: number;
  readonly #columns = new Map<string, Columns>();
  readonly #rows = new Map<string, number>();

  constructor(
    text: SqlText,
    wants: (table: string) => boolean,
    head_chars_max: number,
  ) {
    this.#head_chars_max = head_chars_max;
    this.#text = text;
    this.#wants = wants;
  }

  /** Keeps the columns of a table that is wanted. */
  async create(): Promise<void> {
    const text = this.#text;
    await text.fill(this.#head_chars_max);
    const begin = text.match(CREATE);
    const named =
      begin === null ? null : readTable(text.text, text.at + begin.length);
    if (named !== null && this.#wants(named.table)) {
      const end = text.statementEnd();
      const columns = columnsOfCreate(text.text.slice(named.next, end));
      if (columns !== null) {
        this.#columns.set(named.table, columns.map(foldColumn));
      }
    }
    await text.passStatement();
  }

  async *insert(): AsyncGenerator<DumpRow> {
    const text = this.#text;
    await text.fill(this.#head_chars_max);
    const begin = text.match(INSERT);
    const named =
      begin === null ? null : readTable(text.text, text.at + begin.length);
    if (named === null || !this.#wants(named.table)) {
      await text.passStatement();
      return;
    }
    const { table } = named;
    const given = readColumnList(text.text, named.next);
    const values_at = behindBlank(text.text, given?.next ?? named.next);
    const columns = given?.columns ?? this.#columns.get(table);
    const values = text.match(VALUES, values_at);
    if (columns === undefined || values === null) {
      yield this.#row(table, {
        problem:
          values === null
            ? "It isn't a list of rows, and nothing of a dump is executed"
            : `The columns of the table ${table} are not known before its rows`,
      });
      await text.passStatement();
      return;
    }
    text.at = values_at + values.length;
    yield* this.#tuples(table, columns);
    await text.passStatement();
  }

  async *#tuples(table: string, columns: Columns): AsyncGenerator<DumpRow> {
    const text = this.#text;
    for (;;) {
      await text.passBlank();
      if (text.text[text.at] !== "(") return;
      const tuple = await this.#tuple();
      if (typeof tuple === "string") {
        yield this.#row(table, { problem: tuple });
      } else yield this.#row(table, fit(tuple, columns));
      await text.passBlank();
      if (text.text[text.at] !== ",") return;
      text.at++;
    }
  }

  /** The row at hand, or the reason why there is none; moves behind it. */
  async #tuple(): Promise<Tuple | string> {
    const text = this.#text;
    for (;;) {
      const tuple = readTuple(text.text, text.at);
      const next = tuple?.next ?? text.text.length;
      if (next - text.at > TUPLE_CHARS_MAX) {
        await text.passBrackets();
        return `It is longer than ${TUPLE_CHARS_MAX} characters`;
      }
      if (tuple !== null) {
        text.at = next;
        return tuple;
      }
      if (!(await text.more())) {
        text.at = text.text.length;
        return "The dump ends in the middle of it";
      }
    }
  }

  #row(
    table: string,
    row: { problem: string | null; cells?: ReadonlyMap<string, string> },
  ): DumpRow {
    const row_no = (this.#rows.get(table) ?? 0) + 1;
    this.#rows.set(table, row_no);
    const { problem, cells = new Map<string, string>() } = row;
    return { table, row_no, cells, problem };
  }
}

function fit({ values, problem }: Tuple, columns: Columns) {
  if (problem === null && values.length !== columns.length) {
    const why = `It has ${values.length} values where the table has ${columns.length} columns`;
    return { problem: why };
  }
  const cells = new Map<string, string>();
  for (const [at, value] of values.entries()) {
    const column = columns[at];
    if (value !== null && column !== undefined) cells.set(column, value);
  }
  return { problem, cells };
}

/** A table's name, of which a database before it is left out. */
function readTable(
  text: string,
  at: number,
): { table: string; next: number } | null {
  const first = readName(text, at);
  if (first === null) return null;
  const dot = behindBlank(text, first.next);
  const second =
    text[dot] === "." ? readName(text, behindBlank(text, dot + 1)) : null;
  const { value, next } = second ?? first;
  return { table: value.toLowerCase(), next };
}

/** The columns that an `INSERT` names; null if it names none. */
function readColumnList(
  text: string,
  start: number,
): { columns: Columns; next: number } | null {
  let at = behindBlank(text, start);
  if (text[at] !== "(") return null;
  const columns: string[] = [];
  do {
    const name = readName(text, behindBlank(text, at + 1));
    if (name === null) return null;
    columns.push(foldColumn(name.value));
    at = behindBlank(text, name.next);
  } while (text[at] === ",");
  return text[at] === ")" ? { columns, next: at + 1 } : null;
}
