import { sql } from "drizzle-orm";
import type { Database, Queryable, Transaction } from "../../../db/mod.ts";
import { fxRates } from "../../../db/schema/mod.ts";
import type { ConfigurationPart } from "../../campaigns/mod.ts";
import { FxRates } from "./fx_rates.ts";
import type { FxRateRow } from "./fx_rates.ts";
import { mulDivHalfEven, parsePercent, percentOf } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";

/** Days of rates in memory; older ones are read on demand. */
const DAYS_IN_MEMORY = 30;

/** Rates of the last days in memory, reloaded with the configuration. */
export class FxDirectory implements ConfigurationPart {
  readonly name = "fx_rates";
  #current = new FxRates([]);

  /** Rates of the last days. */
  get current(): FxRates {
    return this.#current;
  }

  /** Reads the rows of the last days. */
  async read(tx: Transaction): Promise<FxRateRow[]> {
    return await tx.execute<FxRateRow & Record<string, unknown>>(sql`
      select id, day::text, base, quote, version, rate::text from ${fxRates}
      where day > (select max(day) from ${fxRates}) - ${DAYS_IN_MEMORY}::integer`);
  }

  /** Replaces the rates in memory. */
  build(rows: readonly unknown[]): void {
    this.#current = new FxRates(rows as readonly FxRateRow[]);
  }

  /** Returns the rates in memory, plus the rate sets of these row ids. */
  async with(
    db: Database | Queryable,
    ids: readonly number[],
  ): Promise<FxRates> {
    const current = this.#current;
    const unknown = [...new Set(ids)].filter((id) => !current.knows(id));
    if (unknown.length === 0) return current;
    const list = sql.join(
      unknown.map((id) => sql`${id}::integer`),
      sql`, `,
    );
    const rows = await db.execute<FxRateRow & Record<string, unknown>>(sql`
      select id, day::text, base, quote, version, rate::text from ${fxRates}
      where (day, base, version) in (
        select day, base, version from ${fxRates} where id in (${list}))`);
    return current.with(rows);
  }

  /**
   * Returns the rates in memory, plus those of these days and the few days before
   * each.
   */
  async withDays(db: Queryable, days: readonly string[]): Promise<FxRates> {
    const list = sql.join(
      [...new Set(days)].map((day) => sql`${day}::date`),
      sql`, `,
    );
    if (days.length === 0) return this.#current;
    const rows = await db.execute<FxRateRow & Record<string, unknown>>(sql`
      select distinct r.id, r.day::text, r.base, r.quote, r.version, r.rate::text
      from unnest(array[${list}]) as d(day)
      join ${fxRates} as r on r.day <= d.day and r.day >= d.day - 4`);
    return this.#current.with(
      rows.filter(({ id }) => !this.#current.knows(id)),
    );
  }
}

/** The amount owed for a payout, if in another currency than the campaign's; else all null. */
export interface OwedMoney {
  owed_currency: string | null;
  owed_micros: Micros | null;
  owed_spread_micros: Micros | null;
  owed_rate_id: number | null;
}

/** A payout in the campaign's own currency. */
const NOT_CONVERTED: OwedMoney = {
  owed_currency: null,
  owed_micros: null,
  owed_spread_micros: null,
  owed_rate_id: null,
};

/** Currencies and terms of a payout. */
interface PayoutTerms {
  currency: string;
  /** Null, or the same currency, means no conversion. */
  payout_currency: string | null;
  spread_percent: string;
  /** The amounts owed before: their rate and spread are kept. */
  before: OwedMoney | null;
  fx: FxRates;
  at_ms: number;
}

/**
 * Converts a payout to what the affiliate is owed: at the rate used before, else at
 * the day's. Returns null if there is no rate and the payout isn't zero. The
 * network keeps the spread and the rounding.
 */
export function convertPayout(
  payout_micros: Micros,
  terms: PayoutTerms,
): OwedMoney | null {
  const { currency, payout_currency, before, fx, at_ms } = terms;
  if (payout_currency === null || payout_currency === currency) {
    return NOT_CONVERTED;
  }
  const known = before?.owed_rate_id ?? null;
  const rate =
    (known === null ? null : fx.of(known, currency, payout_currency)) ??
    fx.find(currency, payout_currency, at_ms);
  if (rate === null && payout_micros !== 0n) return null;
  const gross = rate === null ? 0n : rate.convert(payout_micros);
  const owed_spread_micros = spreadOf(gross, terms);
  return {
    owed_currency: payout_currency,
    owed_micros: gross - owed_spread_micros,
    owed_spread_micros,
    owed_rate_id: rate?.rate_id ?? null,
  };
}

/** In the same proportion as before, else by percent. */
function spreadOf(
  gross: Micros,
  { before, spread_percent }: PayoutTerms,
): Micros {
  const spread = before?.owed_spread_micros ?? 0n;
  const whole = (before?.owed_micros ?? 0n) + spread;
  if (whole > 0n) return mulDivHalfEven(gross, spread, whole);
  return percentOf(gross, parsePercent(spread_percent) ?? 0n);
}
