import { invalid } from "../../http/mod.ts";
import { foldColumn, readDate, readTable } from "../../reconciliation/mod.ts";
import type { TableRow } from "../../reconciliation/mod.ts";
import { readCount } from "./count_text.ts";
import type { TheirDay } from "./model.ts";

const FIELD = "file";
const CELL_CHARS_SHOWN = 40;
/** Rows that a file may have: a year of days, and what stands below them. */
const ROWS_MAX = 1_000;

/** Names of columns, the surest first. */
const NAMES = {
  day: "day date datum tag jour fecha data dzien dia dag tarih дата день",
  clicks:
    "clicks click total_clicks visits hits klicks clics clicks_total клики",
  conversions:
    "conversions conversion total_conversions conv leads sales actions konversionen конверсии",
} as const;

const ORDERS = ["ymd", "dmy", "mdy"] as const;

interface Columns {
  day: number;
  clicks: number;
  /** -1 if there are none. */
  conversions: number;
}

/** Reads a tracker's CSV: a row for each day, in any order, and perhaps their sum. */
export function readFile(text: string, days: readonly string[]): TheirDay[] {
  if (/[\0\uFFFD]/.test(text)) {
    throw invalid(FIELD, "has broken characters: save it as UTF-8");
  }
  const table = readTable(text, (cells) => columnsOf(cells) !== null);
  const columns = columnsOf(table?.columns ?? []);
  if (table === null || columns === null) {
    const begin = shown(text.split(/[\r\n]/, 1)[0] ?? "");
    throw invalid(
      FIELD,
      `has no header with "day" and "clicks"; it begins with ${begin}`,
    );
  }
  if (table.rows.length > ROWS_MAX) {
    throw invalid(FIELD, `has more than ${ROWS_MAX} rows: one for each day`);
  }
  for (const { row, problem } of table.rows) {
    if (problem !== null) throw wrong(row, `can't be read: ${problem}`);
  }
  const rows = withoutSum(table.rows, columns);
  if (rows.length === 0) throw invalid(FIELD, "has no rows");
  const of_rows = daysOf(rows, columns.day, days);
  const found = new Map<string, TheirDay>();
  for (const [at, { row, cells }] of rows.entries()) {
    const day = of_rows[at]!;
    if (found.has(day)) {
      throw wrong(row, `has ${day} a second time: sum up to one row a day`);
    }
    const count = (place: number) => countIn(row, cells[place] ?? "");
    const conversions =
      columns.conversions < 0 ? null : count(columns.conversions);
    found.set(day, { day, clicks: count(columns.clicks), conversions });
  }
  return days.flatMap((day) => found.get(day) ?? []);
}

/** Where the columns are; null if the cells are no header. */
function columnsOf(names: readonly string[]): Columns | null {
  const folded = names.map(foldColumn);
  const placeOf = (wanted: string) =>
    wanted
      .split(" ")
      .map((name) => folded.indexOf(foldColumn(name)))
      .find((at) => at >= 0) ?? -1;
  const columns = {
    day: placeOf(NAMES.day),
    clicks: placeOf(NAMES.clicks),
    conversions: placeOf(NAMES.conversions),
  };
  return columns.day < 0 || columns.clicks < 0 ? null : columns;
}

/** Without a last row that has no day, if it is the sum of the others. */
function withoutSum(rows: TableRow[], { day, clicks }: Columns): TableRow[] {
  const last = rows.at(-1);
  if (last === undefined) return rows;
  const is_day = ORDERS.some(
    (order) => readDate(last.cells[day] ?? "", order).ok,
  );
  if (is_day) return rows;
  const others = rows.slice(0, -1);
  const counts = others.map(({ cells }) => readCount(cells[clicks] ?? ""));
  const sum = counts.reduce<number>((all, one) => all + (one ?? 0), 0);
  return readCount(last.cells[clicks] ?? "") === sum ? others : rows;
}

/** The day of each row, in the only order in which all of them are days of the period. */
function daysOf(
  rows: readonly TableRow[],
  column: number,
  days: readonly string[],
): string[] {
  const known = new Set(days);
  const cells = rows.map((one) => one.cells[column] ?? "");
  const readings = ORDERS.map((order) => {
    const read = cells.map((cell) => dayIn(cell, order));
    const wrong_at = read.findIndex((day) => day === null || !known.has(day));
    return { read, wrong_at: wrong_at < 0 ? Infinity : wrong_at };
  });
  const wrong_at = Math.max(...readings.map((one) => one.wrong_at));
  const best = readings.filter((one) => one.wrong_at === wrong_at);
  if (wrong_at !== Infinity) {
    const is_day = best.some(({ read }) => read[wrong_at] !== null);
    const cell = cells[wrong_at] ?? "";
    const is_last = wrong_at > 0 && wrong_at === rows.length - 1;
    const is_sum = is_last && !/\d/.test(cell);
    const what = is_day
      ? "a day that isn't in the period"
      : `no day${is_sum ? ", and isn't the sum of the others" : ""}`;
    throw wrong(rows[wrong_at]!.row, `has ${what}: ${shown(cell)}`);
  }
  if (new Set(best.map(({ read }) => read.join())).size > 1) {
    throw invalid(
      FIELD,
      "has days that can be read in two ways: write them as 2026-11-28",
    );
  }
  return best[0]!.read.map(String);
}

/** A day without a time of day or a zone; null if it is none. */
function dayIn(text: string, order: (typeof ORDERS)[number]): string | null {
  const read = readDate(text, order);
  if (!read.ok || read.has_zone) return null;
  const written = new Date(read.at_ms).toISOString();
  return written.endsWith("T00:00:00.000Z") ? written.slice(0, 10) : null;
}

function countIn(row: number, cell: string): number {
  const count = readCount(cell);
  if (count !== null) return count;
  const what = /^[=+@-]/.test(cell.trim())
    ? "a formula or a sign"
    : "no whole number";
  throw wrong(row, `has ${what} where a count is expected: ${shown(cell)}`);
}

function wrong(row: number, what: string) {
  return invalid(FIELD, `row ${row} ${what}`);
}

function shown(text: string): string {
  const cut = text.slice(0, CELL_CHARS_SHOWN);
  return JSON.stringify(cut.length < text.length ? `${cut}…` : cut);
}
