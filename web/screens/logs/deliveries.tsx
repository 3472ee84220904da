import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { LOGS } from "../../messages/logs.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Time } from "../../ui/figures.tsx";
import { Failed, Shape } from "../../ui/notice.tsx";
import { moneyColumn, numberColumn, State } from "./log_columns.tsx";
import { LogScreen } from "./log_screen.tsx";
import type { Log } from "./log_screen.tsx";

type Delivery = Schema<"Delivery">;

/** What affiliates' endpoints were told, and what they answered. */
export function DeliveriesScreen() {
  const timezone = useTimezone();
  const log: Log<Delivery> = {
    title: LOGS.deliveries,
    path: "/api/v1/deliveries",
    empty: LOGS.deliveries_empty,
    filters: [
      { name: "state", label: LOGS.state },
      { name: "campaign_id", label: LOGS.campaign },
      { name: "affiliate_id", label: LOGS.affiliate },
      { name: "conversion_id", label: LOGS.conversions },
    ],
    keyOf: ({ id }) => id,
    columns: [
      {
        key: "created_at",
        label: LOGS.time,
        cell: ({ created_at }) => (
          <Time at={created_at} timezone={timezone} style="second" />
        ),
      },
      {
        key: "state",
        label: LOGS.state,
        cell: ({ state }) => <State state={state} />,
      },
      { key: "reason", label: LOGS.reason, cell: ({ reason }) => reason },
      {
        key: "attempts",
        label: LOGS.attempts,
        align: "right",
        cell: ({ attempts }) => attempts,
      },
      { key: "status", label: LOGS.status, cell: ({ status }) => status },
      numberColumn("affiliate_id", LOGS.affiliate),
      numberColumn("campaign_id", LOGS.campaign),
      moneyColumn("payout", LOGS.payout),
    ],
    ask: async (query, signal) =>
      await ok(
        api.GET("/api/v1/deliveries", {
          params: { query },
          ...(signal && { signal }),
        }),
      ),
    detail: ({ id }) => <Whole key={id} id={id} />,
  };
  return <LogScreen log={log} />;
}

function Whole({ id }: { id: string }) {
  const { data, error, reload } = useAsked(id, (signal) =>
    ok(
      api.GET("/api/v1/deliveries/{id}", { params: { path: { id } }, signal }),
    ),
  );
  if (error !== undefined) return <Failed error={error} retry={reload} />;
  return data === undefined ? <Shape lines={6} /> : <Facts of={data} />;
}
