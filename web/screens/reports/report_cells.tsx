import type { ComponentChildren } from "preact";
import { REPORTS } from "../../messages/reports.ts";
import { say } from "../../messages/en.ts";
import { Money } from "../../ui/figures.tsx";
import {
  groupDigits,
  moneyText,
  percentText,
  shortNumber,
} from "../../ui/number_text.ts";
import type { Dimension, ReportColumn, ReportRow } from "./report_state.ts";

/** A figure by its unit; `of` is the row, whose counts are behind a ratio. */
export function Figure({
  value,
  column,
  currency,
  of,
}: {
  value: string | number | null;
  column: ReportColumn;
  currency: string;
  of: Pick<ReportRow, "clicks" | "conversions">;
}): ComponentChildren {
  if (value === null) return say.none;
  if (column.unit === "money") {
    return <Money amount={String(value)} currency={currency} />;
  }
  return (
    <span class="number" title={figureHint(column, of)}>
      {figureText(value, column, currency)}
    </span>
  );
}

/** A figure with all its digits. */
export function figureText(
  value: string | number | null,
  { unit }: Pick<ReportColumn, "unit">,
  currency: string,
): string {
  if (value === null) return say.none;
  switch (unit) {
    case "money":
      return `${moneyText(String(value))} ${currency}`;
    case "ratio":
      return percentText(Number(value));
    case "percent":
      return `${value}%`;
    case "seconds":
      return duration(Number(value));
    default:
      return groupDigits(String(value));
  }
}

/** A figure as a short text, for the axes of charts. */
export function figureInWords(
  value: number,
  { unit }: Pick<ReportColumn, "unit">,
  currency: string,
): string {
  switch (unit) {
    case "money":
      return `${shortNumber(value, 2)} ${currency}`;
    case "ratio":
      return `${shortNumber(value * 100, 1)}%`;
    case "percent":
      return `${shortNumber(value, 1)}%`;
    case "seconds":
      return duration(value);
    default:
      return shortNumber(value, 2);
  }
}

/** The counts behind a ratio, in words; undefined for other figures. */
export function figureHint(
  { key, unit }: Pick<ReportColumn, "key" | "unit">,
  { clicks, conversions }: Pick<ReportRow, "clicks" | "conversions">,
): string | undefined {
  if (unit !== "ratio") return undefined;
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
