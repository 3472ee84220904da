import type { components } from "../../api/api_types.ts";

type Rule = components["schemas"]["MoneyRule"];

const NUMBER = String.raw`(\d+(?:\.\d+)?)`;
const FIXED = new RegExp(`^${NUMBER}$`);
const PERCENT = new RegExp(`^${NUMBER} ?%$`);
const PERCENT_OF_REVENUE = new RegExp(`^${NUMBER} ?% of (?:the )?revenue$`);
const FIXED_PLUS_PERCENT = new RegExp(`^${NUMBER} ?\\+ ?${NUMBER} ?%$`);

/** Reads what is paid: `12.50`, `10%`, `10% of revenue`, `2 + 5%`, `as sent` or `none`; null for another text. */
export function ruleOfText(text: string): Rule | null {
  const said = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, " ");
  if (said === "none") return { type: "none" };
  if (said === "as sent") return { type: "as_sent" };
  const [, amount] = FIXED.exec(said) ?? [];
  if (amount !== undefined) return { type: "fixed", amount };
  const [, percent] = PERCENT.exec(said) ?? [];
  if (percent !== undefined) return { type: "percent", percent };
  const [, share] = PERCENT_OF_REVENUE.exec(said) ?? [];
  if (share !== undefined)
    return { type: "percent_of_revenue", percent: share };
  const [, base, more] = FIXED_PLUS_PERCENT.exec(said) ?? [];
  return base === undefined || more === undefined
    ? null
    : { type: "fixed_plus_percent", amount: base, percent: more };
}
