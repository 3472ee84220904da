import { api, ok } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { WINDOWS } from "../../messages/windows.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import type { Page } from "../../state/use_list.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, Failed, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { readSources, sourceColumns } from "./sources_tab.tsx";
import type { SourceRow } from "./sources_tab.tsx";

interface Row extends SourceRow {
  advertiser: { id: number; name: string };
}

/** Advertisers whose sources are asked for at once. */
const PAGE = "10";

/** Sources of all advertisers, and whether they are heard. */
export function AllSourcesScreen() {
  useTitle(NET.sources_all);
  const timezone = useTimezone();
  const { rows, error, more, reload } = useList("all sources", readPage);
  return (
    <>
      <div class="stack-close">
        <div class="screen-head">
          <h1>{NET.sources_all}</h1>
          <a class="button" href="/app/sources/late">
            {WINDOWS.title}
          </a>
        </div>
        <p class="quiet">{NET.sources_lead}</p>
      </div>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {rows === undefined ? (
        error === undefined && <Shape lines={8} />
      ) : rows.length === 0 ? (
        <Empty>
          <p>{NET.sources_none}</p>
          <a href="/app/advertisers">{NET.advertisers}</a>
        </Empty>
      ) : (
        <Table
          stacks
          is_titled
          caption={NET.sources_all}
          rows={rows}
          keyOf={({ source }) => String(source.id)}
          columns={[ADVERTISER, ...sourceColumns(timezone)]}
        />
      )}
      {more !== undefined && (
        <div>
          <Button onClick={more}>{say.more}</Button>
        </div>
      )}
    </>
  );
}

const ADVERTISER: Column<Row> = {
  key: "advertiser",
  label: NET.advertiser,
  cell: ({ advertiser: { id, name } }) => (
    <a href={`/app/advertisers/${id}?tab=sources`}>{name}</a>
  ),
};

/** The sources of the next advertisers by name. */
async function readPage(
  cursor: string | undefined,
  signal?: AbortSignal,
): Promise<Page<Row>> {
  const query = {
    limit: PAGE,
    sort: "name",
    ...(cursor && { cursor }),
  } as const;
  const { data, next_cursor } = await ok(
    api.GET("/api/v1/advertisers", {
      params: { query },
      ...(signal && { signal }),
    }),
  );
  const rows = await Promise.all(
    data.map(async (advertiser) => {
      const sources = await readSources(String(advertiser.id), signal);
      return sources.map((row) => ({ ...row, advertiser }));
    }),
  );
  return { data: rows.flat(), next_cursor };
}
