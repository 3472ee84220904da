import type { ComponentChildren } from "preact";
import { RECONCILING } from "../../messages/reconciling.ts";
import { Money } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import { useNames } from "../own/names.ts";
import { resultInWords } from "./actions.tsx";
import { actionInWords } from "./classes.tsx";
import type { Changes } from "./kinds.ts";

/** The effects of applying or undoing: outcomes, and everybody's money. */
export function Effects({
  effects,
}: {
  effects: Pick<
    Changes,
    "outcomes" | "affiliates" | "advertisers" | "variance" | "deliveries"
  >;
}) {
  const affiliates = useNames("affiliates");
  const advertisers = useNames("advertisers");
  const { outcomes, variance, deliveries } = effects;
  if (Object.keys(outcomes).length === 0) {
    return <p>{RECONCILING.nothing_changes}</p>;
  }
  return (
    <dl class="facts">
      <dt>{RECONCILING.outcome}</dt>
      <dd class="stack-close">
        <Outcomes outcomes={outcomes} />
      </dd>
      <MoneyOf
        name={RECONCILING.payout}
        rows={effects.affiliates.map((one) => ({
          name: affiliates(one.affiliate_id),
          amount: one.payout,
          currency: one.currency,
        }))}
      />
      <MoneyOf
        name={RECONCILING.revenue_changes}
        rows={effects.advertisers.map((one) => ({
          name: advertisers(one.advertiser_id),
          amount: one.revenue,
          currency: one.currency,
        }))}
      />
      <MoneyOf name={RECONCILING.passes} rows={variance} />
      <dt>{RECONCILING.conversions}</dt>
      <dd>{RECONCILING.told(deliveries.count)}</dd>
    </dl>
  );
}

const FINE: readonly string[] = ["done", "unchanged", "skipped"];

function Outcomes({ outcomes }: Pick<Changes, "outcomes">) {
  return (
    <>
      {Object.entries(outcomes).map(([action, results]) => (
        <span key={action} class="row">
          {actionInWords(action)}
          {Object.entries(results).map(([result, count]) => (
            <Badge key={result} tone={FINE.includes(result) ? "good" : "warn"}>
              {count} {resultInWords(result)}
            </Badge>
          ))}
        </span>
      ))}
    </>
  );
}

interface MoneyRow {
  name?: ComponentChildren;
  amount: string;
  currency: string;
}

function MoneyOf({ name, rows }: { name: string; rows: readonly MoneyRow[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {rows.map(({ name: whose, amount, currency }) => (
          <div key={`${String(whose)} ${currency}`}>
            {whose} <Money amount={amount} currency={currency} />
          </div>
        ))}
      </dd>
    </>
  );
}
