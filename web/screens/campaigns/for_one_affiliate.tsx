import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { Failed, Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { ruleInWords } from "../network/money_rule.tsx";
import { Picker } from "../network/picker.tsx";
import type { CampaignProps } from "./campaign.tsx";
import { tiersInWords } from "./prices.ts";

type PresentGoal = Schema<"Effective">["goals"][number];

/** The prices and limits that count now for one affiliate, and where they come from. */
export function ForOneAffiliate({ campaign }: Pick<CampaignProps, "campaign">) {
  const [id, setId] = useState("");
  const key = id === "" ? null : `effective ${campaign.id} ${id}`;
  const { data, error, reload } = useAsked(key, (signal) => {
    const path = { id: String(campaign.id) };
    return ok(
      api.GET("/api/v1/campaigns/{id}/effective", {
        params: { path, query: { affiliate_id: id } },
        signal,
      }),
    );
  });
  return (
    <section class="panel stack">
      <h2>{NET.for_one}</h2>
      <div class="fields">
        <Picker
          kind="affiliates"
          label={NET.affiliate}
          hint={NET.picker_hint}
          value={id}
          onValue={setId}
        />
      </div>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {id !== "" && data !== undefined && error === undefined && (
        <>
          {data.approval.needed && data.approval.status !== "approved" && (
            <Notice tone="warn">{NET.not_approved}</Notice>
          )}
          <Table
            stacks
            caption={NET.counts_now}
            rows={data.goals}
            keyOf={(goal) => goal.key}
            columns={columnsIn(campaign.currency)}
          />
        </>
      )}
    </section>
  );
}

function columnsIn(currency: string): Column<PresentGoal>[] {
  return [
    { key: "goal", label: NET.goal, cell: ({ name }) => name },
    {
      key: "revenue",
      label: NET.advertiser_pays,
      cell: ({ price }) => ruleInWords(price.revenue, currency),
    },
    {
      key: "payout",
      label: NET.affiliate_gets,
      cell: ({ price: { payout, tiers } }) => (
        <div>
          {ruleInWords(payout, currency)}
          {tiers !== null &&
            tiersInWords(tiers, currency).map((line) => (
              <div key={line} class="indent">
                {line}
              </div>
            ))}
        </div>
      ),
    },
  ];
}
