import { csvRow, cutOf, LIST_MEDIA, textStream } from "../http/mod.ts";
import type { Cell, ListFormat, PartyRole } from "../http/mod.ts";
import { CLICK_VERDICTS } from "../kernel/mod.ts";
import { isThing } from "./dimensions.ts";
import type { Dimension } from "./model.ts";
import { ReportRow } from "./report_answers.ts";
import { figuresSeenBy } from "./report_answers.ts";

/** All rows of a report, to be sent as a file. */
export interface ReportFile {
  format: ListFormat;
  group_by: readonly Dimension[];
  is_compared: boolean;
  role: PartyRole | null;
}

/** Sends rows as CSV or NDJSON, some at a time; the caller sees of them what it sees as JSON. */
export function reportFile(
  file: ReportFile,
  rows: AsyncIterable<readonly object[]>,
): Response {
  const { format, role } = file;
  const charset = format === "csv" ? "; charset=utf-8" : "";
  const cut = role === null ? null : cutOf([ReportRow], role);
  const columns = columnsOf(file);
  const lineOf = (row: object): string => {
    const seen = cut === null ? row : cut(row);
    return format === "csv"
      ? csvRow(columns.map((column) => cellAt(seen, column)))
      : `${JSON.stringify(seen)}\n`;
  };
  let head = format === "csv" ? csvRow(columns) : "";
  const body = textStream(rows, (some) => {
    const text = head + some.map(lineOf).join("");
    head = "";
    return text;
  });
  return new Response(body, {
    headers: {
      "content-type": LIST_MEDIA[format] + charset,
      "content-disposition": `attachment; filename="reports.${format}"`,
      vary: "Accept",
    },
  });
}

/** The keys of a row, with dots, as columns of a table. */
function columnsOf({ group_by, is_compared, role }: ReportFile): string[] {
  const keys = group_by.flatMap((dimension) => {
    if (!isThing(dimension)) return [dimension];
    const has_name = dimension !== "affiliate" || role !== "advertiser";
    return has_name
      ? [`${dimension}.id`, `${dimension}.name`]
      : [`${dimension}.id`];
  });
  const figures = [
    ...figuresSeenBy(role).flatMap(({ key }) =>
      key === "clicks.by_verdict"
        ? CLICK_VERDICTS.map((verdict) => `${key}.${verdict}`)
        : [key],
    ),
    "unconverted",
    "exact",
  ];
  const before = figures.map((key) => `before.${key}`);
  return [...keys, ...figures, ...(is_compared ? before : [])];
}

function cellAt(row: unknown, column: string): Cell {
  let value: unknown = row;
  for (const name of column.split(".")) {
    if (typeof value !== "object" || value === null) return null;
    value = Reflect.get(value, name);
  }
  if (value === undefined) return isVerdict(column) ? 0 : null;
  if (value === null) return null;
  if (typeof value === "string" || typeof value === "number") return value;
  return JSON.stringify(value);
}

/** A verdict that no click has is left out of rows. */
function isVerdict(column: string): boolean {
  return column.includes("clicks.by_verdict.");
}
