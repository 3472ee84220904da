import { offsetAt } from "../../modules/kernel/mod.ts";
import { alignTable } from "./align_table.ts";
import { UsageError } from "./usage_error.ts";

type Figures = Record<string, unknown>;

interface Column {
  key: string;
  unit: string;
  formula: string | null;
  mixed_axes: boolean;
  additive: boolean;
}

/** The printed parts of a report from the API. */
export interface ShownReport {
  from: string;
  to: string;
  timezone: string;
  currency: string;
  time: string;
  as_of: string;
  group_by: string[];
  columns: Column[];
  data: (Figures & { before?: Figures | null })[];
  rest: Figures | null;
  totals: Figures;
  compare: { from: string; to: string; totals: Figures } | null;
  limits: string[];
  next_cursor: string | null;
}

/** Figures that are shown unless others are asked for, so that a row fits a terminal. */
const SHOWN = [
  "clicks.gross",
  "clicks.valid",
  "clicks.unique",
  "conversions.pending",
  "conversions.approved",
  "revenue",
  "payout",
  "margin",
  "cr",
  "epc",
];
/** A figure by verdict, which no cell has room for. */
const BY_VERDICT = "clicks.by_verdict";
/** When a conversion counts. */
const AXES: Readonly<Record<string, string>> = {
  conversion: "conversions when they were recorded",
  click: "conversions when their click was",
  approval: "conversions when they were approved",
};
const CELL_CHARS_MAX = 40;
const NONE = "–";

/** A report as lines of a terminal; `columns` are the keys of figures, with commas between. */
export function reportTable(report: ShownReport, columns?: string): string[] {
  const { data, rest, totals, compare, group_by } = report;
  const figures = chooseFigures(report, columns);
  const cells = (row: Figures, before: Figures | null | undefined) =>
    figures.flatMap((column) => [
      figureText(column, valueAt(row, column.key)),
      ...(compare === null ? [] : [changeText(column, { row, before })]),
    ]);
  const rows = data.map((row) => [
    ...group_by.map((key) => keyText(row[key])),
    ...cells(row, row.before),
  ]);
  const sumRow = (
    name: string,
    row: Figures,
    before: Figures | null | undefined,
  ) => [name, ...group_by.slice(1).map(() => ""), ...cells(row, before)];
  const heads = figures.flatMap((column) => [
    headOf(column),
    ...(compare === null ? [] : ["change"]),
  ]);
  const table = alignTable({
    heads: [...group_by, ...heads],
    left: group_by.length,
    rows,
    sums: [
      ...(rest === null ? [] : [sumRow("rest", rest, undefined)]),
      sumRow("total", totals, compare?.totals),
    ],
  });
  return [titleOf(report), "", ...table, ...notesOf(report, figures)];
}

function chooseFigures(report: ShownReport, asked?: string): Column[] {
  const known = report.columns.filter(
    ({ key }) => !report.group_by.includes(key) && key !== BY_VERDICT,
  );
  if (asked === undefined)
    return known.filter(({ key }) => SHOWN.includes(key));
  return asked.split(",").map((name) => {
    const found = known.find(({ key }) => key === name.trim());
    if (found !== undefined) return found;
    const allowed = known.map(({ key }) => key).join(", ");
    throw new UsageError(`--columns must be of ${allowed}`);
  });
}

/** The two lines of a column's head: `clicks.gross` is `clicks` above `gross`. */
function headOf({ key, mixed_axes }: Column): string {
  return `${key.replace(".", "\n")}${mixed_axes ? "*" : ""}`;
}

function titleOf(report: ShownReport): string {
  const { timezone, currency, time, compare } = report;
  const at = (iso: string) => localText(iso, timezone);
  const period = (span: { from: string; to: string }) =>
    `${at(span.from)} to ${at(span.to)}`;
  return [
    `${period(report)} ${timezone}`,
    ...(compare === null ? [] : [`compared with ${period(compare)}`]),
    `money in ${currency}`,
    AXES[time] ?? time,
    `as of ${at(report.as_of)}`,
  ].join(", ");
}

/** A time on a zone's clock; a midnight is the day. */
function localText(iso: string, timezone: string): string {
  const ms = Date.parse(iso);
  const wall = new Date(ms + offsetAt(ms, timezone)).toISOString();
  const time = wall.slice(11, 16);
  return time === "00:00" ? wall.slice(0, 10) : `${wall.slice(0, 10)} ${time}`;
}

