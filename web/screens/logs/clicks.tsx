import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { LOGS } from "../../messages/logs.ts";
import { useTimezone } from "../../state/session.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import { LogScreen } from "./log_screen.tsx";
import type { Log } from "./log_screen.tsx";
import { numberColumn } from "./log_columns.tsx";

type Click = Schema<"Click">;

/** Every click, why it was sent where, and what was seen of its visitor. */
export function ClicksScreen() {
  const timezone = useTimezone();
  const log: Log<Click> = {
    title: LOGS.clicks,
    path: "/api/v1/clicks",
    empty: LOGS.clicks_empty,
    filters: [
      { name: "campaign_id", label: LOGS.campaign },
      { name: "affiliate_id", label: LOGS.affiliate },
      { name: "verdict", label: LOGS.verdict },
      { name: "country", label: LOGS.country },
      { name: "sub1", label: LOGS.sub1 },
    ],
    keyOf: ({ click_id }) => click_id,
    columns: [
      {
        key: "clicked_at",
        label: LOGS.time,
        cell: ({ clicked_at }) => (
          <Time at={clicked_at} timezone={timezone} style="second" />
        ),
      },
      {
        key: "verdict",
        label: LOGS.verdict,
        cell: ({ verdict, marks }) => (
          <span class="row">
            <Badge tone={verdict === "sent" ? "good" : "warn"}>{verdict}</Badge>
            <span class="quiet">{marks?.join(", ")}</span>
          </span>
        ),
      },
      numberColumn("campaign_id", LOGS.campaign),
      numberColumn("affiliate_id", LOGS.affiliate),
      {
        key: "country",
        label: LOGS.country,
        cell: ({ country }) => country,
      },
      { key: "device", label: LOGS.device, cell: ({ device }) => device },
      { key: "sub1", label: LOGS.sub1, cell: ({ sub1 }) => sub1 },
    ],
    ask: async (query, signal) =>
      await ok(
        api.GET("/api/v1/clicks", {
          params: { query },
          ...(signal && { signal }),
        }),
      ),
    detail: (click) => <Facts of={click} />,
  };
  return <LogScreen log={log} />;
}
