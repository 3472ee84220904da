import { mulDivHalfEven, parsePercent, percentOf } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import type { FxRates } from "./fx_rates.ts";

/** What an affiliate is owed for a payout where that is in another currency than the campaign's. */
export interface OwedMoney {
  owed_currency: string | null;
  owed_micros: Micros | null;
  owed_spread_micros: Micros | null;
  owed_rate_id: number | null;
}

/** A payout in the campaign's own currency. */
const OWED_AS_IS: OwedMoney = {
  owed_currency: null,
  owed_micros: null,
  owed_spread_micros: null,
  owed_rate_id: null,
};

/** From what to what a payout goes. */
export interface Owing {
  currency: string;
  /** Null, or the same: it stays what it is. */
  payout_currency: string | null;
  spread_percent: string;
  /** What was owed for it before: its rate and the part that was kept go on. */
  before: OwedMoney | null;
  fx: FxRates;
  at_ms: number;
}

/**
 * What the affiliate is owed for a payout: by the rate with which it was priced
 * before, else by that of its day; null where there is none and something is to be
 * owed. The spread is what the network keeps; rounding goes to it too.
 */
export function owe(payout_micros: Micros, owing: Owing): OwedMoney | null {
  const { currency, payout_currency, before, fx, at_ms } = owing;
  if (payout_currency === null || payout_currency === currency) {
    return OWED_AS_IS;
  }
  const known = before?.owed_rate_id ?? null;
  const rate =
    (known === null ? null : fx.of(known, currency, payout_currency)) ??
    fx.find(currency, payout_currency, at_ms);
  if (rate === null && payout_micros !== 0n) return null;
  const gross = rate === null ? 0n : rate.convert(payout_micros);
  const owed_spread_micros = spreadOf(gross, owing);
  return {
    owed_currency: payout_currency,
    owed_micros: gross - owed_spread_micros,
    owed_spread_micros,
    owed_rate_id: rate?.rate_id ?? null,
  };
}

/** In the part in which it was kept before. */
function spreadOf(gross: Micros, { before, spread_percent }: Owing): Micros {
  const spread = before?.owed_spread_micros ?? 0n;
  const whole = (before?.owed_micros ?? 0n) + spread;
  if (whole > 0n) return mulDivHalfEven(gross, spread, whole);
  return percentOf(gross, parsePercent(spread_percent) ?? 0n);
}