function valueAt(row: Figures | null | undefined, key: string): unknown {
  let value: unknown = row;
  for (const name of key.split(".")) {
    if (typeof value !== "object" || value === null) return null;
    value = Reflect.get(value, name);
  }
  return value ?? null;
}

function keyText(value: unknown): string {
  if (value === null || value === undefined) return "(none)";
  if (typeof value === "object") {
    const { id, name } = value as { id: number; name?: string | null };
    return typeof name === "string" ? `${printable(name)} (${id})` : `(${id})`;
  }
  const text = String(value);
  // As in a filter: a sub's own text isn't what has none.
  return /^"*\((?:none|other)\)"*$/.test(text) ? `"${text}"` : printable(text);
}

/** A text of several lines that doesn't steer the terminal. */
export function withoutControls(text: string): string {
  return text.replaceAll(
    /(?![\n\r\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu,
    "\ufffd",
  );
}

/** Subs are strangers' texts: one must not steer the terminal, nor fill it. */
function printable(text: string): string {
  const shown = text.replaceAll(/[\p{C}\u2028\u2029]/gu, "\ufffd");
  const chars = [...shown];
  if (chars.length <= CELL_CHARS_MAX) return shown;
  return `${chars.slice(0, CELL_CHARS_MAX - 1).join("")}…`;
}

function figureText({ unit }: Column, value: unknown): string {
  if (value === null) return NONE;
  if (unit === "ratio") return `${decimal(Number(value) * 100, 2)} %`;
  if (unit === "percent") return `${decimal(Number(value), 2)} %`;
  return unit === "seconds" ? `${String(value)} s` : String(value);
}

/** A percentage with as many decimals. */
function decimal(percent: number, places: number): string {
  const steps = Math.round(Math.abs(percent) * 10 ** places);
  const digits = String(steps).padStart(places + 1, "0");
  const sign = percent < 0 && steps > 0 ? "-" : "";
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The change in percent; of nothing to something there is none. */
function changeText(
  column: Column,
  { row, before }: { row: Figures; before: Figures | null | undefined },
): string {
  // The rest isn't compared.
  if (before === undefined) return "";
  const now = valueAt(row, column.key);
  const then =
    before === null && isSum(column) ? 0 : valueAt(before, column.key);
  if (now === null || then === null) return NONE;
  const [to, from] = [Number(now), Number(then)];
  if (to === from) return "0 %";
  if (from === 0) return NONE;
  const percent = ((to - from) / Math.abs(from)) * 100;
  return `${percent > 0 ? "+" : ""}${decimal(percent, 1)} %`;
}

/** Whether a figure of a period in which nothing happened is zero. */
function isSum({ unit, formula }: Column): boolean {
  return (
    unit === "count" || (unit === "money" && formula?.includes("/") !== true)
  );
}

function notesOf(report: ShownReport, figures: readonly Column[]): string[] {
  const { data, totals, limits, next_cursor } = report;
  const unconverted = (totals["unconverted"] ?? []) as Figures[];
  const notes = [
    ...(data.length === 0 ? ["Nothing was counted."] : []),
    ...(figures.some(({ mixed_axes }) => mixed_axes)
      ? [
          "* Conversions of the period with its clicks, which need not be theirs; --time click counts both at the click.",
        ]
      : []),
    ...(figures.some(
      ({ key, additive }) => key.startsWith("clicks.") && !additive,
    )
      ? [
          "Clicks have neither goal nor status: rows repeat them, the total counts them once.",
        ]
      : []),
    ...unconverted.map(unconvertedNote),
    ...limits,
    ...(next_cursor === null
      ? []
      : ["More rows: --limit takes up to 500, --format csv has all."]),
  ];
  return notes.length === 0 ? [] : ["", ...notes];
}

/** Money without a rate; where none is approved, its currency is that of pending money. */
function unconvertedNote({ currency, ...money }: Figures): string {
  const sums = Object.entries(money).filter(
    ([name]) => name === "revenue" || name === "payout",
  );
  const is_pending = sums.every(([, amount]) => !/[1-9]/.test(String(amount)));
  const what = is_pending
    ? "what is pending"
    : sums.map(([name, amount]) => `${name} ${String(amount)}`).join(", ");
  return `In no sum, for want of an exchange rate: ${String(currency)} ${what}.`;
}
