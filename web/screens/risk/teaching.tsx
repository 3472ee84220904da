import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { RISK } from "../../messages/risk.ts";
import { useAsked } from "../../state/asked.ts";
import { Count, Ratio } from "../../ui/figures.tsx";
import { Empty } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import type { NameOf } from "../own/names.ts";
import { Shown } from "../own/shown.tsx";

type Precision = Schema<"RiskCodePrecision">;
type Proposal = Schema<"RiskThresholdProposal">;

/** How often reasons and thresholds were right, and what that proposes; somebody sets it in a rule. */
export function Teaching({ campaignOf }: { campaignOf: NameOf }) {
  const asked = useAsked("risk codes", (signal) =>
    ok(api.GET("/api/v1/risk/codes", { signal })),
  );
  return (
    <section class="stack" aria-label={RISK.teaches}>
      <h2>{RISK.teaches}</h2>
      <p>{RISK.teaches_lead}</p>
      <Shown asked={asked}>
        {({ codes, thresholds }) => {
          const decided = codes.filter((one) => one.decided > 0);
          if (decided.length === 0) return <Empty>{RISK.teaches_none}</Empty>;
          return (
            <>
              <Table
                stacks
                caption={RISK.by_threshold}
                rows={thresholds}
                keyOf={({ campaign_id }) => String(campaign_id)}
                columns={thresholdColumns(campaignOf)}
              />
              <Table
                stacks
                caption={RISK.by_reason}
                rows={decided}
                keyOf={({ code }) => code}
                columns={CODE_COLUMNS}
              />
            </>
          );
        }}
      </Shown>
    </section>
  );
}

/** Decisions, and the bound below of how often they said fraud. */
function countColumns<
  Row extends Pick<Precision, "decided" | "fraud" | "precision_low">,
>(): Column<Row>[] {
  return [
    {
      key: "decided",
      label: RISK.decided,
      align: "right",
      cell: ({ decided }) => <Count value={decided} />,
    },
    {
      key: "fraud",
      label: RISK.was_fraud,
      align: "right",
      cell: ({ fraud }) => <Count value={fraud} />,
    },
    {
      key: "right",
      label: RISK.right,
      align: "right",
      cell: ({ precision_low }) => <Ratio value={precision_low} />,
    },
  ];
}

function proposed(now: number, then: number) {
  return now === then ? <span class="quiet">{RISK.as_it_is}</span> : then;
}

const CODE_COLUMNS: Column<Precision>[] = [
  {
    key: "code",
    label: RISK.code,
    cell: ({ code }) => RISK.codes[code],
    hint: ({ code }) => code,
  },
  ...countColumns<Precision>(),
  {
    key: "now",
    label: RISK.counts_now,
    align: "right",
    cell: ({ percent }) => percent,
  },
  {
    key: "then",
    label: RISK.proposed,
    align: "right",
    cell: ({ percent, proposed_percent }) =>
      proposed(percent, proposed_percent),
  },
];

function thresholdColumns(campaignOf: NameOf): Column<Proposal>[] {
  return [
    {
      key: "campaign",
      label: RISK.campaign,
      cell: ({ campaign_id }) =>
        campaign_id === null ? RISK.of_network : campaignOf(campaign_id),
    },
    ...countColumns<Proposal>(),
    {
      key: "now",
      label: RISK.hold_now,
      align: "right",
      cell: ({ hold_score }) => hold_score,
    },
    {
      key: "then",
      label: RISK.proposed,
      align: "right",
      cell: ({ hold_score, proposed_hold_score }) =>
        proposed(hold_score, proposed_hold_score),
    },
  ];
}
