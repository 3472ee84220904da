import type { PriceRule } from "../campaigns/mod.ts";
import { mulDivHalfEven, percentOf } from "../kernel/mod.ts";
import type { Micros } from "../kernel/mod.ts";

/** Input for pricing: the goal's rules, and the amounts that were sent. */
export interface PriceInput {
  revenue: PriceRule;
  payout: PriceRule;
  amount_micros: Micros | null;
  sent_revenue_micros: Micros | null;
  sent_payout_micros: Micros | null;
  /** Fixed amounts are scaled by this part of the sale; null means whole. */
  prorated?: { part: Micros; of: Micros } | null;
}

/** The revenue and payout, or why they can't be computed. */
export type Price =
  | { ok: true; revenue_micros: Micros; payout_micros: Micros }
  | { ok: false; code: "missing_amount" | "invalid_amount"; detail: string };

/** The sum of nine such columns must fit a bigint; this is far below. */
const PRICE_MICROS_MAX = 10n ** 17n;

/**
 * Prices an event by a goal's two rules. Percentages are rounded half to even; the
 * remainder is the network's.
 */
export function price(input: PriceInput): Price {
  const prorated = input.prorated ?? null;
  const revenue = apply(input.revenue, {
    prorated,
    amount: input.amount_micros,
    sent: input.sent_revenue_micros ?? input.amount_micros,
    revenue: null,
  });
  if (revenue === null) return missing("revenue", input.revenue);
  const payout = apply(input.payout, {
    prorated,
    amount: input.amount_micros,
    sent: input.sent_payout_micros,
    revenue,
  });
  if (payout === null) return missing("payout", input.payout);
  if (revenue > PRICE_MICROS_MAX || payout > PRICE_MICROS_MAX) {
    const detail = "The amount is too large to be booked";
    return { ok: false, code: "invalid_amount", detail };
  }
  return { ok: true, revenue_micros: revenue, payout_micros: payout };
}

interface Base {
  amount: Micros | null;
  sent: Micros | null;
  revenue: Micros | null;
  prorated: { part: Micros; of: Micros } | null;
}

/** Applies one rule; null if the amount that it needs is missing. */
function apply(rule: PriceRule, base: Base): Micros | null {
  const percentage = (of: Micros | null) =>
    of === null ? null : percentOf(of, rule.percent_millionths);
  const { prorated } = base;
  const fixed =
    prorated === null || prorated.of === 0n
      ? rule.amount_micros
      : mulDivHalfEven(rule.amount_micros, prorated.part, prorated.of);
  switch (rule.type) {
    case "none":
      return 0n;
    case "fixed":
      return fixed;
    case "percent":
      return percentage(base.amount);
    case "percent_of_revenue":
      return percentage(base.revenue ?? base.sent);
    case "as_sent":
      return base.sent;
    case "fixed_plus_percent": {
      const part = percentage(base.amount);
      return part === null ? null : fixed + part;
    }
  }
}

function missing(name: "revenue" | "payout", rule: PriceRule): Price {
  const what = rule.type === "as_sent" ? name : "amount";
  const detail = `The goal's ${name} is "${rule.type}", and no ${what} was sent`;
  return { ok: false, code: "missing_amount", detail };
}
