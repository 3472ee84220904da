import {
  CELL_CHARS_MAX,
  COLUMNS_MAX,
  ROW_CHARS_MAX,
  unreadableRow,
} from "./raw_row.ts";
import type { RawRow, RowReader } from "./raw_row.ts";

const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const NONE = -1;
/** If this much text has no line feed, lines end with a carriage return. */
const LINE_END_CHARS = CELL_CHARS_MAX;

/** A row with quotes, and where the next one begins. */
interface Row {
  kind: "row";
  cells: string[];
  next: number;
  spans_lines: boolean;
}

/** The result of reading one row with quotes. */
type Quoted =
  | Row
  | { kind: "broken"; column: number; problem: string }
  | { kind: "incomplete"; column: number };

/**
 * Reads CSV (RFC 4180) with any delimiter and any line ends; quotes are doubled,
 * and quoted cells may contain line breaks. A quote that is never closed, or that
 * closes in the middle of a cell, spoils only its own line: reading goes on with
 * the next. The same holds for a quote that spans lines and seems to be closed by
 * the quote of another row.
 */
export class CsvReader implements RowReader {
  readonly #delimiter: string;
  readonly #delimiter_code: number;
  #text = "";
  #line_end: "\n" | "\r" | undefined;
  /** Number of cells in the first row; the others must have as many. */
  #width: number | undefined;
  #is_begun = false;
  /** Whether the rest of an overlong line is being skipped. */
  #is_skipping = false;

  /** Lines still to skip before the header. */
  #lines_ahead: number;

  constructor(delimiter: string, options: { header_row?: number } = {}) {
    this.#lines_ahead = (options.header_row ?? 1) - 1;
    this.#delimiter = delimiter;
    this.#delimiter_code = delimiter.charCodeAt(0);
  }

  feed(text: string): RawRow[] {
    this.#text = this.#text === "" ? text : this.#text + text;
    return this.#read(false);
  }

