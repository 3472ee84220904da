import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { curlOf } from "../../api/curl.ts";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { WINDOWS } from "../../messages/windows.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Button, CopyButton } from "../../ui/button.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { useNamed } from "../own/names.ts";
import type { KnownNames } from "../own/names.ts";
import type { NameOf } from "../own/names.ts";
import { ShownList } from "../own/shown.tsx";
import { OpenWindow } from "./open_window.tsx";
import { dayOf } from "./window_days.ts";
import { WindowDrawer } from "./window_drawer.tsx";

type Window = Schema<"BackfillWindow">;
type State = keyof typeof WINDOWS.states;

const STATES: readonly State[] = ["open", "scheduled", "closed"];

/** Past periods whose late sales are let in for a while. */
export function LateSalesScreen() {
  useTitle(WINDOWS.title);
  const location = useLocation();
  const timezone = useTimezone();
  const advertisers = useNamed("advertisers");
  const campaigns = useNamed("campaigns");
  const filters = filtersOf(advertisers);
  const narrowed = useFilters(filters);
  const query = { sort: "-id", ...narrowed } as const;
  const list = useList<Window>(JSON.stringify(query), (cursor, signal) =>
    ok(
      api.GET("/api/v1/backfill-windows", {
        params: { query: { ...query, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  const show = (changes: Record<string, string | null>) =>
    go(withQuery(location, changes));
  const opened = location.query.get("open");
  return (
    <>
      <p>
        <a href="/app/sources">{NET.sources_all}</a>
      </p>
      <Head query={query} onOpen={() => show({ over: "make" })} />
      <p>{WINDOWS.lead}</p>
      <FilterBar filters={filters} />
      <ShownList
        list={list}
        caption={WINDOWS.title}
        keyOf={({ id }) => String(id)}
        empty={WINDOWS.none}
        columns={columnsOf(timezone, {
          advertiser: advertisers.nameOf,
          campaign: campaigns.nameOf,
          open: (id) => show({ open: String(id) }),
        })}
      />
      {location.query.get("over") === "make" && (
        <OpenWindow
          onClose={() => show({ over: null })}
          onMade={(id) => {
            list.reload();
            show({ over: null, open: String(id) });
          }}
        />
      )}
      {opened !== null && (
        <WindowDrawer
          id={opened}
          nameOf={advertisers.nameOf}
          onClose={() => show({ open: null })}
          onChanged={list.reload}
        />
      )}
    </>
  );
}

function Head({
  query,
  onOpen,
}: {
  query: Record<string, string>;
  onOpen(): void;
}) {
  return (
    <div class="screen-head">
      <h1>{WINDOWS.title}</h1>
      <div class="row">
        <CopyButton
          label={say.copy_as_curl}
          text={() =>
            curlOf(`/api/v1/backfill-windows?${new URLSearchParams(query)}`)
          }
        />
        <Button kind="main" onClick={onOpen}>
          {WINDOWS.open_one}
        </Button>
      </div>
    </div>
  );
}

function filtersOf({ choice }: KnownNames): readonly Filter[] {
  return [
    { name: "advertiser_id", label: WINDOWS.advertiser, ...choice },
    {
      name: "state",
      label: WINDOWS.state,
      options: STATES,
      words: WINDOWS.states,
    },
  ];
}

function columnsOf(
  timezone: string,
  of: { advertiser: NameOf; campaign: NameOf; open(id: number): void },
): Column<Window>[] {
  return [
    {
      key: "advertiser",
      label: WINDOWS.advertiser,
      cell: ({ advertiser_id, campaign_id }) => (
        <>
          {of.advertiser(advertiser_id)}
          <div class="quiet">
            {campaign_id === null
              ? WINDOWS.every_campaign
              : of.campaign(campaign_id)}
          </div>
        </>
      ),
    },
    {
      key: "period",
      label: WINDOWS.period,
      cell: ({ event_from, event_to }) => (
        <span class="number">
          {WINDOWS.days(
            dayOf(event_from, timezone, "first"),
            dayOf(event_to, timezone, "last"),
          )}
        </span>
      ),
    },
    {
      key: "taken",
      label: WINDOWS.taken,
      cell: ({ opens_at, closes_at }) => (
        <>
          <Time at={opens_at} timezone={timezone} /> –{" "}
          <Time at={closes_at} timezone={timezone} />
        </>
      ),
    },
    {
      key: "state",
      label: WINDOWS.state,
      cell: ({ state }) => <WindowState state={state} />,
    },
    {
      key: "open",
      label: say.details,
      cell: ({ id, advertiser_id }) => (
        <Button kind="plain" onClick={() => of.open(id)}>
          {WINDOWS.details}
          <span class="unseen">: {of.advertiser(advertiser_id)}</span>
        </Button>
      ),
    },
  ];
}

/** Whether late sales are taken now. */
export function WindowState({ state }: { state: string }) {
  const known = STATES.find((one) => one === state);
  return (
    <Badge tone={state === "open" ? "warn" : "note"}>
      {known === undefined ? state : WINDOWS.states[known]}
    </Badge>
  );
}
