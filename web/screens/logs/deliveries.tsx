import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { LOGS } from "../../messages/logs.ts";
import { useTimezone } from "../../state/session.tsx";
import { Time } from "../../ui/figures.tsx";
import { useNamed } from "../own/names.ts";
import { DeliveryDetail } from "./delivery_detail.tsx";
import { moneyColumn, nameColumn, State, textColumn } from "./log_columns.tsx";
import { LogScreen } from "./log_screen.tsx";
import type { Log } from "./log_screen.tsx";
import { Replay } from "./replay.tsx";
import { STATUSES } from "./statuses.ts";

type Delivery = Schema<"Delivery">;

const STATES = [
  "due",
  "sending",
  "delivered",
  "parked",
  "expired",
  "superseded",
  "cancelled",
];

/** Postbacks to affiliates' endpoints, and the answers. */
export function DeliveriesScreen() {
  const timezone = useTimezone();
  const campaigns = useNamed("campaigns");
  const affiliates = useNamed("affiliates");
  const log: Log<Delivery> = {
    title: LOGS.deliveries,
    one: LOGS.one.deliveries,
    path: "/api/v1/deliveries",
    empty: LOGS.deliveries_empty,
    filters: [
      { name: "state", label: LOGS.state, options: STATES },
      { name: "status", label: LOGS.status, options: STATUSES },
      { name: "campaign_id", label: LOGS.campaign, ...campaigns.choice },
      { name: "affiliate_id", label: LOGS.affiliate, ...affiliates.choice },
      { name: "conversion_id", label: LOGS.conversion },
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
      textColumn("reason", LOGS.reason),
      {
        key: "attempts",
        label: LOGS.attempts,
        align: "right",
        cell: ({ attempts }) => attempts,
      },
      {
        key: "status",
        label: LOGS.status,
        cell: ({ status }) => <State state={status} />,
      },
      nameColumn("affiliate_id", LOGS.affiliate, affiliates.nameOf),
      nameColumn("campaign_id", LOGS.campaign, campaigns.nameOf),
      moneyColumn("payout", LOGS.payout),
      { ...textColumn("conversion_id", LOGS.conversion), is_extra: true },
      {
        key: "version",
        label: LOGS.version,
        is_extra: true,
        align: "right",
        cell: ({ version }) => version,
      },
    ],
    ask: async (query, signal) =>
      await ok(
        api.GET("/api/v1/deliveries", {
          params: { query },
          ...(signal && { signal }),
        }),
      ),
    detail: (id) => <DeliveryDetail key={id} id={id} />,
    act: ({ query, reload }) => (
      <Replay key={JSON.stringify(query)} {...{ query, reload }} />
    ),
  };
  return <LogScreen log={log} />;
}
