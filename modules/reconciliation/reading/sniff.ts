import { parseCurrency } from "../../kernel/mod.ts";
import { fieldsOfName, nameColumns, placeName } from "./column_names.ts";
import { CsvReader } from "./csv_rows.ts";
import { readDate } from "./date_text.ts";
import { JsonArrayReader, NdjsonReader } from "./json_rows.ts";
import { readMoney } from "./money_text.ts";
import { COLUMNS_MAX } from "./raw_row.ts";
import type { RawRow, RowReader } from "./raw_row.ts";

/** File format of a statement. */
export type StatementFormat = "csv" | "json" | "ndjson";

/** The form of a statement, detected from its beginning. */
export interface Sniffed {
  format: StatementFormat;
  /** CSV only. */
  delimiter: string | null;
  has_header: boolean;
  /** Line of the header, from 1, if other lines precede it; else null. */
  header_row: number | null;
  /** Columns named by the header; `#1` and so on without one. */
  columns: string[];
  /** First rows, with cells in the order of the columns. */
  sample: string[][];
}

const DELIMITERS = [",", ";", "\t", "|"];
const SAMPLE_ROWS_MAX = 1_000;
/** Rows by which delimiters are compared. */
const SCORED_ROWS_MAX = 100;

/** Creates the reader for a format. */
export function rowReader(form: {
  format: StatementFormat;
  delimiter?: string | null | undefined;
  header_row?: number | undefined;
  /** The names under which a JSON object may hold its rows, instead of a statement's. */
  rows_names?: readonly string[];
}): RowReader {
  const { format, delimiter, header_row = 1, rows_names } = form;
  if (format === "csv") return new CsvReader(delimiter ?? ",", { header_row });
  return format === "json"
    ? new JsonArrayReader(rows_names)
    : new NdjsonReader();
}

/** Known properties of a form; the others are detected. */
export interface KnownForm {
  format?: StatementFormat | undefined;
  delimiter?: string | undefined;
  has_header?: boolean | undefined;
  header_row?: number | undefined;
}

/**
 * Detects the form of a statement from its first characters; `is_whole` if that is
 * all of it.
 */
export function sniffStatement(
  text: string,
  known: KnownForm & { is_whole: boolean },
): Sniffed {
  const format = known.format ?? formatOf(text);
  if (format !== "csv") return sniffJson(text, format, known.is_whole);
  const header_row = known.header_row ?? headerRowOf(text, known);
  const rest = linesFrom(text, header_row);
  const delimiter = known.delimiter ?? delimiterOf(rest, known.is_whole);
  const rows = readSample(rest, { format, delimiter }, known.is_whole);
  const [first] = rows;
  const has_header = known.has_header ?? isHeader(rows);
  const columns = has_header
    ? nameColumns(first?.cells ?? [])
    : (first?.cells ?? []).map((_, at) => placeName(at));
  const sound = rows.filter(({ problem }) => problem === null);
  return {
    format,
    delimiter,
    has_header,
    header_row: header_row > 1 ? header_row : null,
    columns,
    sample: sound.slice(has_header ? 1 : 0).map(({ cells }) => cells),
  };
}

