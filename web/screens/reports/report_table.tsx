import { REPORTS } from "../../messages/reports.ts";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { Figure, valueAsFilter, valueInWords } from "./report_cells.tsx";
import { figureOf, shownFigures } from "./report_state.ts";
import type {
  ColumnSet,
  Dimension,
  Report,
  ReportRow,
} from "./report_state.ts";

/** A row of the table: one of the report's, or its rest or totals. */
interface Line {
  name: string | null;
  row: ReportRow;
}

/** A report's rows, the rest and the totals. */
export function ReportTable({
  report,
  rows,
  group_by,
  columns,
  sort,
  onSort,
  onDrill,
}: {
  report: Report;
  rows: readonly ReportRow[];
  group_by: readonly Dimension[];
  columns: ColumnSet;
  sort: string | null;
  onSort(sort: string): void;
  onDrill(dimension: Dimension, value: string): void;
}) {
  const lines: Line[] = rows.map((row) => ({ name: null, row }));
  if (report.rest !== null) {
    lines.push({ name: REPORTS.rest, row: report.rest as ReportRow });
  }
  return (
    <Table<Line>
      caption={REPORTS.title}
      columns={[
        ...group_by.map((one, at) => dimensionColumn(one, at, onDrill)),
        ...figureColumns(report, columns),
      ]}
      rows={lines}
      foot={{ name: REPORTS.total, row: report.totals as ReportRow }}
      keyOf={({ name, row }) =>
        name ?? JSON.stringify(group_by.map((one) => row[one]))
      }
      sort={sort}
      onSort={onSort}
    />
  );
}

function dimensionColumn(
  dimension: Dimension,
  at: number,
  onDrill: (dimension: Dimension, value: string) => void,
): Column<Line> {
  return {
    key: dimension,
    label: REPORTS.dimensions[dimension],
    sort: dimension,
    cell({ name, row }) {
      if (name !== null) return at === 0 ? name : "";
      const words = valueInWords(row, dimension);
      const value = valueAsFilter(row, dimension);
      return value === undefined ? (
        words
      ) : (
        <button
          type="button"
          class="link"
          title={REPORTS.drill(words)}
          onClick={() => onDrill(dimension, value)}
        >
          {words}
        </button>
      );
    },
  };
}

function figureColumns(report: Report, set: ColumnSet): Column<Line>[] {
  const { currency } = report;
  return shownFigures(report, set).map((column) => ({
    key: column.key,
    label: REPORTS.figures[column.key as keyof typeof REPORTS.figures],
    title: titleOf(column),
    align: "right",
    sort: column.key,
    cell: ({ row }) => {
      const { before } = row;
      return (
        <>
          <Figure
            value={figureOf(row, column.key)}
            {...{ column, currency, of: row }}
          />
          {before !== null && before !== undefined && (
            <div class="quiet before">
              <Figure
                value={figureOf(before, column.key)}
                {...{ column, currency, of: before }}
              />
            </div>
          )}
        </>
      );
    },
  }));
}

function titleOf({
  formula,
  mixed_axes,
  additive,
}: Report["columns"][number]): string {
  return [
    formula ?? "",
    mixed_axes ? REPORTS.mixed_axes : "",
    additive ? "" : REPORTS.not_additive,
  ]
    .filter((one) => one !== "")
    .join("\n");
}
