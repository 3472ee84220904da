import { curlOf } from "../../api/curl.ts";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "../../messages/en.ts";
import { LOGS } from "../../messages/logs.ts";
import { downloadCsv } from "../../api/download.ts";
import { useLocation, withQuery } from "../../state/location.ts";
import type { Location } from "../../state/location.ts";
import { useMe, useTimezone } from "../../state/session.tsx";
import { nextDay, startOfDay } from "../../state/days.ts";
import { useList } from "../../state/use_list.ts";
import type { Page } from "../../state/use_list.ts";
import { Button, CopyButton } from "../../ui/button.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { Empty, Failed, Shape } from "../../ui/notice.tsx";
import { OpenedDrawer } from "../../ui/opened_drawer.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { Act } from "../../ui/act.tsx";
import { tickColumn } from "../network/tick_column.tsx";
import { ColumnsMenu, useShownColumns } from "./columns_menu.tsx";
import { ViewsMenu } from "./views_menu.tsx";

/** A column of a log; its key is that of the field, without which it isn't there. */
export interface LogColumn<Row> extends Column<Row> {
  /** Whether it is shown only if chosen. */
  is_extra?: boolean;
}

/** A log of what happened, the newest first. */
export interface Log<Row> {
  title: string;
  /** The heading of a row's drawer. */
  one: string;
  /** Its address in the API. */
  path: string;
  filters: readonly Filter[];
  columns: readonly LogColumn<Row>[];
  empty: string;
  keyOf(row: Row): string;
  ask(query: Record<string, string>, signal?: AbortSignal): Promise<Page<Row>>;
  /** The content of a row's drawer. */
  detail(key: string): ComponentChildren;
  /** Actions on the ticked rows, or on all of the filters. */
  act?(on: ActOn): ComponentChildren;
  /** Figures of the rows of the filters. */
  summary?(query: Readonly<Record<string, string>>): ComponentChildren;
  /** Whether rows can be ticked. */
  has_ticks?: boolean;
  /** Buttons above the list. */
  tools?(reload: () => void): ComponentChildren;
}

/** The subject of an action of a log. */
export interface ActOn {
  query: Readonly<Record<string, string>>;
  /** Keys of the rows that are ticked. */
  ticked: ReadonlySet<string>;
  reload(): void;
}

const DAYS: readonly Filter[] = [
  { name: "since", label: LOGS.since, type: "date" },
  { name: "up_to", label: LOGS.up_to, type: "date" },
];

/** Shows a log: filters in the address, rows as far as wanted, and a drawer with all of a row. */
export function LogScreen<Row extends object>({ log }: { log: Log<Row> }) {
  useTitle(log.title);
  const location = useLocation();
  const filters = useOpenFilters(log.filters);
  const query = useLogQuery(filters);
  const key = JSON.stringify(query);
  const { rows, error, more, reload } = useList(key, (cursor, signal) =>
    log.ask({ ...query, ...(cursor && { cursor }) }, signal),
  );
  const [ticked, setTicked] = useTicked(key);
  const columns = useShownColumns(log.columns, rows);
  const address = `${log.path}?${new URLSearchParams(query)}`;
  return (
    <>
      <div class="screen-head">
        <h1>{log.title}</h1>
        <div class="row">
          {log.tools?.(reload)}
          <ViewsMenu />
          <ColumnsMenu {...columns} />
          <ListTools {...{ log, address, reload }} />
        </div>
      </div>
      <FilterBar filters={filters} />
      {log.summary?.(query)}
      {log.act?.({ query, ticked, reload })}
      {error !== undefined && <Failed error={error} retry={reload} />}
      {rows === undefined ? (
        error === undefined && <Shape lines={8} />
      ) : rows.length === 0 ? (
        <Empty>
          <p>{log.empty}</p>
        </Empty>
      ) : (
        <Table
          stacks
          is_titled
          caption={log.title}
          rows={rows}
          keyOf={log.keyOf}
          columns={[
            ...(log.has_ticks === true
              ? [
                  tickColumn<Row>({
                    keyOf: log.keyOf,
                    nameOf: log.keyOf,
                    ticked,
                    onTick: setTicked,
                  }),
                ]
              : []),
            ...leading(columns.shown, log, location),
          ]}
        />
      )}
      {more !== undefined && (
        <div>
          <Button onClick={more}>{say.more}</Button>
        </div>
      )}
      <OpenedDrawer name="open" title={log.one}>
        {(id) => <Opened log={log} id={id} />}
      </OpenedDrawer>
    </>
  );
}

/** Ways to take a list along, and to ask for it anew. */
function ListTools<Row>({
  log,
  address,
  reload,
}: {
  log: Pick<Log<Row>, "title">;
  address: string;
  reload(): void;
}) {
  return (
    <>
      <Act kind="plain" work={() => downloadCsv(address, `${log.title}.csv`)}>
        {LOGS.csv}
      </Act>
      <CopyButton label={say.copy_as_curl} text={() => curlOf(address)} />
      <Button kind="plain" onClick={reload}>
        {say.reload}
      </Button>
    </>
  );
}

/** The content of a row's drawer. */
function Opened<Row>({
  log,
  id,
}: {
  log: Pick<Log<Row>, "detail">;
  id: string;
}) {
  return (
    <>
      <div class="row">
        <code>{id}</code>
        <CopyButton text={id} />
        <a class="button" href={`/app/story?${new URLSearchParams({ q: id })}`}>
          {say.story_title}
        </a>
      </div>
      {log.detail(id)}
    </>
  );
}

/** The ticked rows of a list; another list has none. */
function useTicked(of: string) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => setTicked(new Set()), [of]);
  return [ticked, setTicked] as const;
}

/** The filters that make a difference for who asks: everybody has their own rows alone. */
function useOpenFilters(filters: readonly Filter[]): readonly Filter[] {
  const { party } = useMe();
  const others = party?.kind === "affiliate" ? "advertiser" : "affiliate";
  const hidden = party === null ? [] : [`${party.kind}_id`, `${others}_id`];
  return [...filters.filter(({ name }) => !hidden.includes(name)), ...DAYS];
}

/** The API's parameters of the filters: days begin in the chosen zone. */
function useLogQuery(filters: readonly Filter[]): Record<string, string> {
  const timezone = useTimezone();
  const { since, up_to, ...query } = useFilters(filters);
  const from = since && startOfDay(since, timezone);
  const to = up_to && startOfDay(nextDay(up_to), timezone);
  return { ...query, ...(from && { from }), ...(to && { to }) };
}

/** The columns with the first one leading to all of its row. */
function leading<Row>(
  columns: readonly Column<Row>[],
  { keyOf }: Log<Row>,
  location: Location,
): Column<Row>[] {
  return columns.map((column, at) =>
    at > 0
      ? column
      : {
          ...column,
          cell: (row) => (
            <a href={withQuery(location, { open: keyOf(row) })}>
              {column.cell(row)}
              <span class="unseen"> {keyOf(row)}</span>
            </a>
          ),
        },
  );
}
