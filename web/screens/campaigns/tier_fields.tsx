import { NET } from "../../messages/network.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { RuleFields, ruleOf, textsOf } from "../network/money_rule.tsx";
import type { RuleText } from "../network/money_rule.tsx";
import { optionsOf } from "../network/options.ts";
import type { Tiers } from "./prices.ts";

/** Steps as their form has them. */
export interface TierTexts {
  by: Tiers["by"];
  period: Tiers["period"];
  steps: readonly { from: string; payout: RuleText }[];
}

/** The tiers of some texts; null without steps. */
export function tiersOf({ by, period, steps }: TierTexts): Tiers | null {
  if (steps.length === 0) return null;
  return {
    by,
    period,
    steps: steps.map(({ from, payout }) => ({
      from: from.trim(),
      payout: ruleOf(payout),
    })),
  };
}

const NEW_STEP = {
  from: "100",
  payout: textsOf({ type: "percent", percent: "10" }),
};

/** Asks for other payouts from a number of conversions, or a volume, on. */
export function TierFields({
  currency,
  value,
  onValue,
}: {
  currency: string;
  value: TierTexts;
  onValue(value: TierTexts): void;
}) {
  const { steps } = value;
  const change = (at: number, step: Partial<TierTexts["steps"][number]>) =>
    onValue({
      ...value,
      steps: steps.map((one, index) =>
        index === at ? { ...one, ...step } : one,
      ),
    });
  return (
    <fieldset class="stack">
      <legend class="label">{NET.tiers}</legend>
      {steps.length > 0 && <CountedBy value={value} onValue={onValue} />}
      {steps.map(({ from, payout }, at) => (
        <div key={at} class="stack-close">
          <div class="fields">
            <Field
              label={NET.tier_from}
              inputMode="numeric"
              value={from}
              onValue={(text) => change(at, { from: text })}
            />
          </div>
          <RuleFields
            label={NET.affiliate_gets}
            currency={currency}
            value={payout}
            onValue={(text) => change(at, { payout: text })}
            is_payout
          />
          <div>
            <Button
              kind="plain"
              onClick={() =>
                onValue({
                  ...value,
                  steps: steps.filter((_, index) => index !== at),
                })
              }
            >
              {NET.drop_tier}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button
          onClick={() => onValue({ ...value, steps: [...steps, NEW_STEP] })}
        >
          {NET.add_tier}
        </Button>
      </div>
    </fieldset>
  );
}

/** The count that steps are reached by, and its period. */
function CountedBy({
  value,
  onValue,
}: {
  value: TierTexts;
  onValue(value: TierTexts): void;
}) {
  return (
    <div class="fields">
      <Select
        label={NET.tiers_by}
        value={value.by}
        onValue={(by) => onValue({ ...value, by: by as Tiers["by"] })}
        options={optionsOf(NET.tier_counts)}
      />
      <Select
        label={NET.tiers_period}
        value={value.period}
        onValue={(period) =>
          onValue({ ...value, period: period as Tiers["period"] })
        }
        options={optionsOf(NET.tier_periods)}
      />
    </div>
  );
}
