import { RECONCILING } from "../../messages/reconciling.ts";
import { Money } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import { MoneyMoved } from "../logs/would_do.tsx";
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
  const { outcomes, variance } = effects;
  if (Object.keys(outcomes).length === 0) {
    return <p>{RECONCILING.nothing_changes}</p>;
  }
  return (
    <>
      <dl class="facts">
        <dt>{RECONCILING.outcome}</dt>
        <dd class="stack-close">
          <Outcomes outcomes={outcomes} />
        </dd>
        {variance.length > 0 && <dt>{RECONCILING.passes}</dt>}
        {variance.map(({ amount, currency }) => (
          <dd key={currency}>
            <Money amount={amount} currency={currency} />
          </dd>
        ))}
      </dl>
      <MoneyMoved of={effects} />
    </>
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
