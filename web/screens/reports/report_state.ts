import { REPORTS } from "../../messages/reports.ts";
import type { components } from "../../api/api_types.ts";

export type Report = components["schemas"]["Report"];
export type ReportRow = components["schemas"]["ReportRow"];
export type ReportColumn = Report["columns"][number];
export type Dimension = keyof typeof REPORTS.dimensions;
export type FigureKey = keyof typeof REPORTS.figures;
export type ColumnSet = keyof typeof REPORTS.column_sets;

/** Changes values of the address; null takes one out. */
export type Change = (changes: Record<string, string | null>) => void;

export const DIMENSIONS = Object.keys(REPORTS.dimensions) as Dimension[];
/** How many a report takes. */
export const DIMENSIONS_MAX = 4;
/** Those that pass in equal steps, the shortest first. */
export const TIMES = ["hour", "day", "week", "month"] as const;

const NAMED = ["group_by", "period", "from", "to", "time", "compare", "sort"];

/** Choices for all screens, which count where the address has none. */
export interface Chosen {
  timezone: string;
  currency: string | null;
  period: string | null;
}

/** A report as its address has it: the API's own parameters, and the figures that are shown. */
export interface ReportState {
  group_by: Dimension[];
  /** Name of a set, or keys of figures. */
  columns: ColumnSet | readonly string[];
  filters: { dimension: Dimension; value: string }[];
  /** The API's parameters but the cursor. */
  query: Record<string, string>;
}

/** Reads the state of the screen from its address. */
export function readState(
  { query }: { query: URLSearchParams },
  chosen: Chosen,
): ReportState {
  const asked: Record<string, string> = {};
  for (const name of [...NAMED, ...DIMENSIONS, "currency", "timezone"]) {
    const value = query.get(name);
    if (value !== null && value !== "") asked[name] = value;
  }
  asked["group_by"] ??= "day";
  if (asked["from"] === undefined) {
    asked["period"] ??= chosen.period ?? "last_7_days";
  }
  asked["timezone"] ??= chosen.timezone;
  if (chosen.currency !== null) asked["currency"] ??= chosen.currency;
  return {
    group_by: asked["group_by"].split(",").filter(isDimension),
    columns: readColumns(query.get("columns")),
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

function readColumns(text: string | null): ReportState["columns"] {
  if (text === null || text === "") return "main";
  if (text in SETS) return text as ColumnSet;
  return text.split(",").filter((key) => key in REPORTS.figures);
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

/** All figures that a role gets, in the report's order. */
export function figuresOf({ columns }: Pick<Report, "columns">) {
  return columns.filter(({ key }) => key in REPORTS.figures);
}

/** The figures of a report that are shown, in the report's order. */
export function shownFigures(
  report: Pick<Report, "columns">,
  columns: ReportState["columns"],
): ReportColumn[] {
  const wanted = typeof columns === "string" ? SETS[columns] : columns;
  return figuresOf(report).filter(
    ({ key }) => columns === "all" || wanted.includes(key),
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

/** The next dimensions below one that is drilled into. */
const INTO: Partial<Record<Dimension, readonly Dimension[]>> = {
  month: ["week", "day"],
  week: ["day"],
  day: ["hour"],
  advertiser: ["campaign", "day"],
  campaign: ["affiliate", "goal", "day"],
  affiliate: ["campaign", "sub1", "day"],
  link: ["sub1", "day"],
  country: ["device", "day"],
  device: ["os", "day"],
  os: ["browser", "day"],
};

const OTHERWISE: readonly Dimension[] = ["day", "campaign", "country"];

/** The rows and filters after a value of a dimension was drilled into. */
export function drilledInto(
  dimension: Dimension,
  { group_by, filters }: Pick<ReportState, "group_by" | "filters">,
  allowed: readonly Dimension[],
): Dimension[] {
  const is_free = (one: Dimension) =>
    allowed.includes(one) &&
    !group_by.includes(one) &&
    !filters.some(({ dimension: of }) => of === one);
  const others = group_by.filter((one) => one !== dimension);
  if (others.length > 0) return others;
  const next = [...(INTO[dimension] ?? []), ...OTHERWISE].find(is_free);
  return [next ?? dimension];
}
