import { cellsOf } from "./cells.ts";
import { BULK_COLUMNS, BULK_NEEDED, columnNamed } from "./columns.ts";
import type { BulkKind } from "./columns.ts";
import { ruleOfText } from "./rule_text.ts";

/** Something to be made, as the API takes it. */
export type Item = Record<string, unknown>;

/** A table as it was read, and why it can't be sent as it is. */
export interface BulkTable {
  header: readonly string[];
  rows: readonly (readonly string[])[];
  /** Columns that the kind doesn't have. */
  unknown: readonly string[];
  /** Columns that it needs. */
  missing: readonly string[];
}

/** Reads a table of a kind; its first line names the columns. */
export function readBulk(kind: BulkKind, text: string): BulkTable {
  const [first = [], ...rows] = cellsOf(text);
  const header = first.map((name) => columnNamed(kind, name));
  return {
    header,
    rows,
    unknown: header.filter((name) => !(name in BULK_COLUMNS[kind])),
    missing: BULK_NEEDED[kind].filter((name) => !header.includes(name)),
  };
}

/** The items of a table, as the API takes them; an empty cell leaves its field out. */
export function itemsOf(kind: BulkKind, { header, rows }: BulkTable): Item[] {
  return rows.map((cells) => {
    const item: Item = {};
    for (const [at, name] of header.entries()) {
      const text = cells[at]?.trim() ?? "";
      if (text === "") continue;
      const { path, reading } = BULK_COLUMNS[kind][name] ?? {
        path: name,
        reading: "text",
      };
      put(item, path.split("."), valueOf(text, reading));
    }
    return item;
  });
}

/** The row of a sheet that an item came from: the first holds the names. */
export function sheetRow(index: number): number {
  return index + 2;
}

/** The rows of a sheet that items came from, in short: `2–4, 7`. */
export function sheetRows(indices: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const row of indices.map(sheetRow)) {
    const last = runs.at(-1);
    if (last?.[1] === row - 1) last[1] = row;
    else runs.push([row, row]);
  }
  return runs
    .map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
    .join(", ");
}

/** The item that a refusal of all is about, and its field; null for one of the whole. */
export function refusedItem(
  field: string,
): { index: number; field: string } | null {
  const found = /^items\.(\d+)(?:\.(.+))?$/.exec(field);
  return found === null
    ? null
    : { index: Number(found[1]), field: found[2] ?? "" };
}

/** Puts a value where a path leads; a number in it is a place in a list. */
function put(into: Item, [name = "", ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const is_list = /^\d+$/.test(rest[0] ?? "");
  into[name] ??= is_list ? [] : {};
  put(into[name] as Item, rest, value);
}

type Column = (typeof BULK_COLUMNS)[BulkKind][string];

/** The value of a cell; a text that isn't one of its kind is left to be refused. */
function valueOf(text: string, reading: Column["reading"]): unknown {
  if (reading === "rule") return ruleOfText(text) ?? text;
  if (reading === "id" || reading === "number") {
    return /^\d+$/.test(text) ? Number(text) : text;
  }
  if (reading === "yes") {
    if (/^(true|yes|1)$/i.test(text)) return true;
    return /^(false|no|0)$/i.test(text) ? false : text;
  }
  return text;
}
