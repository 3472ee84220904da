import type { rowReader } from "../../reconciliation/mod.ts";
import type { RawRow } from "../../reconciliation/mod.ts";
import { foldColumn } from "../../reconciliation/mod.ts";
import type { MoveFile } from "../moved_thing.ts";
import { delimiterOf } from "./read_rows.ts";
import type { ReadRow } from "./read_rows.ts";

const SECTION_LINE = /^\[\[([A-Z][A-Z0-9_ ]{0,60})\]\][ \t\r]{0,9}$/;
const SECTION_LINES = /^\[\[([A-Z][A-Z0-9_ ]{0,60})\]\][ \t\r]{0,9}$/gm;
/** A line longer than this is handed on before its end, and refused as a row. */
const LINE_CHARS_MAX = 300_000;

/** A row of a section, which has a header of its own. */
export interface SectionRow {
  section: string;
  columns: string[];
  row: ReadRow;
  /** The first of its section. */
  is_first: boolean;
}

/** A file with sections, or one that begins in another way. */
export type Sections =
  | { kind: "sections"; rows: AsyncIterable<SectionRow> }
  | { kind: "other"; text: AsyncIterable<string> };

type MakeReader = typeof rowReader;

/** Reads a file of tables one below the other, each under a line such as `[[AFFILIATES]]`. */
export async function readSections(
  file: MoveFile,
  makeReader: MakeReader,
): Promise<Sections> {
  const pieces = file.text[Symbol.asyncIterator]();
  let head = "";
  while (!head.trimStart().includes("\n") && head.length < LINE_CHARS_MAX) {
    const next = await pieces.next();
    if (next.done === true) break;
    head += next.value;
  }
  head = head.replace(/^\uFEFF/, "");
  const text = rest(head, pieces);
  const [line = ""] = head.trimStart().split("\n", 1);
  return SECTION_LINE.test(line)
    ? { kind: "sections", rows: sectionRows(wholeLines(text), makeReader) }
    : { kind: "other", text };
}

async function* rest(
  head: string,
  pieces: AsyncIterator<string>,
): AsyncGenerator<string> {
  yield head;
  for (;;) {
    const next = await pieces.next();
    if (next.done === true) return;
    yield next.value;
  }
}

/** Texts that end with a line, and pieces of very long lines. */
async function* wholeLines(
  text: AsyncIterable<string>,
): AsyncGenerator<string> {
  let open: string[] = [];
  let length = 0;
  for await (const piece of text) {
    const end = piece.lastIndexOf("\n") + 1;
    open.push(piece.slice(0, end === 0 ? undefined : end));
    length += piece.length;
    if (end === 0 && length < LINE_CHARS_MAX) continue;
    yield open.join("");
    open = end === 0 ? [] : [piece.slice(end)];
    length = open[0]?.length ?? 0;
  }
  yield open.join("");
}

async function* sectionRows(
  texts: AsyncIterable<string>,
  makeReader: MakeReader,
): AsyncGenerator<SectionRow> {
  let section: Section | null = null;
  for await (const text of texts) {
    let at = 0;
    for (const { 0: line, 1: name = "", index } of text.matchAll(
      SECTION_LINES,
    )) {
      if (section !== null) {
        yield* section.feed(text.slice(at, index));
        yield* section.end();
      }
      section = new Section(name, makeReader);
      at = index + line.length;
    }
    if (section !== null) yield* section.feed(text.slice(at));
  }
  if (section !== null) yield* section.end();
}

/** One table, of which the first row is the header. */
class Section {
  readonly #name: string;
  readonly #makeReader: MakeReader;
  #reader: ReturnType<MakeReader> | null = null;
  #columns: string[] | null = null;
  #folded: string[] = [];
  #row_no = 1;

  constructor(name: string, makeReader: MakeReader) {
    this.#name = name;
    this.#makeReader = makeReader;
  }

  feed(text: string): SectionRow[] {
    const begun = this.#reader === null ? text.trimStart() : text;
    if (begun === "") return [];
    this.#reader ??= this.#makeReader({
      format: "csv",
      delimiter: delimiterOf(begun),
    });
    return this.#rows(this.#reader.feed(begun));
  }

  end(): SectionRow[] {
    return this.#reader === null ? [] : this.#rows(this.#reader.end());
  }

  #rows(raw: readonly RawRow[]): SectionRow[] {
    return raw.flatMap(({ cells, problem }) => {
      if (this.#columns === null) {
        this.#columns = cells.map((cell) => cell.trim());
        this.#folded = this.#columns.map(foldColumn);
        return [];
      }
      const row_no = ++this.#row_no;
      const named = new Map<string, string>();
      for (const [at, name] of this.#folded.entries()) {
        if (problem === null && !named.has(name))
          named.set(name, cells[at] ?? "");
      }
      const row = { row_no, cells: named, problem };
      const { columns } = { columns: this.#columns };
      return [{ section: this.#name, columns, row, is_first: row_no === 2 }];
    });
  }
}
