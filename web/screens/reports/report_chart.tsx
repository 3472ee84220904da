import { useMemo } from "preact/hooks";
import { REPORTS } from "../../messages/reports.ts";
import { TODAY } from "../../messages/today.ts";
import { useAsked } from "../../state/asked.ts";
import { Select } from "../../ui/field.tsx";
import { LineChart } from "../../ui/line_chart.tsx";
import { Failed, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { readReport } from "./read_report.ts";
import { figureColumn } from "./figure_column.ts";
import { figureInWords, valueInWords } from "./report_cells.tsx";
import { figureOf, figuresOf, TIMES } from "./report_state.ts";
import type {
  Change,
  Dimension,
  FigureKey,
  Report,
  ReportColumn,
  ReportRow,
  ReportState,
} from "./report_state.ts";
import { LINES_MAX, ticksOf } from "./ticked.ts";
import type { Tick } from "./ticked.ts";

const HOUR_MS = 3_600_000;
const POINTS_MAX = "500";

/** The ticked rows over time: a line each, and the same as a table. */
export function ReportChart({
  report,
  state,
  ticked,
  figure,
  change,
}: {
  report: Report;
  state: ReportState;
  ticked: string | null;
  figure: string | null;
  change: Change;
}) {
  const ticks = ticksOf(ticked, state);
  const step = stepOf(report, state.group_by);
  const is_by_time = state.group_by.every((one) => isTime(one));
  const wanted: readonly Tick[] =
    ticks.length > 0
      ? ticks
      : is_by_time
        ? [{ name: REPORTS.total, filters: {} }]
        : [];
  const { sort: _, compare: __, ...query } = state.query;
  const key = JSON.stringify([query, step, wanted]);
  const asked = useAsked(wanted.length === 0 ? null : key, (signal) =>
    Promise.all(
      wanted.map(({ filters }) =>
        readReport(
          {
            ...query,
            ...filters,
            group_by: step,
            empty: "true",
            limit: POINTS_MAX,
          },
          signal,
        ),
      ),
    ),
  );
  const { data, error, reload } = asked;
  if (wanted.length === 0) {
    return <p class="quiet">{REPORTS.tick_hint(LINES_MAX)}</p>;
  }
  if (error !== undefined) return <Failed error={error} retry={reload} />;
  if (data === undefined) return <Shape lines={6} />;
  return (
    <Drawn
      reports={data}
      names={wanted.map(({ name }) => name)}
      step={step}
      figure={figure ?? "clicks.valid"}
      change={change}
    />
  );
}

function Drawn({
  reports,
  names,
  step,
  figure,
  change,
}: {
  reports: readonly Report[];
  names: readonly string[];
  step: Dimension;
  figure: string;
  change: Change;
}) {
  const [first] = reports;
  const figures = first === undefined ? [] : figuresOf(first);
  const column = figures.find(({ key }) => key === figure) ?? figures[0];
  const labels = useMemo(
    () => (first?.data ?? []).map((row) => valueInWords(row, step)),
    [first, step],
  );
  const lines = useMemo(
    () =>
      column === undefined
        ? []
        : reports.map(({ data, currency }, at) => ({
            name: names[at] ?? "",
            is_count: column.unit === "count",
            shown: (value: number) => figureInWords(value, column, currency),
            values: data.map((row) => numberOf(row, column.key)),
          })),
    [reports, column?.key],
  );
  if (first === undefined || column === undefined) return null;
  return (
    <section class="panel stack">
      <div class="row row-apart">
        <h2>{REPORTS.chart}</h2>
        <Select
          label={REPORTS.chart_figure}
          value={column.key}
          onValue={(value) => change({ chart: value })}
          options={figures.map(({ key }) => ({
            value: key,
            label: REPORTS.figures[key as FigureKey],
          }))}
        />
      </div>
      <LineChart title={REPORTS.chart} labels={labels} lines={lines} />
      <AsTable {...{ reports, names, step, column }} />
    </section>
  );
}

/** The numbers of the chart. */
function AsTable({
  reports,
  names,
  step,
  column,
}: {
  reports: readonly Report[];
  names: readonly string[];
  step: Dimension;
  column: ReportColumn;
}) {
  const rows = reports[0]?.data ?? [];
  return (
    <details>
      <summary>{TODAY.as_table}</summary>
      <Table
        caption={REPORTS.chart}
        rows={rows}
        keyOf={(row) => valueInWords(row, step)}
        columns={[
          {
            key: "time",
            label: REPORTS.dimensions[step],
            cell: (row) => valueInWords(row, step),
          },
          ...reports.map(({ data, currency }, at) => ({
            ...figureColumn<ReportRow>(
              column,
              currency,
              (row) => data[rows.indexOf(row)] ?? row,
            ),
            key: String(at),
            label: names[at] ?? "",
          })),
        ]}
      />
    </details>
  );
}

function numberOf(row: ReportRow, key: string): number | null {
  const value = figureOf(row, key);
  return value === null ? null : Number(value);
}

function isTime(dimension: Dimension): boolean {
  return TIMES.some((one) => one === dimension);
}

/** The step of the chart: the rows' own, else one that makes a readable number of points. */
function stepOf({ from, to }: Report, group_by: readonly Dimension[]) {
  const own = TIMES.find((one) => group_by.includes(one));
  if (own !== undefined) return own;
  const hours = (Date.parse(to) - Date.parse(from)) / HOUR_MS;
  if (hours <= 49) return "hour";
  if (hours <= 24 * 93) return "day";
  return hours <= 24 * 400 ? "week" : "month";
}
