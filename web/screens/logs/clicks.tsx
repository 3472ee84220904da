import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { LOGS } from "../../messages/logs.ts";
import { useTimezone } from "../../state/session.tsx";
import { Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import { useNamed } from "../own/names.ts";
import { ClickDetail } from "./click_detail.tsx";
import { ClickSummary } from "./click_summary.tsx";
import { LogScreen } from "./log_screen.tsx";
import type { Log, LogColumn } from "./log_screen.tsx";
import { nameColumn, textColumn } from "./log_columns.tsx";

type Click = Schema<"Click">;

const SUBS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** Every click, why it was sent where, and what was seen of its visitor. */
export function ClicksScreen() {
  const timezone = useTimezone();
  const campaigns = useNamed("campaigns");
  const affiliates = useNamed("affiliates");
  const log: Log<Click> = {
    title: LOGS.clicks,
    one: LOGS.one.clicks,
    path: "/api/v1/clicks",
    empty: LOGS.clicks_empty,
    filters: [
      { name: "campaign_id", label: LOGS.campaign, ...campaigns.choice },
      { name: "affiliate_id", label: LOGS.affiliate, ...affiliates.choice },
      {
        name: "verdict",
        label: LOGS.verdict,
        options: Object.keys(LOGS.verdicts),
        words: LOGS.verdicts,
      },
      { name: "link_id", label: LOGS.link },
      { name: "country", label: LOGS.country },
      { name: "sub1", label: LOGS.sub(1) },
      { name: "click_id", label: LOGS.click },
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
        cell: ({ verdict }) => <Verdict verdict={verdict} />,
      },
      nameColumn("campaign_id", LOGS.campaign, campaigns.nameOf),
      nameColumn("affiliate_id", LOGS.affiliate, affiliates.nameOf),
      ...columnsOfVisitor(),
    ],
    ask: async (query, signal) =>
      await ok(
        api.GET("/api/v1/clicks", {
          params: { query },
          ...(signal && { signal }),
        }),
      ),
    summary: (query) => (
      <ClickSummary
        query={query}
        names={{ campaign: campaigns.nameOf, affiliate: affiliates.nameOf }}
      />
    ),
    detail: (id) => <ClickDetail key={id} id={id} />,
  };
  return <LogScreen log={log} />;
}

/** Why a click was sent on, or wasn't. */
export function Verdict({ verdict }: { verdict: Schema<"ClickVerdict"> }) {
  return (
    <Badge tone={verdict === "sent" ? "good" : "warn"}>
      {LOGS.verdicts[verdict]}
    </Badge>
  );
}

function columnsOfVisitor(): LogColumn<Click>[] {
  return [
    {
      key: "marks",
      label: LOGS.marks,
      cell: ({ marks }) => marks.join(", "),
    },
    textColumn("country", LOGS.country),
    textColumn("device", LOGS.device),
    { ...textColumn("os", LOGS.os), is_extra: true },
    { ...textColumn("browser", LOGS.browser), is_extra: true },
    { ...textColumn("ip", LOGS.ip), is_extra: true },
    { ...textColumn("referrer", LOGS.referrer), is_extra: true },
    { ...textColumn("source", LOGS.source), is_extra: true },
    { ...textColumn("click_ref", LOGS.click_ref), is_extra: true },
    ...SUBS.map((number) => ({
      ...textColumn(`sub${number}` as const, LOGS.sub(number)),
      is_extra: number > 1,
    })),
    { ...textColumn("user_agent", LOGS.user_agent), is_extra: true },
    {
      key: "flags",
      label: LOGS.flags,
      is_extra: true,
      cell: ({ flags }) => flags.join(", "),
    },
    { ...textColumn("click_id", LOGS.click), is_extra: true },
  ];
}
