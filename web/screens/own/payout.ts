import type { Schema } from "../../api/client.ts";
import { PROMOTING } from "../../messages/promoting.ts";
import { groupDigits } from "../../ui/figures.tsx";

/** The payout of a conversion, in words. */
export function payoutInWords(
  rule: Schema<"MoneyRule">,
  currency: string,
): string {
  const { rules } = PROMOTING;
  switch (rule.type) {
    case "fixed":
      return rules.fixed(groupDigits(rule.amount), currency);
    case "percent":
      return rules.percent(rule.percent);
    case "percent_of_revenue":
      return rules.percent_of_revenue(rule.percent);
    case "fixed_plus_percent":
      return `${rules.fixed(groupDigits(rule.amount), currency)} + ${rules.percent(rule.percent)}`;
    default:
      return rules[rule.type];
  }
}
