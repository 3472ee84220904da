import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../../api/client.ts";
import { curlOf } from "../../api/curl.ts";
import { downloadCsv, downloadNdjson } from "../../api/download.ts";
import { say } from "../../messages/en.ts";
import { REPORTS } from "../../messages/reports.ts";
import { useAsked } from "../../state/asked.ts";
import { useChoices } from "../../state/choices.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useMe, useTimezone } from "../../state/session.tsx";
import { Button, CopyButton } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { Empty, Failed, Notice, Shape } from "../../ui/notice.tsx";
import { useTitle } from "../../ui/title.ts";
import { addressOf, readReport } from "./read_report.ts";
import { ReportChart } from "./report_chart.tsx";
import { ColumnChoice } from "./report_columns.tsx";
import { dimensionsFor, ReportControls } from "./report_controls.tsx";
import { drilledInto, readState } from "./report_state.ts";
import type { Report, ReportRow, ReportState } from "./report_state.ts";
import { ReportTable } from "./report_table.tsx";
import { SaveDialog } from "./save_report.tsx";
import { SavedBar } from "./saved_bar.tsx";
import { placeOf, SavedReports } from "./saved_reports.tsx";

/** The dialog that is open over the report; it stands in the address. */
type Over = "columns" | "save" | "saved";

/** Any report: its address is the question. */
export function ReportsScreen() {
  useTitle(REPORTS.title);
  const location = useLocation();
  const timezone = useTimezone();
  const { currency, period } = useChoices();
  const chosen = { timezone, currency, period };
  const state = readState(location, chosen);
  const { query } = state;
  const key = JSON.stringify(query);
  const asked = useAsked(key, (signal) => readReport(query, signal));
  const { data, error, is_loading, reload } = asked;
  const change = (changes: Record<string, string | null>) =>
    go(withQuery(location, changes));
  const over = location.query.get("over") as Over | null;
  const saved = location.query.get("saved");
  const show = (what: Over | null) => change({ over: what });
  return (
    <>
      <Head state={state} onShow={show} />
      {saved !== null && <SavedBar id={saved} query={query} chosen={chosen} />}
      <ReportControls
        state={state}
        dimensions={dimensionsFor(useMe().role)}
        change={change}
      />
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape lines={8} />
      ) : (
        <div class="stack" aria-busy={is_loading}>
          <Answer
            report={data}
            state={state}
            change={change}
            question={key}
            onColumns={() => show("columns")}
          />
        </div>
      )}
      {over === "columns" && data !== undefined && (
        <ColumnChoice
          report={data}
          columns={state.columns}
          change={change}
          onClose={() => show(null)}
        />
      )}
      {over === "saved" && <SavedReports onClose={() => show(null)} />}
      {over === "save" && (
        <SaveDialog
          query={query}
          onClose={() => show(null)}
          onSaved={(made) => go(placeOf(made))}
        />
      )}
    </>
  );
}

function Head({
  state: { query, columns },
  onShow,
}: {
  state: ReportState;
  onShow(what: Over): void;
}) {
  const address = addressOf(query);
  const [error, setError] = useState<ApiError | null>(null);
  const keep = async (kept: Promise<void>) => {
    setError(null);
    try {
      await kept;
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      setError(reason);
    }
  };
  const link = () => {
    const { origin, pathname, search } = window.location;
    const asked = new URLSearchParams(search);
    asked.delete("over");
    for (const [name, value] of Object.entries(query)) asked.set(name, value);
    if (columns !== "main") asked.set("columns", String(columns));
    return `${origin}${pathname}?${asked}`;
  };
  return (
    <div class="screen-head">
      <h1>{REPORTS.title}</h1>
      <div class="row">
        <Button onClick={() => onShow("saved")}>{REPORTS.saved}</Button>
        <Button onClick={() => onShow("save")}>{REPORTS.save}</Button>
        <Button onClick={() => keep(downloadCsv(address, "report.csv"))}>
          {REPORTS.csv}
        </Button>
        <Button onClick={() => keep(downloadNdjson(address, "report.ndjson"))}>
          {REPORTS.ndjson}
        </Button>
        <CopyButton label={REPORTS.share} text={link} />
        <CopyButton label={say.copy_as_curl} text={() => curlOf(address)} />
      </div>
      {error !== null && <Failed error={error} />}
    </div>
  );
}

/** The report's chart, rows and totals. */
function Answer({
  report,
  state,
  change,
  question,
  onColumns,
}: {
  report: Report;
  state: ReportState;
  change(changes: Record<string, string | null>): void;
  question: string;
  onColumns(): void;
}) {
  const { query: of } = useLocation();
  const pages = useMorePages(question, report, state.query);
  const dimensions = dimensionsFor(useMe().role);
  const ticked = of.get("ticked");
  return (
    <>
      <div class="row row-apart">
        <About report={report} />
        <Button onClick={onColumns}>{REPORTS.columns}</Button>
      </div>
      {report.data.length === 0 ? (
        <Empty>
          <p>{REPORTS.no_rows}</p>
        </Empty>
      ) : (
        <>
          <ReportChart
            report={report}
            state={state}
            ticked={ticked}
            figure={of.get("chart")}
            change={change}
          />
          <ReportTable
            report={report}
            rows={[...report.data, ...pages.rows]}
            state={state}
            ticked={ticked}
            onSort={(sort) => change({ sort })}
            onTicked={(next) => change({ ticked: next })}
            onDrill={(dimension, value) =>
              change({
                [dimension]: value,
                group_by: drilledInto(dimension, state, dimensions).join(","),
                sort: null,
                ticked: null,
              })
            }
          />
        </>
      )}
      {pages.error !== null && <Failed error={pages.error} />}
      {pages.next !== null && (
        <div>
          <Button onClick={pages.more}>{REPORTS.more}</Button>
        </div>
      )}
    </>
  );
}

function About({ report }: { report: Report }) {
  const { timezone, as_of, currency, limits, totals } = report;
  return (
    <>
      <p class="quiet row">
        <span>
          {REPORTS.as_of} <Time at={as_of} timezone={timezone} style="second" />{" "}
          {timezone}
        </span>
        <span>{currency}</span>
      </p>
      {limits.map((limit) => (
        <Notice key={limit} tone="warn">
          {limit}
        </Notice>
      ))}
      {totals.unconverted.length > 0 && (
        <Notice tone="warn">
          {REPORTS.unconverted}{" "}
          {totals.unconverted.map(({ currency: of }) => of).join(", ")}
        </Notice>
      )}
    </>
  );
}

/** Rows beyond the first page, as far as they were asked for. */
function useMorePages(
  key: string,
  first: Report | undefined,
  query: Record<string, string>,
) {
  const [more, setMore] = useState<{
    rows: ReportRow[];
    next: string | null | undefined;
  }>({ rows: [], next: undefined });
  const [error, setError] = useState<ApiError | null>(null);
  useEffect(() => {
    setMore({ rows: [], next: undefined });
    setError(null);
  }, [key, first]);
  const next =
    more.next === undefined ? (first?.next_cursor ?? null) : more.next;
  return {
    rows: more.rows,
    next,
    error,
    more: async () => {
      if (next === null) return;
      try {
        const page = await readReport({ ...query, cursor: next });
        setMore(({ rows }) => ({
          rows: [...rows, ...page.data],
          next: page.next_cursor,
        }));
      } catch (reason) {
        if (!(reason instanceof ApiError)) throw reason;
        setError(reason);
      }
    },
  };
}
