import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { ENDPOINTS } from "../../messages/endpoints.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { useNames } from "../own/names.ts";
import { ShownList, usePartyId } from "../own/shown.tsx";
import { AddEndpoint } from "./add_endpoint.tsx";
import { isTried } from "./test_receiver.tsx";

type Endpoint = Schema<"Endpoint">;

/** Where an affiliate's own tracker is told of conversions. */
export function EndpointsScreen() {
  useTitle(ENDPOINTS.title);
  const id = usePartyId();
  const timezone = useTimezone();
  const nameOf = useNames("campaigns");
  const list = useList(id, (cursor, signal) =>
    ok(
      api.GET("/api/v1/affiliates/{id}/postbacks", {
        params: { path: { id }, query: { ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <>
      <h1>{ENDPOINTS.title}</h1>
      <p>{ENDPOINTS.lead}</p>
      <AddEndpoint />
      <ShownList
        list={list}
        caption={ENDPOINTS.list}
        keyOf={(endpoint) => String(endpoint.id)}
        empty={ENDPOINTS.empty}
        columns={columnsOf(timezone, nameOf)}
      />
    </>
  );
}

/** Whether an endpoint is told, whether it hears, and whether it is one to try with. */
export function EndpointState({ endpoint }: { endpoint: Endpoint }) {
  return isTried(endpoint) ? (
    <span class="row">
      <Badge tone="warn">{ENDPOINTS.tried}</Badge>
      <HearingState endpoint={endpoint} />
    </span>
  ) : (
    <HearingState endpoint={endpoint} />
  );
}

function HearingState({
  endpoint: { enabled, health, disabled_reason },
}: {
  endpoint: Endpoint;
}) {
  if (!enabled) {
    return (
      <span class="row">
        <Badge tone="bad">{ENDPOINTS.off}</Badge>
        <span class="quiet">{disabled_reason}</span>
      </span>
    );
  }
  return health.failing_since === null ? (
    <Badge tone="good">{ENDPOINTS.on}</Badge>
  ) : (
    <Badge tone="warn">{ENDPOINTS.failing}</Badge>
  );
}

function columnsOf(
  timezone: string,
  nameOf: (id: number | null) => string,
): Column<Endpoint>[] {
  return [
    {
      key: "url",
      label: ENDPOINTS.url,
      cell: ({ id, url }) => (
        <a href={`/app/my/postbacks/${id}`}>
          <code>{url}</code>
        </a>
      ),
    },
    {
      key: "for",
      label: ENDPOINTS.for,
      cell: ({ campaign_id }) =>
        campaign_id === null ? ENDPOINTS.every : nameOf(campaign_id),
    },
    {
      key: "statuses",
      label: ENDPOINTS.told_of,
      cell: ({ statuses }) => statuses.join(", "),
    },
    {
      key: "state",
      label: ENDPOINTS.state,
      cell: (endpoint) => <EndpointState endpoint={endpoint} />,
    },
    {
      key: "heard",
      label: ENDPOINTS.heard,
      cell: ({ health }) => (
        <Time at={health.last_success_at} timezone={timezone} />
      ),
    },
    {
      key: "waiting",
      label: ENDPOINTS.waiting,
      align: "right",
      cell: ({ waiting: { count, is_more } }) =>
        is_more ? `${count}+` : count,
    },
  ];
}
