import { REPORTS } from "../../messages/reports.ts";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { figureColumn } from "./figure_column.ts";
import { Figure, valueAsFilter, valueInWords } from "./report_cells.tsx";
import { figureOf, shownFigures } from "./report_state.ts";
import type {
  Dimension,
  Report,
  ReportColumn,
  ReportRow,
  ReportState,
} from "./report_state.ts";
import { hasLines, ticksIn, tickOf, withTick } from "./ticked.ts";

/** A row of the table: one of the report's, or its rest or totals. */
interface Line {
  name: string | null;
  row: ReportRow;
}

/** A report's rows, the rest and the totals. */
export function ReportTable({
  report,
  rows,
  state,
  ticked,
  onSort,
  onDrill,
  onTicked,
}: {
  report: Report;
  rows: readonly ReportRow[];
  state: ReportState;
  ticked: string | null;
  onSort(sort: string): void;
  onDrill(dimension: Dimension, value: string): void;
  onTicked(ticked: string | null): void;
}) {
  const { group_by, columns, query } = state;
  const lines: Line[] = rows.map((row) => ({ name: null, row }));
  if (report.rest !== null) {
    lines.push({ name: REPORTS.rest, row: report.rest as ReportRow });
  }
  const ticks = tickColumn(state, ticked, onTicked);
  return (
    <div class="report-table" data-names={group_by.length}>
      <Table<Line>
        is_titled
        caption={REPORTS.title}
        columns={[
          ...group_by.map((one, at) => dimensionColumn(one, at, onDrill)),
          ...ticks,
          ...figureColumns(report, columns),
        ]}
        rows={lines}
        foot={{ name: REPORTS.total, row: report.totals as ReportRow }}
        keyOf={({ name, row }) =>
          name ?? JSON.stringify(group_by.map((one) => row[one]))
        }
        sort={query["sort"] ?? null}
        onSort={onSort}
      />
    </div>
  );
}

/** Ticks of the rows that are drawn; none where rows are of times alone. */
function tickColumn(
  state: ReportState,
  ticked: string | null,
  onTicked: (ticked: string | null) => void,
): Column<Line>[] {
  const ticks = ticksIn(ticked);
  const column: Column<Line> = {
    key: "ticked",
    label: REPORTS.ticked,
    cell({ name, row }) {
      const tick = name === null ? tickOf(row, state) : undefined;
      if (tick === undefined) return "";
      const words = state.group_by.map((one) => valueInWords(row, one));
      return (
        <input
          type="checkbox"
          class="tick"
          aria-label={REPORTS.draw(words.join(", "))}
          checked={ticks.includes(tick)}
          onChange={() => onTicked(withTick(ticked, tick))}
        />
      );
    },
  };
  return hasLines(state) ? [column] : [];
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

function figureColumns(
  report: Report,
  columns: ReportState["columns"],
): Column<Line>[] {
  const { currency } = report;
  return shownFigures(report, columns).map((column) => ({
    ...figureColumn<Line>(column, currency, ({ row }) => row),
    title: titleOf(column),
    sort: column.key,
    ...(report.compare === null
      ? {}
      : { cell: comparedCell(column, currency) }),
  }));
}

/** A figure above that of the period before. */
function comparedCell(column: ReportColumn, currency: string) {
  const figure = (of: ReportRow) => (
    <Figure value={figureOf(of, column.key)} {...{ column, currency, of }} />
  );
  return ({ row }: Line) => (
    <>
      {figure(row)}
      {row.before != null && (
        <div class="quiet before">{figure(row.before as ReportRow)}</div>
      )}
    </>
  );
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
