import { useMemo } from "preact/hooks";
import type { Schema } from "../../api/client.ts";
import { REPORTS } from "../../messages/reports.ts";
import { TODAY } from "../../messages/today.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { Select } from "../../ui/field.tsx";
import { LineChart } from "../../ui/line_chart.tsx";
import { Table } from "../../ui/table.tsx";
import { Figure } from "../reports/report_cells.tsx";
import { figureOf } from "../reports/report_state.ts";

type FigureKey = keyof typeof REPORTS.figures;

/** Two figures of the day by hour, as lines and as a table. */
export function HoursChart({ report }: { report: Schema<"Report"> }) {
  const location = useLocation();
  const { query } = location;
  const columns = report.columns.filter(({ key }) => key in REPORTS.figures);
  const chosen = (name: string, otherwise: string) =>
    columns.find(({ key }) => key === (query.get(name) ?? otherwise));
  const left = chosen("line", "clicks.valid");
  const right = chosen("and", "conversions.approved");
  const as_of = new Date(report.as_of);
  const labels = useMemo(
    () => report.data.map(({ hour }) => String(hour).slice(11, 16)),
    [report],
  );
  const lines = useMemo(
    () =>
      [left, right].flatMap((column, at) =>
        column === undefined
          ? []
          : [
              {
                name: REPORTS.figures[column.key as FigureKey],
                is_right: at === 1,
                values: report.data.map((row) => {
                  const value = figureOf(row, column.key);
                  const is_ahead = new Date(row.hour ?? 0) > as_of;
                  return value === null || is_ahead ? null : Number(value);
                }),
              },
            ],
      ),
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
        <summary>{TODAY.by_hour}</summary>
        <Table
          caption={TODAY.by_hour}
          columns={[
            {
              key: "hour",
              label: TODAY.hour,
              cell: (row) => String(row.hour).slice(11, 16),
            },
            ...[left, right].flatMap((column) =>
              column === undefined
                ? []
                : [
                    {
                      key: column.key,
                      label: REPORTS.figures[column.key as FigureKey],
                      align: "right" as const,
                      cell: (row: Schema<"ReportRow">) => (
                        <Figure
                          value={figureOf(row, column.key)}
                          column={column}
                          currency={report.currency}
                          of={row}
                        />
                      ),
                    },
                  ],
            ),
          ]}
          rows={report.data}
          keyOf={({ hour }) => String(hour)}
        />
      </details>
    </section>
  );
}
