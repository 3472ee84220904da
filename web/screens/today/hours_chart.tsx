import { useMemo } from "preact/hooks";
import type { Schema } from "../../api/client.ts";
import { REPORTS } from "../../messages/reports.ts";
import { TODAY } from "../../messages/today.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { Select } from "../../ui/field.tsx";
import { LineChart } from "../../ui/line_chart.tsx";
import type { Line } from "../../ui/line_chart.tsx";
import { Table } from "../../ui/table.tsx";
import { figureColumn } from "../reports/figure_column.ts";
import { figureInWords } from "../reports/report_cells.tsx";
import { figureOf } from "../reports/report_state.ts";
import type { ReportColumn, ReportRow } from "../reports/report_state.ts";
import { hoursOf } from "./tiles.tsx";

type FigureKey = keyof typeof REPORTS.figures;

const CHOSEN = { line: "clicks.valid", and: "conversions.approved" };

/** Two figures of the day by hour, as lines and as a table. */
export function HoursChart({ report }: { report: Schema<"Report"> }) {
  const location = useLocation();
  const columns = report.columns.filter(({ key }) => key in REPORTS.figures);
  const chosen = (name: keyof typeof CHOSEN) =>
    columns.find(
      ({ key }) => key === (location.query.get(name) ?? CHOSEN[name]),
    );
  const left = chosen("line");
  const right = chosen("and");
  const labels = useMemo(
    () => report.data.map(({ hour }) => String(hour).slice(11, 16)),
    [report],
  );
  const lines = useMemo(
    () => linesOf(report, left, right),
    [report, left?.key, right?.key],
  );
  const options = columns.map(({ key }) => ({
    value: key,
    label: REPORTS.figures[key as FigureKey],
  }));
  const show = (name: string) => (value: string) =>
    go(withQuery(location, { [name]: value }), { replace: true });
  return (
    <section class="panel stack">
      <div class="row row-apart">
        <h2>{TODAY.by_hour}</h2>
        <div class="row">
          <Select
            label={TODAY.choose_left}
            value={left?.key ?? ""}
            onValue={show("line")}
            options={options}
          />
          <Select
            label={TODAY.choose_right}
            value={right?.key ?? ""}
            onValue={show("and")}
            options={options}
          />
        </div>
      </div>
      <LineChart title={TODAY.by_hour} labels={labels} lines={lines} />
      <details>
        <summary>{TODAY.as_table}</summary>
        <HoursTable
          report={report}
          columns={[left, right].filter((one) => one !== undefined)}
        />
      </details>
    </section>
  );
}

function HoursTable({
  report,
  columns,
}: {
  report: Schema<"Report">;
  columns: readonly ReportColumn[];
}) {
  return (
    <Table
      caption={TODAY.by_hour}
      columns={[
        {
          key: "hour",
          label: TODAY.hour,
          cell: (row) => String(row.hour).slice(11, 16),
        },
        ...columns.map((column) =>
          figureColumn<ReportRow>(column, report.currency, (row) => row),
        ),
      ]}
      rows={report.data}
      keyOf={({ hour }) => String(hour)}
    />
  );
}

/** Both figures, the first with yesterday's. */
function linesOf(
  { data, as_of, currency }: Schema<"Report">,
  left: ReportColumn | undefined,
  right: ReportColumn | undefined,
): Line[] {
  const lineOf = (column: ReportColumn) => ({
    name: REPORTS.figures[column.key as FigureKey],
    is_count: column.unit === "count",
    shown: (value: number) => figureInWords(value, column, currency),
    values: hoursOf(data, column.key, as_of),
  });
  if (left === undefined) return [];
  const line = lineOf(left);
  const before = {
    ...line,
    name: TODAY.before(line.name),
    is_before: true,
    values: data.map((row) => {
      const value = row.before == null ? null : figureOf(row.before, left.key);
      return value === null ? null : Number(value);
    }),
  };
  const other =
    right === undefined ? [] : [{ ...lineOf(right), is_right: true }];
  return [line, before, ...other];
}
