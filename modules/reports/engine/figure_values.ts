import type { Figures } from "../model.ts";

/** A figure of a row, to sort by: a count, a ratio, or money as a bigint; null is none. */
export type FigureValue = number | bigint | null;

type Read = (figures: Figures) => FigureValue;

const READS: Readonly<Record<string, Read>> = {
  "clicks.gross": ({ clicks }) => clicks.gross,
  "clicks.valid": ({ clicks }) => clicks.valid,
  "clicks.unique": ({ clicks }) => clicks.unique,
  "clicks.invalid": ({ clicks }) => clicks.invalid,
  "clicks.bot": ({ clicks }) => clicks.bot,
  "conversions.pending": ({ conversions }) => conversions.pending,
  "conversions.approved": ({ conversions }) => conversions.approved,
  "conversions.rejected": ({ conversions }) => conversions.rejected,
  "conversions.reversed": ({ conversions }) => conversions.reversed,
  amount: ({ amount }) => amount,
  revenue: ({ revenue }) => revenue,
  payout: ({ payout }) => payout,
  margin: ({ revenue, payout }) => revenue - payout,
  pending_revenue: ({ pending_revenue }) => pending_revenue,
  pending_payout: ({ pending_payout }) => pending_payout,
  click_revenue: ({ click_revenue }) => click_revenue,
  click_payout: ({ click_payout }) => click_payout,
  cr: ({ conversions, clicks }) =>
    ratio(conversions.pending + conversions.approved, clicks.valid),
  cr_approved: ({ conversions, clicks }) =>
    ratio(conversions.approved, clicks.valid),
  approval_rate: ({ conversions: { approved, rejected, reversed } }) =>
    ratio(approved, approved + rejected + reversed),
  epc: ({ payout, clicks }) => ratio(Number(payout), clicks.valid),
  rpc: ({ revenue, clicks }) => ratio(Number(revenue), clicks.valid),
  cpa: (figures) => perApproved(figures.payout, figures),
  aov: (figures) => perApproved(figures.amount, figures),
  margin_percent: ({ revenue, payout }) =>
    revenue > 0n ? ratio(Number(revenue - payout), Number(revenue)) : null,
  seconds_to_convert: (figures) => figures.seconds_to_convert,
};

const BY_VERDICT = "clicks.by_verdict.";

/** How a figure of rows is read; undefined if there is none of that name. */
export function figureOf(key: string): Read | undefined {
  if (key.startsWith(BY_VERDICT)) {
    const verdict = key.slice(BY_VERDICT.length);
    return ({ clicks }) => clicks.by_verdict[verdict] ?? 0;
  }
  return Object.hasOwn(READS, key) ? READS[key] : undefined;
}

function ratio(of: number, over: number): number | null {
  return over === 0 ? null : of / over;
}

function perApproved(money: bigint, { conversions }: Figures): number | null {
  return ratio(Number(money), conversions.approved);
}
