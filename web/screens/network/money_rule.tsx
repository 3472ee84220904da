import type { Schema } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { Field, Select } from "../../ui/field.tsx";
import { groupDigits } from "../../ui/figures.tsx";

/** How a sum of money is found for a conversion. */
export type Rule = Schema<"MoneyRule">;

/** A rule as its form has it. */
export interface RuleText {
  type: Rule["type"];
  amount: string;
  percent: string;
}

/** A rule in words, such as `10 % of the sale`. */
export function ruleInWords(rule: Rule, currency: string): string {
  switch (rule.type) {
    case "fixed":
      return `${groupDigits(rule.amount)} ${currency}`;
    case "percent":
      return NET.percent_of_sale(rule.percent);
    case "percent_of_revenue":
      return NET.percent_of_revenue(rule.percent);
    case "fixed_plus_percent":
      return `${groupDigits(rule.amount)} ${currency} + ${NET.percent_of_sale(rule.percent)}`;
    case "as_sent":
      return NET.as_sent;
    case "none":
      return NET.pays_nothing;
  }
}

/** The texts of a rule. */
export function textsOf(rule: Rule): RuleText {
  return {
    type: rule.type,
    amount: "amount" in rule ? rule.amount : "",
    percent: "percent" in rule ? rule.percent : "",
  };
}

/** The rule of some texts. */
export function ruleOf({ type, amount, percent }: RuleText): Rule {
  switch (type) {
    case "fixed":
      return { type, amount: amount.trim() };
    case "percent":
    case "percent_of_revenue":
      return { type, percent: percent.trim() };
    case "fixed_plus_percent":
      return { type, amount: amount.trim(), percent: percent.trim() };
    case "as_sent":
    case "none":
      return { type };
  }
}

const HAS_AMOUNT: readonly string[] = ["fixed", "fixed_plus_percent"];
const HAS_PERCENT: readonly string[] = [
  "percent",
  "percent_of_revenue",
  "fixed_plus_percent",
];

/** Asks for a rule. */
export function RuleFields({
  label,
  currency,
  value,
  onValue,
  is_payout = false,
}: {
  label: string;
  currency: string;
  value: RuleText;
  onValue(value: RuleText): void;
  /** Whether it may be a part of the revenue. */
  is_payout?: boolean;
}) {
  const types = Object.entries(NET.rule_types).filter(
    ([type]) => is_payout || type !== "percent_of_revenue",
  );
  return (
    <fieldset class="fields">
      <legend class="label">{label}</legend>
      <Select
        label={NET.rule_type}
        value={value.type}
        onValue={(type) => onValue({ ...value, type: type as Rule["type"] })}
        options={types.map(([type, text]) => ({ value: type, label: text }))}
      />
      {HAS_AMOUNT.includes(value.type) && (
        <Field
          label={NET.amount_in(currency)}
          inputMode="decimal"
          value={value.amount}
          onValue={(amount) => onValue({ ...value, amount })}
        />
      )}
      {HAS_PERCENT.includes(value.type) && (
        <Field
          label={NET.percent}
          inputMode="decimal"
          value={value.percent}
          onValue={(percent) => onValue({ ...value, percent })}
        />
      )}
    </fieldset>
  );
}
