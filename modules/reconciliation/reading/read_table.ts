import { CsvReader } from "./csv_rows.ts";
import type { RawRow } from "./raw_row.ts";

const DELIMITERS = [",", ";", "\t", "|"];
/** Lines before the header: a title, an account, a period. */
const LINES_AHEAD_MAX = 30;
const LINE_CHARS_MAX = 10_000;

/** A small CSV file as rows of text. */
export interface Table {
  /** The cells of its header. */
  columns: string[];
  rows: TableRow[];
}

/** A row, and its place in the file. */
export interface TableRow {
  /** From 1, below the header. */
  row: number;
  cells: string[];
  /** Why it can't be read; null if it can. */
  problem: string | null;
}

/**
 * Reads a CSV file that is in memory, whatever its delimiter and line ends, below the first line
 * that is its header; null if none is.
 */
export function readTable(
  text: string,
  isHeader: (cells: readonly string[]) => boolean,
): Table | null {
  const lines = text.split(/\r\n|\n|\r/, LINES_AHEAD_MAX + 1);
  for (const [at, line] of lines.entries()) {
    if (line.length > LINE_CHARS_MAX) continue;
    for (const delimiter of DELIMITERS) {
      const [header] = rowsOf(line, delimiter, 1);
      if (header === undefined || !isHeader(header.cells)) continue;
      const [, ...below] = rowsOf(text, delimiter, at + 1);
      const rows = below.map(({ cells, problem }, place) => ({
        row: place + 1,
        cells,
        problem,
      }));
      return { columns: header.cells, rows };
    }
  }
  return null;
}

function rowsOf(text: string, delimiter: string, header_row: number): RawRow[] {
  const reader = new CsvReader(delimiter, { header_row });
  return [...reader.feed(text), ...reader.end()];
}
