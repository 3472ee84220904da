import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { LOGS } from "../../messages/logs.ts";
import { useMe, useTimezone } from "../../state/session.tsx";
import { Time } from "../../ui/figures.tsx";
import { useGoalNames } from "../own/goal_names.ts";
import type { GoalNameOf } from "../own/goal_names.ts";
import { useNamed } from "../own/names.ts";
import type { KnownNames } from "../own/names.ts";
import { AddConversion } from "./add_conversion.tsx";
import { BulkChange } from "./bulk_change.tsx";
import { ConversionDetail } from "./conversion_detail.tsx";
import {
  State,
  goalColumn,
  moneyColumn,
  nameColumn,
  reasonInWords,
  textColumn,
} from "./log_columns.tsx";
import { LogScreen } from "./log_screen.tsx";
import type { Log, LogColumn } from "./log_screen.tsx";
import { STATUSES } from "./statuses.ts";

type Conversion = Schema<"Conversion">;

/** Every conversion, its state and why. */
export function ConversionsScreen() {
  const timezone = useTimezone();
  const { party } = useMe();
  const names = {
    campaigns: useNamed("campaigns"),
    affiliates: useNamed("affiliates"),
    advertisers: useNamed("advertisers"),
    goalOf: useGoalNames(),
  };
  const log: Log<Conversion> = {
    title: LOGS.conversions,
    one: LOGS.one.conversions,
    path: "/api/v1/conversions",
    empty: LOGS.conversions_empty,
    filters: [
      { name: "status", label: LOGS.status, options: STATUSES },
      { name: "campaign_id", label: LOGS.campaign, ...names.campaigns.choice },
      {
        name: "affiliate_id",
        label: LOGS.affiliate,
        ...names.affiliates.choice,
      },
      {
        name: "advertiser_id",
        label: LOGS.advertiser,
        ...names.advertisers.choice,
      },
      { name: "goal", label: LOGS.goal },
      { name: "order_id", label: LOGS.order },
      { name: "click_id", label: LOGS.click },
    ],
    keyOf: ({ id }) => id,
    columns: columnsOf(timezone, names),
    ask: async (query, signal) =>
      await ok(
        api.GET("/api/v1/conversions", {
          params: { query },
          ...(signal && { signal }),
        }),
      ),
    detail: (id) => <ConversionDetail key={id} id={id} />,
    ...(party === null && {
      has_ticks: true,
      tools: (reload) => <AddConversion reload={reload} />,
      act: (on) => (
        <BulkChange
          key={`${JSON.stringify(on.query)} ${on.ticked.size === 0}`}
          {...on}
        />
      ),
    }),
  };
  return <LogScreen log={log} />;
}

function Reason({ of }: { of: Conversion }) {
  const words = reasonInWords(of);
  return words === null ? null : <span class="quiet">{words}</span>;
}

function columnsOf(
  timezone: string,
  names: Readonly<
    Record<"campaigns" | "affiliates" | "advertisers", KnownNames>
  > & { goalOf: GoalNameOf },
): LogColumn<Conversion>[] {
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
      cell: (conversion) => (
        <span class="stack-close">
          <span>
            <State state={conversion.status} />
          </span>
          <Reason of={conversion} />
        </span>
      ),
    },
    nameColumn("campaign_id", LOGS.campaign, names.campaigns.nameOf),
    goalColumn(names.goalOf),
    nameColumn("affiliate_id", LOGS.affiliate, names.affiliates.nameOf),
    {
      ...nameColumn("advertiser_id", LOGS.advertiser, names.advertisers.nameOf),
      is_extra: true,
    },
    textColumn("order_id", LOGS.order),
    moneyColumn("amount", LOGS.amount),
    moneyColumn("revenue", LOGS.revenue),
    moneyColumn("payout", LOGS.payout),
    { ...textColumn("customer_id", LOGS.customer), is_extra: true },
    { ...textColumn("click_id", LOGS.click), is_extra: true },
    { ...textColumn("proof", LOGS.proof), is_extra: true },
    {
      key: "clicked_at",
      label: LOGS.clicked,
      is_extra: true,
      cell: ({ clicked_at }) => <Time at={clicked_at} timezone={timezone} />,
    },
    {
      key: "payable_from",
      label: LOGS.payable_from,
      is_extra: true,
      cell: ({ payable_from }) => (
        <Time at={payable_from} timezone={timezone} />
      ),
    },
    {
      key: "flags",
      label: LOGS.flags,
      is_extra: true,
      cell: ({ flags }) => flags.join(", "),
    },
  ];
}
