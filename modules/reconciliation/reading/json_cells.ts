import {
  CELL_CHARS_MAX,
  COLUMNS_MAX,
  NAME_CHARS_MAX,
  NESTING_MAX,
  unreadableRow,
} from "./raw_row.ts";
import type { RawRow } from "./raw_row.ts";

/** Digits that a JavaScript number can't hold exactly. */
const MANY_DIGITS = /\d{16}/;

type Reviver = (key: string, value: unknown, context: Source) => unknown;
interface Source {
  source?: string;
}

/**
 * Reads one row of JSON: an object's cells by name (nested ones as `outer.inner`),
 * or an array's by place.
 */
export function readJsonRow(text: string): RawRow {
  const value = parse(text);
  if (value === undefined) return unreadableRow(text, "It is no JSON");
  if (typeof value !== "object" || value === null) {
    return unreadableRow(text, "It is neither an object nor an array");
  }
  const names: string[] = [];
  const cells: string[] = [];
  const add = (name: string, cell: string) => {
    names.push(name);
    cells.push(cell);
  };
  if (Array.isArray(value)) {
    for (const [at, cell] of value.entries()) {
      add(`#${at + 1}`, cellText(cell));
    }
  } else if (!addObject(value, "", 1, add)) {
    return unreadableRow(text, `It is nested deeper than ${NESTING_MAX}`);
  }
  if (cells.length > COLUMNS_MAX) {
    return unreadableRow(text, `It has more than ${COLUMNS_MAX} cells`);
  }
  if (names.some((name) => name.length > NAME_CHARS_MAX)) {
    const problem = `A name in it is longer than ${NAME_CHARS_MAX} characters`;
    return unreadableRow(text, problem);
  }
  const long = cells.findIndex((cell) => cell.length > CELL_CHARS_MAX);
  if (long >= 0) {
    const problem = `"${names[long]}" is longer than ${CELL_CHARS_MAX} characters`;
    return unreadableRow(text, problem);
  }
  return { cells, names, problem: null };
}

function addObject(
  value: object,
  prefix: string,
  depth: number,
  add: (name: string, cell: string) => void,
): boolean {
  if (depth > NESTING_MAX) return false;
  for (const [key, cell] of Object.entries(value) as [string, unknown][]) {
    const name = prefix + key;
    const is_object =
      typeof cell === "object" && cell !== null && !Array.isArray(cell);
    if (!is_object) add(name, cellText(cell));
    else if (!addObject(cell, `${name}.`, depth + 1, add)) return false;
  }
  return true;
}

function cellText(cell: unknown): string {
  if (typeof cell === "string") return cell;
  if (cell === null || cell === undefined) return "";
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

/** Keeps long numbers as written: an order id of twenty digits would be rounded. */
function parse(text: string): unknown {
  try {
    if (!MANY_DIGITS.test(text)) return JSON.parse(text) as unknown;
    const asWritten: Reviver = (_key, value, { source }) =>
      typeof value === "number" ? (source ?? value) : value;
    return JSON.parse(
      text,
      asWritten as (key: string, value: unknown) => unknown,
    ) as unknown;
  } catch {
    return undefined;
  }
}
