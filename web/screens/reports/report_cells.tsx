import type { ComponentChildren } from "preact";
import { REPORTS } from "../../messages/reports.ts";
import { say } from "../../messages/en.ts";
import { Count, Money, Ratio, groupDigits } from "../../ui/figures.tsx";
import type { Dimension, ReportColumn, ReportRow } from "./report_state.ts";

/** A figure by its unit; `of` is the row, whose counts are behind a ratio. */
export function Figure({
  value,
  column: { unit, key },
  currency,
  of,
}: {
  value: string | number | null;
  column: ReportColumn;
  currency: string;
  of: Pick<ReportRow, "clicks" | "conversions">;
}): ComponentChildren {
  if (value === null) return say.none;
  switch (unit) {
    case "money":
      return <Money amount={String(value)} currency={currency} />;
    case "ratio":
      return <Ratio value={Number(value)} of={behind(key, of)} />;
    case "percent":
      return <span class="number">{value}%</span>;
    case "seconds":
      return <span class="number">{duration(Number(value))}</span>;
    default:
      return <Count value={Number(value)} />;
  }
}

/** A figure as a short text, for the axes of charts. */
export function figureInWords(
  value: number,
  { unit }: Pick<ReportColumn, "unit">,
  currency: string,
): string {
  const text = (most: number, of = value) =>
    of.toLocaleString("en", {
      maximumFractionDigits: most,
      notation: Math.abs(of) < 10_000 ? "standard" : "compact",
    });
  switch (unit) {
    case "money":
      return `${text(2)} ${currency}`;
    case "ratio":
      return `${text(1, value * 100)}%`;
    case "percent":
      return `${text(1)}%`;
    case "seconds":
      return duration(value);
    default:
      return text(2);
  }
}

/** The counts behind a ratio, in words. */
function behind(
  key: string,
  { clicks, conversions }: Pick<ReportRow, "clicks" | "conversions">,
): string {
  const { pending, approved, rejected, reversed } = conversions;
  const of = (part: number, whole: number) =>
    `${groupDigits(String(part))} / ${groupDigits(String(whole))}`;
  if (key === "cr") return of(pending + approved, clicks.valid);
  if (key === "cr_approved") return of(approved, clicks.valid);
  return of(approved, approved + rejected + reversed);
}

/** Seconds as people say them. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${(seconds / 3600).toFixed(1)} h`;
  return `${(seconds / 86_400).toFixed(1)} d`;
}

/** A row's value of a dimension in words. */
export function valueInWords(row: ReportRow, dimension: Dimension): string {
  const value = row[dimension];
  if (value === null || value === undefined) return REPORTS.nothing;
  if (typeof value === "object") return value.name ?? `#${value.id}`;
  if (dimension === "weekday") {
    return REPORTS.weekdays[Number(value) - 1] ?? String(value);
  }
  return dimension === "hour"
    ? String(value).slice(0, 16).replace("T", " ")
    : String(value);
}

/** A row's value of a dimension as a filter takes it; undefined where it takes none. */
export function valueAsFilter(
  row: ReportRow,
  dimension: Dimension,
): string | undefined {
  const value = row[dimension];
  if (value === null || value === undefined) return "(none)";
  if (typeof value === "object") return String(value.id);
  return String(value).replaceAll("\\", "\\\\").replaceAll(",", "\\,");
}
