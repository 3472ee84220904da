import { foldColumn, rowReader } from "../../reconciliation/mod.ts";
import type { RawRow } from "../../reconciliation/mod.ts";
import type { MoveFile } from "../moved_thing.ts";

/** The characters by which a file's form is told. */
const HEAD_CHARS = 65_536;
const DELIMITERS = [",", ";", "\t", "|"];
/** Names under which an object may hold the rows of an API's answer. */
const ROWS_NAMES =
  "rows data conversions items offers partners affiliates advertisers campaigns clicks users".split(
    " ",
  );
const ARRAY_NAME = /"([a-z]{1,40})"\s{0,4}:\s{0,4}\[/g;

/** The first row of a table, and the rows below it. */
export interface ReadTable {
  /** As the file has them; of JSON, those of the first row. */
  columns: string[];
  rows: AsyncIterable<ReadRow>;
}

/** A row by its folded columns. */
export interface ReadRow {
  /** As a spreadsheet counts them, the header being 1; of JSON from 1. */
  row_no: number;
  cells: ReadonlyMap<string, string>;
  problem: string | null;
}

/** How a file's text differs from plain CSV. */
export interface TextForm {
  /** A backslash before a quote escapes it, as TUNE writes. */
  backslash_quotes?: boolean;
}

/**
 * Reads a file as CSV with any delimiter, as JSON or as NDJSON, by its beginning; null if it has no
 * row that could be a header.
 */
export async function readRows(
  file: MoveFile,
  form: TextForm = {},
): Promise<ReadTable | null> {
  const text =
    form.backslash_quotes === true ? plainQuotes(file.text) : file.text;
  const { head, all } = await takeHead(text);
  const begin = head.replace(/^\uFEFF/, "").trimStart();
  if (begin === "") return null;
  const format = formatOf(begin);
  const delimiter = format === "csv" ? delimiterOf(begin) : null;
  const reader = rowReader({ format, delimiter, rows_names: ROWS_NAMES });
  const raw = rawRows(all, reader);
  return format === "csv" ? withHeader(raw) : withNames(raw);
}

type Reader = ReturnType<typeof rowReader>;

async function* rawRows(
  pieces: AsyncIterable<string>,
  reader: Reader,
): AsyncGenerator<RawRow> {
  for await (const piece of pieces) yield* reader.feed(piece);
  yield* reader.end();
}

/** The beginning of a text, and all of it without the byte order mark. */
async function takeHead(text: AsyncIterable<string>) {
  const pieces = text[Symbol.asyncIterator]();
  let head = "";
  while (head.length < HEAD_CHARS) {
    const next = await pieces.next();
    if (next.done === true) break;
    head += next.value;
  }
  async function* all(): AsyncGenerator<string> {
    yield head.replace(/^\uFEFF/, "");
    for (;;) {
      const next = await pieces.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  return { head, all: all() };
}

function formatOf(begin: string): "csv" | "json" | "ndjson" {
  if (begin.startsWith("[[")) return "csv";
  if (begin.startsWith("[")) return "json";
  if (!begin.startsWith("{")) return "csv";
  const line = begin.slice(0, begin.indexOf("\n") + 1 || undefined);
  const rest = begin.slice(line.length).trimStart();
  return isObject(line) &&
    (rest === "" || rest.startsWith("{")) &&
    !hasRows(line)
    ? "ndjson"
    : "json";
}

function isObject(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function hasRows(line: string): boolean {
  for (const [, name = ""] of line.matchAll(ARRAY_NAME)) {
    if (ROWS_NAMES.includes(name)) return true;
  }
  return false;
}

/** The delimiter that the first line has most of, outside of quotes. */
export function delimiterOf(begin: string): string {
  const named = /^"?sep=([^\r\n])/i.exec(begin)?.[1];
  if (named !== undefined) return named;
  const [line = ""] = begin.split(/[\r\n]/, 1);
  const bare = line.replaceAll(/"[^"]*"/g, "");
  let best = { delimiter: ",", count: 0 };
  for (const delimiter of DELIMITERS) {
    const count = bare.split(delimiter).length - 1;
    if (count > best.count) best = { delimiter, count };
  }
  return best.delimiter;
}

async function withHeader(
  raw: AsyncGenerator<RawRow>,
): Promise<ReadTable | null> {
  const first = await raw.next();
  if (first.done === true || first.value.problem !== null) return null;
  const columns = first.value.cells.map((cell) => cell.trim());
  const folded = columns.map(foldColumn);
  async function* rows(): AsyncGenerator<ReadRow> {
    let row_no = 1;
    for await (const { cells, problem } of raw) {
      row_no++;
      yield { row_no, cells: byColumn(folded, cells, problem), problem };
    }
  }
  return { columns, rows: rows() };
}

async function withNames(
  raw: AsyncGenerator<RawRow>,
): Promise<ReadTable | null> {
  const first = await raw.next();
  if (first.done === true || first.value.names === null) return null;
  const head = first.value;
  async function* rows(): AsyncGenerator<ReadRow> {
    let row_no = 1;
    for (let row: RawRow | undefined = head; row !== undefined;) {
      const { cells, problem, names } = row;
      const folded = unwrapped(names ?? []).map(foldColumn);
      yield { row_no, cells: byColumn(folded, cells, problem), problem };
      row_no++;
      const next: IteratorResult<RawRow> = await raw.next();
      row = next.done === true ? undefined : next.value;
    }
  }
  return { columns: unwrapped(head.names ?? []), rows: rows() };
}

/** Names without an object around all of them, as in `{"offer":{"id":1}}`. */
function unwrapped(names: readonly string[]): string[] {
  const [first = ""] = names;
  const prefix = first.slice(0, first.indexOf(".") + 1);
  const is_wrapped =
    prefix !== "" && names.every((name) => name.startsWith(prefix));
  return names.map((name) => (is_wrapped ? name.slice(prefix.length) : name));
}

/** The cells by column; of two columns with one name, the first counts. */
function byColumn(
  folded: readonly string[],
  cells: readonly string[],
  problem: string | null,
): Map<string, string> {
  const named = new Map<string, string>();
  if (problem !== null) return named;
  for (const [at, name] of folded.entries()) {
    if (!named.has(name)) named.set(name, cells[at] ?? "");
  }
  return named;
}

/** Rewrites quotes after one or two backslashes as doubled ones. */
async function* plainQuotes(
  pieces: AsyncIterable<string>,
): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of pieces) {
    const text = rest + piece;
    const end = text.endsWith("\\\\") ? 2 : text.endsWith("\\") ? 1 : 0;
    rest = end === 0 ? "" : text.slice(-end);
    const whole = end === 0 ? text : text.slice(0, -end);
    if (whole !== "") yield whole.replaceAll(/\\{1,2}"/g, '""');
  }
  if (rest !== "") yield rest;
}
