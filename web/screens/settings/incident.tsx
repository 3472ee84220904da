import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { curlOf } from "../../api/curl.ts";
import { incidentAt, placeOf } from "../../frame/incident_place.ts";
import { say } from "../../messages/en.ts";
import { FRAME } from "../../messages/frame.ts";
import { BELLS, eventInWords } from "../../messages/settings.ts";
import { useAsked } from "../../state/asked.ts";
import { isWhole, useMe, useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { CopyButton } from "../../ui/button.tsx";
import { Count, Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import { useTitle } from "../../ui/title.ts";
import { Shown, ShownList } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";

type Incident = Schema<"Incident">;

/** One thing that rang: since when, by which figure, where it is decided, and when it rang before. */
export function IncidentScreen({ parts }: ScreenProps) {
  const id = parts["id"] ?? "";
  const asked = useAsked(id, (signal) =>
    ok(api.GET("/api/v1/incidents/{id}", { params: { path: { id } }, signal })),
  );
  const { data } = asked;
  const title = data === undefined ? BELLS.one : eventInWords(data.bell);
  useTitle(title);
  const address = `/api/v1/incidents/${id}`;
  return (
    <>
      <div class="screen-head">
        <div class="stack-close">
          {isWhole(useMe()) && (
            <a href="/app/settings/bells">{BELLS.incidents}</a>
          )}
          <h1>{title}</h1>
        </div>
        <CopyButton label={say.copy_as_curl} text={() => curlOf(address)} />
      </div>
      <Shown asked={asked} lines={6}>
        {(incident) => (
          <>
            <About incident={incident} />
            <Before key={incident.id} incident={incident} />
          </>
        )}
      </Shown>
    </>
  );
}

/** Whether an incident goes on, in words. */
export function IncidentState({ state }: Pick<Incident, "state">) {
  return (
    <Badge tone={state === "open" ? "warn" : "good"}>
      {BELLS.states[state]}
    </Badge>
  );
}

function About({ incident }: { incident: Incident }) {
  const timezone = useTimezone();
  const { state, text, value, threshold, window_hours } = incident;
  return (
    <section class="panel stack">
      <p class="row">
        <IncidentState state={state} /> {text}
      </p>
      <dl class="facts">
        <dt>{BELLS.began}</dt>
        <dd>
          <Time at={incident.opened_at} timezone={timezone} />
        </dd>
        <dt>{BELLS.ended}</dt>
        <dd>
          <Time at={incident.closed_at} timezone={timezone} />
        </dd>
        <Figure label={BELLS.value} value={value} />
        <Figure label={BELLS.rings_from} value={threshold} />
        <Figure label={BELLS.window} value={window_hours} />
      </dl>
      <div>
        <a class="button" data-kind="main" href={placeOf(incident)}>
          {FRAME.bell_where}
        </a>
      </div>
    </section>
  );
}

function Figure({ label, value }: { label: string; value: number | null }) {
  if (value === null) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <Count value={value} />
      </dd>
    </>
  );
}

/** The times at which the same bell rang for the same party. */
function Before({ incident }: { incident: Incident }) {
  const timezone = useTimezone();
  const { id, bell, advertiser_id, campaign_id, affiliate_id } = incident;
  const of = {
    bell,
    ...(advertiser_id !== null && { advertiser_id }),
    ...(campaign_id !== null && { campaign_id }),
    ...(affiliate_id !== null && { affiliate_id }),
  };
  const list = useList(id, (cursor, signal) =>
    ok(
      api.GET("/api/v1/incidents", {
        params: { query: { ...of, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <ShownList
      list={list}
      caption={BELLS.alike}
      empty={BELLS.incidents_none}
      keyOf={(row) => row.id}
      columns={[
        {
          key: "state",
          label: BELLS.bell,
          cell: ({ state }) => <IncidentState state={state} />,
        },
        {
          key: "text",
          label: BELLS.what,
          cell: (row) =>
            row.id === id ? row.text : <a href={incidentAt(row)}>{row.text}</a>,
        },
        {
          key: "began",
          label: BELLS.began,
          cell: ({ opened_at }) => <Time at={opened_at} timezone={timezone} />,
        },
        {
          key: "ended",
          label: BELLS.ended,
          cell: ({ closed_at }) => <Time at={closed_at} timezone={timezone} />,
        },
      ]}
    />
  );
}