function formatOf(text: string): StatementFormat {
  const begin = text.trimStart();
  if (begin.startsWith("[")) return "json";
  if (!begin.startsWith("{")) return "csv";
  const [line = ""] = begin.split("\n", 1);
  // A one-line object is NDJSON unless it contains the rows.
  const rows = new JsonArrayReader();
  const has_rows = [...rows.feed(line), ...rows.end()].some(
    ({ problem }) => problem === null,
  );
  return isJson(line) && !has_rows ? "ndjson" : "json";
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function sniffJson(
  text: string,
  format: StatementFormat,
  is_whole: boolean,
): Sniffed {
  const rows = readSample(text, { format }, is_whole);
  const sound = rows.filter(({ problem }) => problem === null);
  const names = new Set(sound.flatMap((row) => row.names ?? []));
  const columns = [...names].slice(0, COLUMNS_MAX);
  const sample = sound.map((row) => alignCells(row, columns));
  return {
    format,
    delimiter: null,
    header_row: null,
    has_header: columns.some((name) => !/^#\d+$/.test(name)),
    columns,
    sample: sample.map((cells) => cells.slice(0, columns.length)),
  };
}

/** Orders cells by column. Other values of a JSON row are appended with their names. */
export function alignCells(row: RawRow, columns: readonly string[]): string[] {
  const { names, cells } = row;
  if (names === null || row.problem !== null) return cells;
  const is_aligned =
    names.length === columns.length &&
    names.every((name, at) => name === columns[at]);
  if (is_aligned) return cells;
  const rest = new Map(names.map((name, at) => [name, cells[at] ?? ""]));
  const aligned = columns.map((name) => {
    const cell = rest.get(name) ?? "";
    rest.delete(name);
    return cell;
  });
  for (const [name, cell] of rest) aligned.push(`${name}: ${cell}`);
  return aligned;
}

function readSample(
  text: string,
  form: { format: StatementFormat; delimiter?: string },
  is_whole: boolean,
): RawRow[] {
  const reader = rowReader(form);
  const rows = reader.feed(text);
  if (is_whole) rows.push(...reader.end());
  return rows.slice(0, SAMPLE_ROWS_MAX + 1);
}

/** Chooses the delimiter by which most rows have as many cells as the first. */
function delimiterOf(text: string, is_whole: boolean): string {
  const named = /^"?sep=([^\r\n])/i.exec(text)?.[1];
  if (named !== undefined) return named;
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const rows = readSample(text, { format: "csv", delimiter }, is_whole);
    const scored = rows.slice(0, SCORED_ROWS_MAX);
    const width = scored[0]?.cells.length ?? 0;
    if (width < 2) continue;
    const even = scored.filter(({ problem }) => problem === null).length;
    // Ties go to the delimiter with the most cells.
    const score = even / scored.length + Math.min(width, COLUMNS_MAX) / 10_000;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Maximum lines before the header: a title, an account, a period. */
const LINES_AHEAD_MAX = 30;
/**
 * Characters searched for the header. This much is parsed again for each line,
 * while the user waits, on the main thread.
 */
const LOOKED_AT_CHARS = 8_192;
/** Minimum share of the rows below that must be as wide as the header. */
const EVEN_SHARE_MIN = 0.8;

/**
 * Finds the line of the header: the first, unless only a later line is a header
 * with several known names over rows of the same width.
 */
function headerRowOf(text: string, known: KnownForm): number {
  if (known.has_header === false) return 1;
  const looked_at = text.slice(0, LOOKED_AT_CHARS);
  if (isTable(looked_at, known) && !isPadded(looked_at, known)) return 1;
  const lines = looked_at.split(/\r\n|\n|\r/, LINES_AHEAD_MAX + 1);
  for (let row = 2; row <= lines.length; row++) {
    if (!/[^\s;,|"]/.test(lines[row - 1] ?? "")) continue;
    const rest = linesFrom(looked_at, row);
    if (isTable(rest, known, "with a header")) return row;
  }
  return 1;
}

/**
 * Whether a text begins with a row of several cells, and most rows below have as
 * many.
 */
function isTable(
  text: string,
  known: KnownForm,
  asks?: "with a header",
): boolean {
  const delimiter = known.delimiter ?? delimiterOf(text, true);
  const rows = readSample(text, { format: "csv", delimiter }, true);
  const scored = rows.slice(0, SCORED_ROWS_MAX);
  const [first, ...below] = scored;
  if (first === undefined || first.cells.length < 2) return false;
  const even = below.filter(({ problem }) => problem === null).length;
  const is_even = even >= below.length * EVEN_SHARE_MIN;
  if (asks === undefined) return is_even;
  const named = first.cells.filter((cell) => fieldsOfName(cell).length > 0);
  return is_even && even > 0 && named.length >= 2 && isHeader(scored);
}

/**
 * Whether the first line names no field and has blank cells: spreadsheets pad a
 * title to the width of the table.
 */
function isPadded(text: string, known: KnownForm): boolean {
  const delimiter = known.delimiter ?? delimiterOf(text, true);
  const [first] = readSample(text, { format: "csv", delimiter }, true);
  const cells = first?.cells ?? [];
  const has_blank = cells.some((cell) => cell.trim() === "");
  return has_blank && cells.every((cell) => fieldsOfName(cell).length === 0);
}

/** Returns the text from a line on, counted from 1. */
function linesFrom(text: string, row: number): string {
  let at = 0;
  for (let line = 1; line < row; line++) {
    const end = /\r\n|\n|\r/g;
    end.lastIndex = at;
    if (end.exec(text) === null) return "";
    at = end.lastIndex;
  }
  return text.slice(at);
}

/**
 * Whether the first row is a header: no values in it, and a known name in it or
 * values below.
 */
function isHeader(rows: readonly RawRow[]): boolean {
  const [first, ...others] = rows;
  if (first === undefined || first.problem !== null) return false;
  const cells = first.cells.filter((cell) => cell.trim() !== "");
  if (cells.some(isValue)) return false;
  if (cells.some((cell) => fieldsOfName(cell).length > 0)) return true;
  return others.some(({ cells: below }) => below.some(isValue));
}

function isValue(cell: string): boolean {
  const text = cell.trim();
  if (text === "") return false;
  return (
    readMoney(text, ".").ok ||
    readMoney(text, ",").ok ||
    readDate(text, "dmy").ok ||
    readDate(text, "mdy").ok ||
    (/^[A-Z]{3}$/.test(text) && parseCurrency(text) !== null) ||
    /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(text)
  );
}
