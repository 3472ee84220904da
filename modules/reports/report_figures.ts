import type { ReportRequest } from "./model.ts";

/** A figure of rows: its key with dots, its unit, and how it is calculated. */
export interface FigureColumn {
  key: string;
  unit: "count" | "money" | "ratio" | "percent" | "seconds";
  formula: string;
  /** Whether rows add up to the total. */
  is_sum: boolean;
  /** Whether it counts clicks, or divides by them. */
  of_clicks: boolean;
  /** Whether it has money of conversions together with that of clicks. */
  of_both: boolean;
}

const OF_BOTH = ["revenue", "payout", "margin", "cpa", "margin_percent"];

const count = (key: string, formula: string): FigureColumn => ({
  key,
  unit: "count",
  formula,
  is_sum: true,
  of_clicks: key.startsWith("clicks."),
  of_both: false,
});
const money = (key: string, formula: string): FigureColumn => ({
  key,
  unit: "money",
  formula,
  is_sum: true,
  of_clicks: false,
  of_both: OF_BOTH.includes(key),
});
const ratio = (
  key: string,
  unit: FigureColumn["unit"],
  formula: string,
): FigureColumn => ({
  key,
  unit,
  formula,
  is_sum: false,
  of_clicks: formula.endsWith("clicks.valid"),
  of_both: OF_BOTH.includes(key),
});

/** The figures of each row, in the order in which they are shown. */
export const FIGURES: readonly FigureColumn[] = [
  count("clicks.gross", "answered clicks, without prefetches and tests"),
  count("clicks.valid", "clicks.gross - clicks.invalid"),
  count(
    "clicks.unique",
    "valid clicks that are the first of their visitor on the campaign in 24 hours",
  ),
  count("clicks.invalid", "clicks that were not sent, or are of bots"),
  count("clicks.bot", "clicks of bots"),
  count("clicks.by_verdict", "clicks.gross by verdict"),
  count("conversions.pending", "conversions that are pending now"),
  count("conversions.approved", "conversions that are approved now"),
  count("conversions.rejected", "conversions that are rejected now"),
  count("conversions.reversed", "conversions that are reversed now"),
  money("amount", "amounts of approved sales, less what was refunded"),
  money("revenue", "revenue of approved conversions + click_revenue"),
  money("payout", "payout of approved conversions + click_payout"),
  money("margin", "revenue - payout"),
  money("pending_revenue", "revenue of pending conversions"),
  money("pending_payout", "payout of pending conversions"),
  money("click_revenue", "revenue of clicks at the price of their time"),
  money("click_payout", "payout of clicks at the price of their time"),
  ratio(
    "cr",
    "ratio",
    "(conversions.pending + conversions.approved) / clicks.valid",
  ),
  ratio("cr_approved", "ratio", "conversions.approved / clicks.valid"),
  ratio(
    "approval_rate",
    "ratio",
    "conversions.approved / (conversions.approved + conversions.rejected + conversions.reversed)",
  ),
  ratio("epc", "money", "payout / clicks.valid"),
  ratio("rpc", "money", "revenue / clicks.valid"),
  ratio("cpa", "money", "payout / conversions.approved"),
  ratio("aov", "money", "amount / conversions.approved"),
  ratio("margin_percent", "percent", "100 * margin / revenue"),
  ratio(
    "seconds_to_convert",
    "seconds",
    "median of seconds from the click to the conversion",
  ),
];

/** A figure as the answer describes it. */
export function describeFigure(
  { key, unit, formula, is_sum, of_clicks, of_both }: FigureColumn,
  { axis, group_by }: Pick<ReportRequest, "axis" | "group_by">,
  has_priced_clicks: boolean,
) {
  const repeats_clicks =
    group_by.includes("goal") || group_by.includes("status");
  const mixes = (!is_sum && of_clicks) || (of_both && has_priced_clicks);
  return {
    key,
    unit,
    formula,
    mixed_axes: mixes && axis !== "click",
    additive: is_sum && !(of_clicks && repeats_clicks),
  };
}
