import { sql } from "drizzle-orm";
import { insertRows } from "../../../db/mod.ts";
import type { Database, Transaction } from "../../../db/mod.ts";
import { fxRates } from "../../../db/schema/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import {
  dayWithin,
  directionOf,
  invalid,
  invalidCursor,
  isDay,
  sortedPageOf,
  TIMES,
} from "../../http/mod.ts";
import type { ListRequest } from "../../http/mod.ts";
import { parseCurrency } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { parseRate } from "./fx_rates.ts";

/** Rates of one day: units of each currency for one of the base. */
export interface DayOfRates {
  date: string;
  base: string;
  rates: Record<string, string>;
}

/** The result of writing a day of rates. */
export interface WrittenDay {
  date: string;
  base: string;
  version: number;
  /** Currencies without a rate for that day before. */
  added: string[];
  /**
   * Currencies with another rate before; what was priced by the older version keeps
   * it.
   */
  changed: string[];
}

/**
 * Writes rates, in force here once the promise resolves. An equal rate changes
 * nothing. A different one creates a new version of all rates of that day and base;
 * rows that may have been used for pricing are never changed.
 */
export async function writeRates(
  deps: { configuration: Configuration; clock: Clock },
  days: readonly DayOfRates[],
  source: string,
): Promise<WrittenDay[]> {
  const checked = days.map(checkDay);
  return await deps.configuration.change(async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended('fx_rates', 0))`,
    );
    const written: WrittenDay[] = [];
    for (const day of checked) {
      written.push(await writeDay(tx, day, source, deps.clock.nowMs()));
    }
    return written;
  });
}

async function writeDay(
  tx: Transaction,
  { date, base, rates }: DayOfRates,
  source: string,
  now_ms: number,
): Promise<WrittenDay> {
  const before = await tx.execute<{
    quote: string;
    rate: string;
    version: number;
  }>(sql`
    select quote, rate::text, version from ${fxRates}
    where day = ${date}::date and base = ${base} and version = (
      select max(version) from ${fxRates} where day = ${date}::date and base = ${base})`);
  const known = new Map(before.map(({ quote, rate }) => [quote, rate]));
  const given = Object.entries(rates);
  const added = given.filter(([quote]) => !known.has(quote));
  const changed = given.filter(([quote, rate]) => {
    const old = known.get(quote);
    return old !== undefined && parseRate(old) !== parseRate(rate);
  });
  const last = before[0]?.version ?? 1;
  const version = changed.length > 0 ? last + 1 : last;
  const rows =
    changed.length > 0
      ? Object.entries({ ...toRecord(known), ...rates })
      : added;
  await insertRows(
    tx,
    fxRates,
    rows.map(([quote, rate]) => ({
      day: date,
      base,
      quote,
      rate,
      version,
      source,
      created_at: now_ms,
    })),
  );
  return {
    date,
    base,
    version,
    added: added.map(([quote]) => quote),
    changed: changed.map(([quote]) => quote),
  };
}

function toRecord(known: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(known);
}

function checkDay(day: DayOfRates): DayOfRates {
  const { date } = day;
  if (!isDay(date)) throw invalid("date", "must be a day such as 2026-11-22");
  const base = parseCurrency(day.base);
  if (base === null)
    throw invalid("base", "must be an ISO 4217 currency code such as USD");
  const rates: Record<string, string> = {};
  for (const [code, text] of Object.entries(day.rates)) {
    const quote = parseCurrency(code);
    if (quote === null || quote === base) {
      throw invalid(`rates.${code}`, "must be another ISO 4217 currency code");
    }
    if (parseRate(text) === null) {
      throw invalid(
        `rates.${code}`,
        "must be a decimal string above 0, such as 1.0834",
      );
    }
    rates[quote] = text.trim();
  }
  if (Object.keys(rates).length === 0) {
    throw invalid("rates", "must have at least one entry");
  }
  return { date, base, rates };
}

/**
 * Lists days of rates, latest first, each in its last version. `after` is a day and
 * base.
 */
export async function listRates(
  db: Database,
  list: ListRequest<typeof RATE_LIST.filters>,
  timezone: string,
) {
  const { date = null, base = null, source = null } = list.filter;
  const { beyond, order } = directionOf(list);
  const [after_day = "", after_base = ""] = list.after?.split(":") ?? [];
  const is_cursor = isDay(after_day) && /^[A-Z]{3}$/.test(after_base);
  if (list.after !== null && !is_cursor) throw invalidCursor();
  const rows = await db.execute<{
    day: string;
    base: string;
    version: number;
    source: string;
    rates: Record<string, string>;
  }>(sql`
    select day::text, base, version, min(source) as source,
      jsonb_object_agg(quote, trim_scale(rate)::text) as rates
    from ${fxRates} as r
    where version = (select max(version) from ${fxRates} as v
        where v.day = r.day and v.base = r.base)
      and (${date}::date is null or day = ${date}::date)
      and (${base}::text is null or base = ${base})
      and (${source}::text is null or source = ${source})
      and ${dayWithin(sql`day`, list.filter, timezone)}
      and (${list.after}::text is null
        or (day, base) ${beyond} (nullif(${after_day}, '')::date, ${after_base}))
    group by day, base, version order by day ${order}, base ${order}
    limit ${list.limit + 1}`);
  return sortedPageOf(
    rows,
    list,
    (row) => ({ key: `${row.day}:${row.base}`, value: null }),
    ({ day, ...row }) => ({ date: day, ...row }),
  );
}

/** Filters and sorts of exchange rates. */
export const RATE_LIST = {
  filters: { date: "day", base: "currency", source: ["api", "ecb"], ...TIMES },
  sorts: ["-date"],
} as const;
