import { REPORTS } from "../../messages/reports.ts";
import type { Column } from "../../ui/table.tsx";
import { figureHint, figureText } from "./report_cells.tsx";
import { figureOf } from "./report_state.ts";
import type { FigureKey, ReportColumn, ReportRow } from "./report_state.ts";

/**
 * A table's column of a report's figure. Its cells are texts without elements of their own: a table
 * of 500 rows has thousands of them.
 */
export function figureColumn<Row>(
  column: ReportColumn,
  currency: string,
  reportRowOf: (row: Row) => ReportRow | undefined,
): Column<Row> {
  const { key, formula } = column;
  return {
    key,
    label: REPORTS.figures[key as FigureKey],
    title: formula ?? undefined,
    align: "right",
    is_figure: true,
    cell(row) {
      const of = reportRowOf(row);
      return of === undefined
        ? ""
        : figureText(figureOf(of, key), column, currency);
    },
    hint(row) {
      const of = reportRowOf(row);
      return of === undefined ? undefined : figureHint(column, of);
    },
  };
}
