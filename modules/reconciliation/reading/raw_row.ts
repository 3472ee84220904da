/** Maximum characters of a cell. */
export const CELL_CHARS_MAX = 32_768;
/** Maximum characters of a row, including line breaks in quoted cells. */
export const ROW_CHARS_MAX = 262_144;
/** Maximum columns of a statement. */
export const COLUMNS_MAX = 500;
/** Maximum characters of a column name. */
export const NAME_CHARS_MAX = 200;
/** Maximum nesting of objects in a JSON row. */
export const NESTING_MAX = 32;
/** Characters kept of a row that can't be split into cells. */
const UNREAD_CHARS_MAX = 2_000;

/** A row as it stands in the file, before columns are known. */
export interface RawRow {
  cells: string[];
  /** Why the row can't be split into cells; then `cells` holds its text. */
  problem: string | null;
  /** Names of the cells, if each row has its own (JSON). */
  names: readonly string[] | null;
}

/** Takes text in pieces and returns completed rows. */
export interface RowReader {
  feed(text: string): RawRow[];
  /** Returns the rows that the end of the file completes or leaves broken. */
  end(): RawRow[];
}

/** Makes a row that can't be split into cells, with its text. */
export function unreadableRow(text: string, problem: string): RawRow {
  const shown = text.slice(0, UNREAD_CHARS_MAX).trimEnd();
  return { cells: [shown], problem, names: null };
}
