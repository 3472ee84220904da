import { sql } from "drizzle-orm";
import type { Database, Queryable, Transaction } from "../../../db/mod.ts";
import { fxRates } from "../../../db/schema/mod.ts";
import type { ConfigurationPart } from "../../campaigns/mod.ts";
import { FxRates } from "./fx_rates.ts";
import type { FxRateRow } from "./fx_rates.ts";

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
