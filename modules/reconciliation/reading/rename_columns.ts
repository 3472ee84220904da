import type { StatementMapping } from "../../../db/schema/mod.ts";
import { foldColumn } from "./column_names.ts";

/** The parts of a mapping that name columns. */
type Named = Pick<StatementMapping, "columns"> &
  Partial<Pick<StatementMapping, "time_column" | "ended">>;

/**
 * Maps column names to those of another file with the same header, which may differ
 * in case or punctuation. Returns null if a column is missing or ambiguous; then
 * the mapping must be confirmed again.
 */
export function renameColumns(
  { columns, time_column, ended }: Named,
  names: readonly string[],
): Named | null {
  const nameOf = (column: string): string | null => {
    if (names.includes(column)) return column;
    const folded = foldColumn(column);
    const alike = names.filter((name) => foldColumn(name) === folded);
    return alike.length === 1 ? (alike[0] ?? null) : null;
  };
  const renamed = renameAll(Object.entries(columns), ([field, column]) => {
    const name = nameOf(column);
    return name === null ? null : [field, name];
  });
  const flags = renameAll(Object.entries(ended ?? {}), ([column, end]) => {
    const name = nameOf(column);
    return name === null ? null : [name, end];
  });
  const has_time = typeof time_column === "string";
  const time = has_time ? nameOf(time_column) : null;
  if (renamed === null || flags === null) return null;
  if (has_time && time === null) return null;
  return {
    columns: renamed,
    // Null counts too: the time column may have been removed on purpose.
    time_column: time,
    ...(ended === undefined ? {} : { ended: flags }),
  };
}

function renameAll<T>(
  entries: readonly [string, T][],
  rename: (entry: [string, T]) => [string, T] | null,
): Record<string, T> | null {
  const renamed = entries.map(rename).filter((entry) => entry !== null);
  const keys = new Set(renamed.map(([key]) => key));
  if (keys.size !== entries.length) return null;
  return Object.fromEntries(renamed);
}
