import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { LOGS } from "../../messages/logs.ts";
import { REFUSALS } from "../../messages/refusals.ts";
import { useTimezone } from "../../state/session.tsx";
import { Time } from "../../ui/figures.tsx";
import { useGoalNames } from "../own/goal_names.ts";
import { useNamed } from "../own/names.ts";
import { Debugger } from "../postback/debugger.tsx";
import {
  State,
  goalColumn,
  nameColumn,
  stateInWords,
  textColumn,
} from "./log_columns.tsx";
import { LogScreen } from "./log_screen.tsx";
import type { Log } from "./log_screen.tsx";

type Postback = Schema<"Postback">;

const NAMES = [
  "recorded",
  "updated",
  "duplicate",
  "ignored",
  "queued",
  "forwarded",
  ...Object.keys(REFUSALS).sort(),
];

const OUTCOMES = {
  options: NAMES,
  words: Object.fromEntries(NAMES.map((one) => [one, stateInWords(one)])),
};

/** Every postback as it came, and why it was taken or refused. */
export function PostbacksScreen() {
  const timezone = useTimezone();
  const campaigns = useNamed("campaigns");
  const advertisers = useNamed("advertisers");
  const goalOf = useGoalNames();
  const log: Log<Postback> = {
    title: LOGS.postbacks,
    one: LOGS.one.postbacks,
    path: "/api/v1/postbacks",
    empty: LOGS.postbacks_empty,
    filters: [
      { name: "outcome", label: LOGS.outcome, ...OUTCOMES },
      { name: "http_status", label: LOGS.http },
      { name: "campaign_id", label: LOGS.campaign, ...campaigns.choice },
      { name: "advertiser_id", label: LOGS.advertiser, ...advertisers.choice },
      { name: "order_id", label: LOGS.order },
      { name: "click_id", label: LOGS.click },
    ],
    keyOf: ({ id }) => id,
    columns: [
      {
        key: "received_at",
        label: LOGS.time,
        cell: ({ received_at }) => (
          <Time at={received_at} timezone={timezone} style="second" />
        ),
      },
      {
        key: "outcome",
        label: LOGS.outcome,
        cell: ({ outcome, http_status }) => (
          <State state={outcome} is_bad={http_status >= 400} />
        ),
      },
      {
        key: "http_status",
        label: LOGS.http,
        align: "right",
        cell: ({ http_status }) => http_status,
      },
      textColumn("detail", LOGS.detail),
      nameColumn("campaign_id", LOGS.campaign, campaigns.nameOf),
      nameColumn("advertiser_id", LOGS.advertiser, advertisers.nameOf),
      textColumn("order_id", LOGS.order),
      { ...goalColumn(goalOf), is_extra: true },
      { ...textColumn("click_id", LOGS.click), is_extra: true },
      { ...textColumn("ip", LOGS.ip), is_extra: true },
      { ...textColumn("method", LOGS.method), is_extra: true },
    ],
    ask: async (query, signal) =>
      await ok(
        api.GET("/api/v1/postbacks", {
          params: { query },
          ...(signal && { signal }),
        }),
      ),
    detail: (id) => (
      <>
        <p>
          <a href={`/app/postbacks/${id}`}>{LOGS.own_page}</a>
        </p>
        <Debugger key={id} id={id} />
      </>
    ),
  };
  return <LogScreen log={log} />;
}
