import { mulDivHalfEven, shownMoney } from "../kernel/mod.ts";
import { isThing, isTimeDimension } from "./dimensions.ts";
import type { Dimension, Figures, ReportRow } from "./model.ts";
import type { ThingNames } from "./read_names.ts";

const RATIO_STEPS = 1_000_000;
const PERCENT_STEPS = 100;
/** Micros of the least part of money that each click or sale has. */
const EACH_MICROS = 100n;
const EACH_DECIMALS = 4;

/** How rows are shown. */
export interface RowView {
  group_by: readonly Dimension[];
  currency: string;
  is_compared: boolean;
  names: Pick<ThingNames, "of">;
}

/** A row as everybody may see it whose role hides nothing. */
export function presentRow(view: RowView, row: ReportRow) {
  const { group_by, currency, is_compared } = view;
  const keys = group_by.map(
    (dimension, place) =>
      [
        dimension,
        presentKey(view, dimension, row.keys[place] ?? null),
      ] as const,
  );
  const { before } = row;
  const shown_before =
    before === null ? null : presentFigures(before, currency);
  return {
    ...Object.fromEntries(keys),
    ...presentFigures(row.figures, currency),
    ...(is_compared ? { before: shown_before } : {}),
  };
}

function presentKey(
  { names }: RowView,
  dimension: Dimension,
  key: string | null,
) {
  if (key === null) return null;
  if (isThing(dimension)) {
    return { id: Number(key), name: names.of(dimension, key) };
  }
  const is_number = dimension === "hour_of_day" || dimension === "weekday";
  return is_number && isTimeDimension(dimension) ? Number(key) : key;
}

/** Figures with what is calculated from them. */
export function presentFigures(figures: Figures, currency: string) {
  const { clicks, conversions, amount, revenue, payout } = figures;
  const { pending, approved, rejected, reversed } = conversions;
  const { valid } = clicks;
  const margin = revenue - payout;
  return {
    clicks,
    conversions,
    ...shownMoney(currency, {
      amount,
      revenue,
      payout,
      margin,
      pending_revenue: figures.pending_revenue,
      pending_payout: figures.pending_payout,
      click_revenue: figures.click_revenue,
      click_payout: figures.click_payout,
    }),
    cr: ratio(pending + approved, valid),
    cr_approved: ratio(approved, valid),
    approval_rate: ratio(approved, approved + rejected + reversed),
    epc: moneyOfEach(payout, valid),
    rpc: moneyOfEach(revenue, valid),
    cpa: moneyOfEach(payout, approved),
    aov: moneyOfEach(amount, approved),
    margin_percent: percent(margin, revenue),
    seconds_to_convert: figures.seconds_to_convert,
    unconverted: figures.unconverted.map((money) => ({
      currency: money.currency,
      ...shownMoney(money.currency, {
        revenue: money.revenue,
        payout: money.payout,
      }),
    })),
  };
}

function ratio(of: number, over: number): number | null {
  if (over === 0) return null;
  const steps = (of * RATIO_STEPS) / over;
  return Math.round(steps) / RATIO_STEPS;
}

function percent(margin: bigint, revenue: bigint): number | null {
  if (revenue <= 0n) return null;
  const steps = 100n * BigInt(PERCENT_STEPS);
  return Number(mulDivHalfEven(margin, steps, revenue)) / PERCENT_STEPS;
}

function moneyOfEach(micros: bigint, count: number): string | null {
  if (count === 0) return null;
  const parts = mulDivHalfEven(micros, 1n, EACH_MICROS * BigInt(count));
  const digits = String(parts < 0n ? -parts : parts).padStart(
    EACH_DECIMALS + 1,
    "0",
  );
  const sign = parts < 0n ? "-" : "";
  return `${sign}${digits.slice(0, -EACH_DECIMALS)}.${digits.slice(-EACH_DECIMALS)}`;
}
