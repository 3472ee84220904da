import type { MovedRow, MoveFile, MoveOptions } from "../moved_thing.ts";
import { MoveRow, RowFault } from "./move_row.ts";
import { readDump } from "./sql_dump.ts";
import type { DumpRow } from "./sql_dump.ts";

/** Rows of settings that are kept until the dump is read, since its tables are in no useful order. */
const KEPT_MAX = 500_000;

/** A tracker's tables in a dump. */
export interface DumpTables {
  tracker: string;
  /** The name that we know a table by; null for those that aren't read. */
  known(table: string): string | null;
  /** A table by whose rows or columns the dump is known to be the tracker's. */
  streamed: readonly string[];
}

/** Tables of settings by their known names. */
export class KeptTables {
  readonly #rows = new Map<string, MoveRow[]>();
  #count = 0;

  /** Keeps a row; false if there are too many. */
  add(table: string, row: MoveRow): boolean {
    if (++this.#count > KEPT_MAX) return false;
    const rows = this.#rows.get(table);
    if (rows === undefined) this.#rows.set(table, [row]);
    else rows.push(row);
    return true;
  }

  rows(table: string): readonly MoveRow[] {
    return this.#rows.get(table) ?? [];
  }

  /** Rows by the text of a field; those without it are left out. */
  by(table: string, field: string): Map<string, MoveRow[]> {
    const found = new Map<string, MoveRow[]>();
    for (const row of this.rows(table)) {
      const key = row.peek(field);
      if (key === undefined) continue;
      const rows = found.get(key);
      if (rows === undefined) found.set(key, [row]);
      else rows.push(row);
    }
    return found;
  }
}

/** How rows of a table are said as they come; undefined for a table that is kept. */
export type StreamedRow = (
  table: string,
  row: MoveRow,
  kept: KeptTables,
) => Iterable<MovedRow>;

/**
 * Reads a dump: rows of `streamed` tables are said as they come, those of the others kept for
 * the end. A dump without any known table is one fault.
 */
export async function* readTables(
  tables: DumpTables,
  file: MoveFile,
  options: MoveOptions,
  steps: {
    streamed: StreamedRow;
    atEnd: (kept: KeptTables) => Iterable<MovedRow>;
  },
): AsyncGenerator<MovedRow> {
  const kept = new KeptTables();
  let rows = 0;
  const wants = (table: string) => tables.known(table) !== null;
  for await (const read of readDump(file.text, wants)) {
    rows++;
    const place = { file: `${file.name}: ${read.table}`, row_no: read.row_no };
    if (read.problem !== null) {
      yield unreadable(place, read.problem);
      continue;
    }
    const table = tables.known(read.table) ?? read.table;
    const row = rowOf(place, read, options);
    if (tables.streamed.includes(table)) {
      yield* guarded(row, () => steps.streamed(table, row, kept));
    } else if (!kept.add(table, row)) {
      yield unreadable(
        place,
        `The dump has more than ${KEPT_MAX} rows of settings`,
      );
      return;
    }
  }
  if (rows === 0) {
    const reason = `It is no dump of ${tables.tracker}: none of its tables has rows in it`;
    yield unreadable({ file: file.name, row_no: 1 }, reason);
    return;
  }
  yield* steps.atEnd(kept);
}

function rowOf(
  place: { file: string; row_no: number },
  { cells }: DumpRow,
  options: MoveOptions,
): MoveRow {
  return new MoveRow(place, cells, {}, options);
}

/** The rows that a row says; a fault in it is an `unreadable` row. */
export function guarded(
  row: MoveRow,
  read: () => Iterable<MovedRow>,
): MovedRow[] {
  try {
    return [...read()];
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    return [unreadable(row, error.message)];
  }
}

function unreadable(
  { file, row_no }: { file: string; row_no: number },
  reason: string,
): MovedRow {
  return { file, row_no, thing: { kind: "unreadable", reason } };
}
