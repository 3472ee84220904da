import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { ENDPOINTS } from "../../messages/endpoints.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Money, Time } from "../../ui/figures.tsx";
import type { Column } from "../../ui/table.tsx";
import { State } from "../logs/log_columns.tsx";
import { ShownList } from "../own/shown.tsx";

/** Postbacks sent to an endpoint, the newest first. */
export function SentLog({ endpoint_id }: { endpoint_id: string }) {
  const timezone = useTimezone();
  const list = useList(endpoint_id, (cursor, signal) => {
    const query = {
      endpoint_id: Number(endpoint_id),
      limit: "20",
      ...(cursor && { cursor }),
    };
    return ok(
      api.GET("/api/v1/deliveries", {
        params: { query },
        ...(signal && { signal }),
      }),
    );
  });
  return (
    <ShownList
      list={list}
      caption={ENDPOINTS.log}
      keyOf={({ id }) => id}
      empty={ENDPOINTS.log_empty}
      columns={columnsOf(timezone)}
    />
  );
}

function columnsOf(timezone: string): Column<Schema<"Delivery">>[] {
  return [
    {
      key: "time",
      label: ENDPOINTS.time,
      cell: ({ id, created_at }) => (
        <a href={`/app/deliveries?open=${id}`}>
          <Time at={created_at} timezone={timezone} style="second" />
        </a>
      ),
    },
    {
      key: "state",
      label: ENDPOINTS.state,
      cell: ({ state }) => <State state={state} />,
    },
    { key: "reason", label: ENDPOINTS.reason, cell: ({ reason }) => reason },
    {
      key: "conversion",
      label: ENDPOINTS.conversion,
      cell: ({ conversion_id }) => (
        <a href={`/app/story?q=${conversion_id}`}>
          <code class="number">{conversion_id.slice(0, 8)}</code>
        </a>
      ),
    },
    {
      key: "status",
      label: ENDPOINTS.status,
      cell: ({ status }) => <State state={status} />,
    },
    {
      key: "tries",
      label: ENDPOINTS.tries,
      align: "right",
      cell: ({ attempts }) => attempts,
    },
    {
      key: "payout",
      label: ENDPOINTS.payout,
      align: "right",
      cell: ({ payout, currency }) => (
        <Money amount={payout} currency={currency} />
      ),
    },
  ];
}
