import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { conversionRisks, conversions } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { moneyByCurrency, SAME_CONVERSION } from "./stand_out.ts";

type Ids = number | readonly number[] | undefined;

/** Whose held conversions are meant; all where nobody is named. */
export interface HeldFilter {
  affiliate_id?: Ids;
  advertiser_id?: Ids;
}

const EXAMPLES_MAX = 5;

const r = conversionRisks;
const c = conversions;

/**
 * All that is held for its risk and waits for somebody's decision, whenever it was recorded: how many,
 * the payouts, since when, and the heaviest reasons. By the index of what is held.
 */
export async function readHeld(db: Database, filter: HeldFilter) {
  const rows = await db
    .select({
      currency: c.currency,
      code: sql<string | null>`${r.reasons}->0->>'code'`,
      count: sql<number>`count(*)::int`,
      micros: sql<string>`coalesce(sum(${c.payout_micros})
        filter (where ${c.status} in ('pending', 'approved')), 0)::text`,
      since_ms: sql<number>`(extract(epoch from min(${r.held_at})) * 1000)::float8`,
      recorded_ms: sql<number>`(extract(epoch from min(${r.recorded_at})) * 1000)::float8`,
      example: sql<string>`max(${r.conversion_id}::text)`,
    })
    .from(r)
    .innerJoin(c, SAME_CONVERSION)
    .where(
      and(
        isNotNull(r.held_at),
        isNull(r.decided),
        among(r.affiliate_id, filter.affiliate_id),
        among(c.advertiser_id, filter.advertiser_id),
      ),
    )
    .groupBy(sql`1`, sql`2`);
  const by_code = Map.groupBy(rows, ({ code }) => code);
  const reasons = [...by_code].flatMap(([code, of]) =>
    code === null ? [] : [{ code, count: countOf(of) }],
  );
  return {
    conversions: countOf(rows),
    since: firstOf(rows.map(({ since_ms }) => since_ms)),
    recorded_since: firstOf(rows.map(({ recorded_ms }) => recorded_ms)),
    money: moneyByCurrency(rows),
    reasons: reasons.sort(
      (a, b) => b.count - a.count || a.code.localeCompare(b.code),
    ),
    example_ids: rows.map(({ example }) => example).slice(0, EXAMPLES_MAX),
  };
}

function firstOf(times_ms: readonly number[]): string | null {
  return times_ms.length === 0 ? null : isoTime(Math.min(...times_ms));
}

function among(
  column: typeof r.affiliate_id | typeof c.advertiser_id,
  ids: Ids,
) {
  if (ids === undefined) return undefined;
  return typeof ids === "number" ? eq(column, ids) : inArray(column, [...ids]);
}

function countOf(rows: readonly { count: number }[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}
