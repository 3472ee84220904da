import { sql } from "drizzle-orm";
import { arrayText } from "../../../db/mod.ts";
import type { Queryable } from "../../../db/mod.ts";
import { fxRates } from "../../../db/schema/mod.ts";
import { FxRates, RATE_AGE_MAX_DAYS } from "./fx_rates.ts";
import type { FxRateRow } from "./fx_rates.ts";

/** Rates between some currencies of some days, and of the few days before each. */
export async function readRates(
  db: Queryable,
  wanted: { days: readonly string[]; currencies: readonly string[] },
): Promise<FxRates> {
  const days = [...new Set(wanted.days)];
  if (days.length === 0) return new FxRates([]);
  const rows = await db.execute<FxRateRow & Record<string, unknown>>(sql`
    select distinct r.id, r.day::text, r.base, r.quote, r.version, r.rate::text
    from unnest(${arrayText(days)}::date[]) as d(day)
    join ${fxRates} as r on r.day <= d.day and r.day >= d.day - ${RATE_AGE_MAX_DAYS}::integer
    where r.quote = any(${arrayText(wanted.currencies)}::text[])`);
  return new FxRates(rows);
}
