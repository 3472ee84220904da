import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { LOGS } from "../../messages/logs.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { CopyButton } from "../../ui/button.tsx";
import { say } from "../../messages/en.ts";
import { Time } from "../../ui/figures.tsx";
import { Badge, Failed, Notice, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { numberColumn, State } from "./log_columns.tsx";
import { LogScreen } from "./log_screen.tsx";
import type { Log } from "./log_screen.tsx";

type Postback = Schema<"Postback">;
type Whole = Schema<"PostbackWithTrace">;

/** Every postback as it came, and why it was taken or refused. */
export function PostbacksScreen() {
  const timezone = useTimezone();
  const log: Log<Postback> = {
    title: LOGS.postbacks,
    path: "/api/v1/postbacks",
    empty: LOGS.postbacks_empty,
    filters: [
      { name: "outcome", label: LOGS.outcome },
      { name: "campaign_id", label: LOGS.campaign },
      { name: "advertiser_id", label: LOGS.advertiser },
      { name: "order_id", label: LOGS.order },
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
        cell: ({ outcome }) => <State state={outcome} />,
      },
      {
        key: "http_status",
        label: LOGS.http,
        align: "right",
        cell: ({ http_status }) => http_status,
      },
      { key: "detail", label: LOGS.detail, cell: ({ detail }) => detail },
      numberColumn("campaign_id", LOGS.campaign),
      numberColumn("advertiser_id", LOGS.advertiser),
      { key: "order_id", label: LOGS.order, cell: ({ order_id }) => order_id },
    ],
    ask: async (query, signal) =>
      await ok(
        api.GET("/api/v1/postbacks", {
          params: { query },
          ...(signal && { signal }),
        }),
      ),
    detail: ({ id }) => <Debugger key={id} id={id} />,
  };
  return <LogScreen log={log} />;
}

/** The request as it came, and what each check looked at, expected and found. */
function Debugger({ id }: { id: string }) {
  const { data, error, reload } = useAsked(id, (signal) =>
    ok(api.GET("/api/v1/postbacks/{id}", { params: { path: { id } }, signal })),
  );
  if (error !== undefined) return <Failed error={error} retry={reload} />;
  if (data === undefined) return <Shape lines={8} />;
  const is_taken = data.http_status < 400;
  return (
    <div class="stack">
      <Notice tone={is_taken ? "good" : "bad"} title={data.outcome}>
        {data.detail}
      </Notice>
      <Table
        caption={LOGS.checks}
        rows={data.trace}
        keyOf={({ step }) => step}
        columns={[
          {
            key: "ok",
            label: LOGS.outcome,
            cell: ({ ok: is_passed }) => (
              <Badge tone={is_passed ? "good" : "bad"}>
                {is_passed ? LOGS.passed : LOGS.failed}
              </Badge>
            ),
          },
          { key: "step", label: LOGS.step, cell: ({ step }) => step },
          {
            key: "looked_at",
            label: LOGS.looked_at,
            cell: ({ looked_at }) => looked_at,
          },
          {
            key: "expected",
            label: LOGS.expected,
            cell: ({ expected }) => expected,
          },
          { key: "found", label: LOGS.found, cell: ({ found }) => found },
        ]}
      />
      <h3>{LOGS.raw}</h3>
      <pre>{asItCame(data)}</pre>
      {data.curl !== null && (
        <div>
          <CopyButton label={say.copy_as_curl} text={data.curl} />
        </div>
      )}
    </div>
  );
}

function asItCame({ method, url, headers, body }: Whole): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`${method} ${url}`, ...lines, "", body ?? ""].join("\n").trimEnd();
}
