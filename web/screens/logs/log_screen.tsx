import type { ComponentChildren } from "preact";
import { say } from "../../messages/en.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useList } from "../../state/use_list.ts";
import type { Page } from "../../state/use_list.ts";
import { Button, CopyButton } from "../../ui/button.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { Empty, Failed, Shape } from "../../ui/notice.tsx";
import { Drawer } from "../../ui/overlay.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";

/** A log of what happened, the newest first. */
export interface Log<Row> {
  title: string;
  /** Its address in the API. */
  path: string;
  filters: readonly Filter[];
  columns: readonly Column<Row>[];
  empty: string;
  keyOf(row: Row): string;
  ask(query: Record<string, string>, signal?: AbortSignal): Promise<Page<Row>>;
  /** What the drawer of a row shows. */
  detail(row: Row): ComponentChildren;
}

/** Shows a log: filters in the address, rows as far as wanted, and a drawer with all of a row. */
export function LogScreen<Row>({ log }: { log: Log<Row> }) {
  useTitle(log.title);
  const location = useLocation();
  const query = useFilters(log.filters);
  const list = useList(JSON.stringify(query), (cursor, signal) =>
    log.ask({ ...query, ...(cursor && { cursor }) }, signal),
  );
  const { rows, error, more, reload } = list;
  const open_key = location.query.get("open");
  const open = rows?.find((row) => log.keyOf(row) === open_key);
  const show = (key: string | null) => go(withQuery(location, { open: key }));
  return (
    <>
      <div class="screen-head">
        <h1>{log.title}</h1>
        <div class="row">
          <Button onClick={reload}>{say.reload}</Button>
          <CopyButton
            label={say.copy_as_curl}
            text={() => curlOf(`${log.path}?${new URLSearchParams(query)}`)}
          />
        </div>
      </div>
      <FilterBar filters={log.filters} />
      {error !== undefined && <Failed error={error} retry={reload} />}
      {rows === undefined ? (
        error === undefined && <Shape lines={8} />
      ) : rows.length === 0 ? (
        <Empty>
          <p>{log.empty}</p>
        </Empty>
      ) : (
        <Table
          caption={log.title}
          rows={rows}
          keyOf={log.keyOf}
          columns={[...log.columns, openColumn(log, show)]}
        />
      )}
      {more !== undefined && (
        <div>
          <Button onClick={more}>{say.more}</Button>
        </div>
      )}
      {open !== undefined && (
        <Drawer title={log.keyOf(open)} onClose={() => show(null)}>
          <div>
            <a
              class="button"
              href={`/app/story?${new URLSearchParams({ q: log.keyOf(open) })}`}
            >
              {say.story_title}
            </a>
          </div>
          {log.detail(open)}
        </Drawer>
      )}
    </>
  );
}

function openColumn<Row>(
  { keyOf }: Log<Row>,
  show: (key: string) => void,
): Column<Row> {
  return {
    key: "open",
    label: say.details,
    cell: (row) => (
      <Button kind="plain" onClick={() => show(keyOf(row))}>
        {say.details}
        <span class="unseen"> {keyOf(row)}</span>
      </Button>
    ),
  };
}

/** A request to the API as a line for a shell. */
export function curlOf(address: string): string {
  const url = `${window.location.origin}${address.replaceAll("'", "%27")}`;
  return `curl -H "Authorization: Bearer $TOKEN" '${url}'`;
}
