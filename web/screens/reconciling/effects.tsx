import { RECONCILING } from "../../messages/reconciling.ts";
import { Money } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import { nameOf, useAdvertisers, useAffiliates } from "../money/parts.tsx";
import { actionInWords } from "./compared.tsx";
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
  const affiliates = useAffiliates();
  const advertisers = useAdvertisers();
  const outcomes = Object.entries(effects.outcomes);
  if (outcomes.length === 0) return <p>{RECONCILING.nothing_changes}</p>;
  return (
    <dl class="facts">
      <dt>{RECONCILING.outcome}</dt>
      <dd class="stack-close">
        {outcomes.map(([action, results]) => (
          <span key={action} class="row">
            {actionInWords(action)}
            {Object.entries(results).map(([result, count]) => (
              <Badge
                key={result}
                tone={
                  ["done", "unchanged", "skipped"].includes(result)
                    ? "good"
                    : "warn"
                }
              >
                {count} {result}
              </Badge>
            ))}
          </span>
        ))}
      </dd>
      {effects.affiliates.length > 0 && (
        <>
          <dt>{RECONCILING.payout}</dt>
          <dd>
            {effects.affiliates.map(({ affiliate_id, payout, currency }) => (
              <div key={`${affiliate_id} ${currency}`}>
                {nameOf(affiliates, affiliate_id)}{" "}
                <Money amount={payout} currency={currency} />
              </div>
            ))}
          </dd>
        </>
      )}
      {effects.advertisers.length > 0 && (
        <>
          <dt>{RECONCILING.revenue_changes}</dt>
          <dd>
            {effects.advertisers.map(({ advertiser_id, revenue, currency }) => (
              <div key={`${advertiser_id} ${currency}`}>
                {nameOf(advertisers, advertiser_id)}{" "}
                <Money amount={revenue} currency={currency} />
              </div>
            ))}
          </dd>
        </>
      )}
      {effects.variance.length > 0 && (
        <>
          <dt>{RECONCILING.passes}</dt>
          <dd>
            {effects.variance.map(({ amount, currency }) => (
              <div key={currency}>
                <Money amount={amount} currency={currency} />
              </div>
            ))}
          </dd>
        </>
      )}
      <dt>{RECONCILING.conversions}</dt>
      <dd>{RECONCILING.told(effects.deliveries.count)}</dd>
    </dl>
  );
}
