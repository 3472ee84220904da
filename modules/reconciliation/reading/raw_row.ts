/** The bounds of what is read of a statement. */
export const CELL_CHARS_MAX = 32_768;
/** A row, and so a quoted cell with line breaks in it, is at most this long. */
export const ROW_CHARS_MAX = 262_144;
/** More columns than this are no statement. */
export const COLUMNS_MAX = 500;
/** A longer name is no name of a column. */
export const NAME_CHARS_MAX = 200;
/** How deep objects may lie in each other in a row of JSON. */
export const NESTING_MAX = 32;
/** So much is kept of what can't be read as cells. */
const UNREAD_CHARS_MAX = 2_000;

/** One row as it stands in a file, before anything is known of its columns. */
export interface RawRow {
  cells: string[];
  /** Why it can't be read as cells; then `cells` holds its text. */
  problem: string | null;
  /** The names of the cells, where each row brings its own (JSON). */
  names: readonly string[] | null;
}

/** What takes text piece by piece and gives the rows that are complete. */
export interface RowReader {
  feed(text: string): RawRow[];
  /** The rows that the end of the file completes, or leaves broken. */
  end(): RawRow[];
}

/** A row that can't be read, with the text that it is. */
export function unreadRow(text: string, problem: string): RawRow {
  const shown = text.slice(0, UNREAD_CHARS_MAX).trimEnd();
  return { cells: [shown], problem, names: null };
}
