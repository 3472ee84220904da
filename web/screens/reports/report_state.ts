import { REPORTS } from "../../messages/reports.ts";
import type { Schema } from "../../api/client.ts";
import type { Location } from "../../state/location.ts";

export type Report = Schema<"Report">;
export type ReportRow = Schema<"ReportRow">;
export type ReportColumn = Report["columns"][number];
export type Dimension = keyof typeof REPORTS.dimensions;
export type ColumnSet = keyof typeof REPORTS.column_sets;

export const DIMENSIONS = Object.keys(REPORTS.dimensions) as Dimension[];
/** How many a report takes. */
export const DIMENSIONS_MAX = 4;

const NAMED = ["group_by", "period", "from", "to", "time", "compare", "sort"];

/** What the address asks for: the API's own parameters, and the columns that are shown. */
export interface ReportState {
  group_by: Dimension[];
  columns: ColumnSet;
  filters: { dimension: Dimension; value: string }[];
  /** The API's parameters but the cursor. */
  query: Record<string, string>;
}

/** Reads the state of the screen from its address. */
export function readState(
  { query }: Location,
  chosen: { timezone: string; currency: string | null },
): ReportState {
  const asked: Record<string, string> = {};
  for (const name of [...NAMED, ...DIMENSIONS, "currency", "timezone"]) {
    const value = query.get(name);
    if (value !== null && value !== "") asked[name] = value;
  }
  asked["group_by"] ??= "day";
  if (asked["from"] === undefined) asked["period"] ??= "last_7_days";
  asked["timezone"] ??= chosen.timezone;
  if (chosen.currency !== null) asked["currency"] ??= chosen.currency;
  const columns = query.get("columns") as ColumnSet | null;
  return {
    group_by: asked["group_by"].split(",").filter(isDimension),
    columns: columns !== null && columns in SETS ? columns : "main",
    filters: DIMENSIONS.flatMap((dimension) => {
      const value = asked[dimension];
      return value === undefined ? [] : [{ dimension, value }];
    }),
    query: asked,
  };
}

function isDimension(text: string): text is Dimension {
  return text in REPORTS.dimensions;
}

/** Figures of each set; `all` has everything that the role gets. */
const SETS: Record<ColumnSet, readonly string[]> = {
  main: [
    "clicks.valid",
    "conversions.pending",
    "conversions.approved",
    "cr",
    "revenue",
    "payout",
    "margin",
    "epc",
  ],
  traffic: [
    "clicks.gross",
    "clicks.valid",
    "clicks.unique",
    "clicks.invalid",
    "clicks.bot",
    "cr",
    "epc",
  ],
  money: [
    "conversions.approved",
    "amount",
    "revenue",
    "payout",
    "margin",
    "margin_percent",
    "pending_revenue",
    "pending_payout",
    "cpa",
    "rpc",
    "aov",
  ],
  all: [],
};

/** The figures of a report that a set shows, in the report's order. */
export function shownFigures(
  report: Pick<Report, "columns" | "group_by">,
  set: ColumnSet,
): ReportColumn[] {
  const wanted = SETS[set];
  return report.columns.filter(
    ({ key }) =>
      key in REPORTS.figures && (set === "all" || wanted.includes(key)),
  );
}

/** A figure of a row by its key, such as `clicks.valid`. */
export function figureOf(row: object, key: string): string | number | null {
  let value: unknown = row;
  for (const part of key.split(".")) {
    value = (value as Record<string, unknown> | null | undefined)?.[part];
  }
  return (value ?? null) as string | number | null;
}
