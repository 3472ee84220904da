import { api, ok } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { REPORTS } from "../../messages/reports.ts";
import { useAsked } from "../../state/asked.ts";
import { useChoices } from "../../state/choices.ts";
import { useTimezone } from "../../state/session.tsx";
import { Failed, Shape } from "../../ui/notice.tsx";
import { Sparkline } from "../../ui/sparkline.tsx";
import { Table } from "../../ui/table.tsx";
import { figureColumn } from "../reports/figure_column.ts";
import { Figure } from "../reports/report_cells.tsx";
import { figureOf, shownFigures } from "../reports/report_state.ts";
import type { Report, ReportRow } from "../reports/report_state.ts";
import type { Subject } from "./month_figures.ts";

/** The last thirty days of a thing by day, and the way to any report about it. */
export function ReportTab({ subject, id }: { subject: Subject; id: number }) {
  const timezone = useTimezone();
  const { currency } = useChoices();
  const about = {
    group_by: "day",
    period: "last_30_days",
    sort: "-day",
    [subject]: String(id),
  } as const;
  const query = {
    ...about,
    timezone,
    empty: "true",
    limit: "31",
    ...(currency !== null && { currency }),
  } as const;
  const asked = useAsked(JSON.stringify(query), (signal) =>
    ok(api.GET("/api/v1/reports", { params: { query }, signal })),
  );
  const { data, error, reload } = asked;
  return (
    <section class="stack">
      <div class="row row-apart">
        <h2>{NET.last_30_days}</h2>
        <a class="button" href={`/app/reports?${new URLSearchParams(about)}`}>
          {NET.open_report}
        </a>
      </div>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape lines={8} />
      ) : (
        <Days report={data} />
      )}
    </section>
  );
}

function Days({ report }: { report: Report }) {
  const columns = shownFigures(report, "main");
  const drawn = ["clicks.valid", "revenue", "payout"].flatMap(
    (key) => columns.find((column) => column.key === key) ?? [],
  );
  const days = report.data.toReversed();
  return (
    <>
      <dl class="tiles">
        {drawn.map((column) => (
          <div class="panel tile" key={column.key}>
            <dt>{labelOf(column.key)}</dt>
            <dd class="figure">
              <Figure
                value={figureOf(report.totals, column.key)}
                column={column}
                currency={report.currency}
                of={report.totals}
              />
            </dd>
            <dd>
              <Sparkline
                title={NET.by_day(labelOf(column.key))}
                values={days.map((row) => Number(figureOf(row, column.key)))}
              />
            </dd>
          </div>
        ))}
      </dl>
      <Table
        caption={NET.by_day_in(report.timezone)}
        rows={report.data}
        keyOf={({ day }) => String(day)}
        columns={[
          { key: "day", label: REPORTS.dimensions.day, cell: dayOf },
          ...columns.map((column) =>
            figureColumn<ReportRow>(column, report.currency, (row) => row),
          ),
        ]}
      />
    </>
  );
}

function dayOf({ day }: ReportRow) {
  return <span class="number">{day}</span>;
}

function labelOf(key: string): string {
  return REPORTS.figures[key as keyof typeof REPORTS.figures];
}
