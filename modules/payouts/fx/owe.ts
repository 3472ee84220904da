import { mulDivHalfEven, parsePercent, percentOf } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import type { FxRates } from "./fx_rates.ts";

/**
 * What an affiliate is owed for a payout, if that is in another currency than the
 * campaign's; else all null.
 */
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

/** Currencies and terms of a payout. */
export interface Owing {
  currency: string;
  /** Null, or the same currency, means no conversion. */
  payout_currency: string | null;
  spread_percent: string;
  /** What was owed before: its rate and spread are kept. */
  before: OwedMoney | null;
  fx: FxRates;
  at_ms: number;
}

/**
 * Converts a payout to what the affiliate is owed: at the rate used before, else at
 * the day's. Returns null if there is no rate and the payout isn't zero. The
 * network keeps the spread and the rounding.
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

/** In the same proportion as before, else by percent. */
function spreadOf(gross: Micros, { before, spread_percent }: Owing): Micros {
  const spread = before?.owed_spread_micros ?? 0n;
  const whole = (before?.owed_micros ?? 0n) + spread;
  if (whole > 0n) return mulDivHalfEven(gross, spread, whole);
  return percentOf(gross, parsePercent(spread_percent) ?? 0n);
}
