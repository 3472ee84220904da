import { useEffect, useState } from "preact/hooks";
import { api, ApiError, ok } from "../../api/client.ts";
import { downloadCsv } from "../../api/download.ts";
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
import { dimensionsFor, ReportControls } from "./report_controls.tsx";
import { readState } from "./report_state.ts";
import type { Report, ReportRow } from "./report_state.ts";
import { ReportTable } from "./report_table.tsx";

/** Any report: its address is the question. */
export function ReportsScreen() {
  useTitle(REPORTS.title);
  const location = useLocation();
  const timezone = useTimezone();
  const { currency } = useChoices();
  const state = readState(location, { timezone, currency });
  const { group_by, query } = state;
  const key = JSON.stringify(query);
  const asked = useAsked(key, (signal) => readReport(query, signal));
  const { data, error, is_loading, reload } = asked;
  const pages = useMorePages(key, data, query);
  const change = (changes: Record<string, string | null>) =>
    go(withQuery(location, changes));
  return (
    <>
      <div class="screen-head">
        <h1>{REPORTS.title}</h1>
        <div class="row">
          <Button onClick={() => downloadCsv(addressOf(query), "report.csv")}>
            {REPORTS.csv}
          </Button>
          <CopyButton
            label={say.copy_as_curl}
            text={() => curlOf(addressOf(query))}
          />
        </div>
      </div>
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
          <About report={data} />
          {data.data.length === 0 ? (
            <Empty>
              <p>{REPORTS.no_rows}</p>
            </Empty>
          ) : (
            <ReportTable
              report={data}
              rows={[...data.data, ...pages.rows]}
              group_by={group_by}
              columns={state.columns}
              sort={query["sort"] ?? null}
              onSort={(sort) => change({ sort })}
              onDrill={(dimension, value) => change({ [dimension]: value })}
            />
          )}
          {pages.error !== null && <Failed error={pages.error} />}
          {pages.next !== null && (
            <div>
              <Button onClick={pages.more}>{REPORTS.more}</Button>
            </div>
          )}
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

async function readReport(
  query: Record<string, string>,
  signal?: AbortSignal,
): Promise<Report> {
  const params = { query };
  return await ok(
    api.GET("/api/v1/reports", { params, ...(signal && { signal }) }),
  );
}

function addressOf(query: Record<string, string>): string {
  return `/api/v1/reports?${new URLSearchParams(query)}`;
}

function curlOf(address: string): string {
  return `curl -H "Authorization: Bearer $TOKEN" '${window.location.origin}${address.replaceAll("'", "%27")}'`;
}
