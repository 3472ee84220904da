import type { ComponentChildren } from "preact";
import { curlOf } from "../../api/curl.ts";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useList } from "../../state/use_list.ts";
import type { Page } from "../../state/use_list.ts";
import { Button, CopyButton } from "../../ui/button.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { Empty, Failed, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { figureColumn } from "../reports/figure_column.ts";
import { useMonthFigures } from "./month_figures.ts";
import type { MonthFigures, Subject } from "./month_figures.ts";

/** A list of what a network consists of. */
interface PartyList<Row extends { id: number }> {
  title: string;
  subject: Subject;
  /** Its address in the API. */
  path: string;
  filters: readonly Filter[];
  columns: readonly Column<Row>[];
  /** Shown instead of an empty list: the next step. */
  empty: string;
  make: { label: string; href: string };
  /** Further ways from here. */
  more?: ComponentChildren;
  ask(query: Record<string, string>, signal?: AbortSignal): Promise<Page<Row>>;
}

const FIGURES = [
  "clicks.valid",
  "conversions.approved",
  "conversions.pending",
  "cr",
  "revenue",
  "payout",
  "margin",
];

/** Shows a list with the month's figures of each; search, filters and order stand in the address. */
export function PartyListScreen<Row extends { id: number }>({
  list,
}: {
  list: PartyList<Row>;
}) {
  useTitle(list.title);
  const location = useLocation();
  const sort = location.query.get("sort") ?? "-created_at";
  const query = { ...useFilters(list.filters), sort };
  const { rows, error, is_loading, more, reload } = useList(
    JSON.stringify(query),
    (cursor, signal) =>
      list.ask({ ...query, ...(cursor && { cursor }) }, signal),
  );
  const figures = useMonthFigures(
    list.subject,
    rows?.map(({ id }) => id) ?? [],
  );
  return (
    <>
      <div class="screen-head">
        <h1>{list.title}</h1>
        <div class="row">
          {list.more}
          <CopyButton
            label={say.copy_as_curl}
            text={() => curlOf(`${list.path}?${new URLSearchParams(query)}`)}
          />
          <a class="button" data-kind="main" href={list.make.href}>
            {list.make.label}
          </a>
        </div>
      </div>
      <FilterBar filters={list.filters} />
      {error !== undefined && <Failed error={error} retry={reload} />}
      {rows === undefined ? (
        error === undefined && <Shape lines={8} />
      ) : rows.length === 0 ? (
        <Empty>
          <p>{list.empty}</p>
        </Empty>
      ) : (
        <div aria-busy={is_loading}>
          <Table
            caption={NET.with_month(list.title)}
            rows={rows}
            keyOf={({ id }) => String(id)}
            columns={[...list.columns, ...figureColumns<Row>(figures)]}
            sort={sort}
            onSort={(by) => go(withQuery(location, { sort: by }))}
          />
        </div>
      )}
      {more !== undefined && (
        <div>
          <Button onClick={more}>{say.more}</Button>
        </div>
      )}
    </>
  );
}

/** Columns of the month's figures that the report has for who asks. */
function figureColumns<Row extends { id: number }>({
  report,
  rowOf,
}: MonthFigures): Column<Row>[] {
  if (report === undefined) return [];
  return report.columns
    .filter(({ key }) => FIGURES.includes(key))
    .map((column) =>
      figureColumn<Row>(column, report.currency, ({ id }) => rowOf(id)),
    );
}