  end(): RawRow[] {
    this.#line_end ??= /\n|^[^\r]*$/.test(this.#text) ? "\n" : "\r";
    if (!/[\r\n]$/.test(this.#text)) this.#text += this.#line_end;
    return this.#read(true);
  }

  #read(is_end: boolean): RawRow[] {
    const text = this.#text;
    this.#line_end ??= lineEndOf(text);
    if (this.#line_end === undefined && text.length <= ROW_CHARS_MAX) return [];
    this.#line_end ??= "\n";
    const rows: RawRow[] = [];
    let at = this.#begin(text);
    let quote = at - 2;
    for (;;) {
      const line_end = text.indexOf(this.#line_end, at);
      if (line_end === NONE) break;
      if (this.#is_skipping || this.#lines_ahead > 0) {
        this.#is_skipping = false;
        if (this.#lines_ahead > 0) this.#lines_ahead--;
        at = line_end + 1;
        continue;
      }
      if (quote < at && quote !== NONE) quote = text.indexOf('"', at);
      if (quote === NONE || quote > line_end) {
        this.#addLine(rows, lineOf(text, at, line_end));
        at = line_end + 1;
        continue;
      }
      const read = this.#readQuoted(text, at);
      const is_over = is_end || text.length - at > ROW_CHARS_MAX;
      if (read.kind === "incomplete" && !is_over) break;
      const problem =
        read.kind === "row"
          ? this.#whyOfTwo(read, text.slice(at, read.next))
          : whyBroken(read);
      if (read.kind === "row" && problem === null) {
        this.#add(rows, read.cells);
        at = read.next;
        continue;
      }
      rows.push(unreadableRow(lineOf(text, at, line_end), problem ?? ""));
      at = line_end + 1;
    }
    this.#text = text.slice(at);
    if (this.#text.length > ROW_CHARS_MAX && this.#isOneLine()) {
      rows.push(...this.#giveUpLine());
    }
    return rows;
  }

  /** Skips the line in which Excel declares the delimiter. */
  #begin(text: string): number {
    if (this.#is_begun || text === "") return 0;
    this.#is_begun = true;
    // The declaration is among the lines before the header.
    if (this.#lines_ahead > 0) return 0;
    return /^"?sep=[^\r\n]"?[\r\n]+/i.exec(text)?.[0].length ?? 0;
  }

  #isOneLine(): boolean {
    return !this.#text.includes(this.#line_end ?? "\n");
  }

  #giveUpLine(): RawRow[] {
    const text = this.#text;
    this.#text = "";
    if (this.#is_skipping) return [];
    this.#is_skipping = true;
    return [unreadableRow(text, tooLong())];
  }

  #addLine(rows: RawRow[], line: string): void {
    if (line.length > ROW_CHARS_MAX) rows.push(unreadableRow(line, tooLong()));
    else this.#add(rows, line.split(this.#delimiter));
  }

  #add(rows: RawRow[], cells: string[]): void {
    if (isBlank(cells)) return;
    const width = (this.#width ??= cells.length);
    let problem: string | null = null;
    if (cells.length > width && isBlank(cells.slice(width))) {
      cells.length = width;
    } else if (cells.length !== width) {
      problem = `It has ${cells.length} cells where the first row has ${width}`;
    }
    if (cells.length > COLUMNS_MAX) {
      problem = `It has more than ${COLUMNS_MAX} cells`;
      cells.length = COLUMNS_MAX;
    }
    const long = cells.findIndex((cell) => cell.length > CELL_CHARS_MAX);
    if (long !== NONE) {
      problem = `Cell ${long + 1} is longer than ${CELL_CHARS_MAX} characters`;
      rows.push(unreadableRow(cells.join(this.#delimiter), problem));
      return;
    }
    rows.push({ cells, problem, names: null });
  }

  /**
   * The reason to think that another row's quote closed one that spans lines; null if there is none.
   * A wrong number of cells shows it; with the right one, two lone quotes of a column do.
   */
  #whyOfTwo({ cells, spans_lines }: Row, text: string): string | null {
    const width = this.#width;
    if (!spans_lines || width === undefined) return null;
    if (cells.length !== width) {
      return "A quote reaches over the end of the line and leaves another number of cells";
    }
    const line_end = this.#line_end ?? "\n";
    const isOpening = (cell: string) =>
      cell.includes(line_end) && cell.trimEnd().endsWith(this.#delimiter);
    const widths = text
      .trimEnd()
      .split(line_end)
      .map((line) => line.replaceAll(/"[^"]*"/g, "").split(this.#delimiter))
      .map((parts) => parts.length);
    return cells.some(isOpening) || widths.every((one) => one >= width)
      ? "A quote reaches over the end of the line into another row"
      : null;
  }

  #readQuoted(text: string, start: number): Quoted {
    const line_code = this.#line_end === "\r" ? CARRIAGE_RETURN : LINE_FEED;
    const cells: string[] = [];
    let spans_lines = false;
    for (let at = start; ;) {
      const opens = this.#openingQuote(text, at);
      if (opens === NONE) {
        const end = this.#endOfPlain(text, at);
        if (end === NONE) return { kind: "incomplete", column: cells.length };
        cells.push(text.slice(at, end));
        at = end;
      } else {
        const closes = closingQuote(text, opens);
        if (closes === NONE)
          return { kind: "incomplete", column: cells.length };
        const cell = text.slice(opens + 1, closes);
        spans_lines ||= cell.includes(this.#line_end ?? "\n");
        cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell);
        at = closes + 1;
        while (text.charCodeAt(at) === SPACE) at++;
      }
      const code = text.charCodeAt(at);
      if (code === this.#delimiter_code) at++;
      else if (code === line_code) {
        return { kind: "row", cells, next: at + 1, spans_lines };
      } else if (code === CARRIAGE_RETURN && text.length === at + 1) {
        return { kind: "incomplete", column: cells.length };
      } else if (
        code === CARRIAGE_RETURN &&
        text.charCodeAt(at + 1) === line_code
      ) {
        return { kind: "row", cells, next: at + 2, spans_lines };
      } else if (Number.isNaN(code)) {
        return { kind: "incomplete", column: cells.length };
      } else {
        const problem = `Text follows the closing quote of cell ${cells.length}`;
        return { kind: "broken", column: cells.length, problem };
      }
    }
  }

  /** Position of the opening quote of a cell, after optional spaces. */
  #openingQuote(text: string, start: number): number {
    let at = start;
    while (text.charCodeAt(at) === SPACE && this.#delimiter_code !== SPACE)
      at++;
    return text.charCodeAt(at) === QUOTE ? at : NONE;
  }

  #endOfPlain(text: string, start: number): number {
    const line_end = text.indexOf(this.#line_end ?? "\n", start);
    if (line_end === NONE) return NONE;
    const delimiter = text.indexOf(this.#delimiter, start);
    if (delimiter !== NONE && delimiter < line_end) return delimiter;
    const is_crlf = text.charCodeAt(line_end - 1) === CARRIAGE_RETURN;
    return is_crlf && line_end > start ? line_end - 1 : line_end;
  }
}

/** Detects the line end; undefined if there is too little text to tell. */
function lineEndOf(text: string): "\n" | "\r" | undefined {
  if (text.includes("\n")) return "\n";
  const is_enough = text.length > LINE_END_CHARS;
  return is_enough && text.includes("\r") ? "\r" : undefined;
}

function closingQuote(text: string, opening: number): number {
  for (let at = opening + 1; ; at += 2) {
    at = text.indexOf('"', at);
    // A quote at the end of the text may be the first of two.
    if (at === NONE || at + 1 >= text.length) return NONE;
    if (text.charCodeAt(at + 1) !== QUOTE) return at;
  }
}

function lineOf(text: string, start: number, line_end: number): string {
  const is_crlf =
    line_end > start && text.charCodeAt(line_end - 1) === CARRIAGE_RETURN;
  return text.slice(start, is_crlf ? line_end - 1 : line_end);
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === "" || cell.trim() === "");
}

function whyBroken(read: Exclude<Quoted, Row>): string {
  return read.kind === "broken"
    ? read.problem
    : `The quote of cell ${read.column + 1} is never closed`;
}

function tooLong(): string {
  return `The row is longer than ${ROW_CHARS_MAX} characters`;
}
