import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { LOGS } from "../../messages/logs.ts";
import { useTimezone } from "../../state/session.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Time } from "../../ui/figures.tsx";
import type { Column } from "../../ui/table.tsx";
import { moneyColumn, numberColumn, State } from "./log_columns.tsx";
import { LogScreen } from "./log_screen.tsx";
import type { Log } from "./log_screen.tsx";

type Conversion = Schema<"Conversion">;

const STATUSES = ["pending", "approved", "rejected", "reversed"];

/** Every conversion, its state and why. */
export function ConversionsScreen() {
  const timezone = useTimezone();
  const log: Log<Conversion> = {
    title: LOGS.conversions,
    path: "/api/v1/conversions",
    empty: LOGS.conversions_empty,
    filters: [
      { name: "status", label: LOGS.status, options: STATUSES },
      { name: "campaign_id", label: LOGS.campaign },
      { name: "affiliate_id", label: LOGS.affiliate },
      { name: "order_id", label: LOGS.order },
    ],
    keyOf: ({ id }) => id,
    columns: columnsIn(timezone),
    ask: async (query, signal) =>
      await ok(
        api.GET("/api/v1/conversions", {
          params: { query },
          ...(signal && { signal }),
        }),
      ),
    detail: (conversion) => <Facts of={conversion} />,
  };
  return <LogScreen log={log} />;
}

function columnsIn(timezone: string): Column<Conversion>[] {
  return [
    {
      key: "recorded_at",
      label: LOGS.time,
      cell: ({ recorded_at }) => (
        <Time at={recorded_at} timezone={timezone} style="second" />
      ),
    },
    {
      key: "status",
      label: LOGS.status,
      cell: ({ status }) => <State state={status} />,
    },
    { key: "reason", label: LOGS.reason, cell: ({ reason }) => reason },
    numberColumn("campaign_id", LOGS.campaign),
    { key: "goal_key", label: LOGS.goal, cell: ({ goal_key }) => goal_key },
    numberColumn("affiliate_id", LOGS.affiliate),
    { key: "order_id", label: LOGS.order, cell: ({ order_id }) => order_id },
    moneyColumn("amount", LOGS.amount),
    moneyColumn("revenue", LOGS.revenue),
    moneyColumn("payout", LOGS.payout),
  ];
}
