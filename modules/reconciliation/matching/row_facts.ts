import { sql } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import { statementRows } from "../../../db/schema/mod.ts";
import { IS_READABLE } from "./readable.ts";

const COUNTS = {
  rows: sql`*`,
  conversion_id: sql`conversion_id`,
  order_id: sql`order_id`,
  click_id: sql`click_id`,
  customer_id: sql`customer_id`,
  goal: sql`goal`,
  affiliate: sql`affiliate`,
  campaign: sql`campaign`,
  revenue: sql`revenue_micros`,
  amount: sql`amount_micros`,
  payout: sql`payout_micros`,
  currency: sql`currency`,
  times: sql`written_at`,
  problem: sql`problem`,
} as const;

/** Counts of a statement's rows that have each field. */
export interface RowFacts extends Record<keyof typeof COUNTS, number> {
  zoned: number;
  /** Rows whose time is not midnight as written. */
  timed: number;
  /** Repeated rows, not counting the first of each. */
  doubled: number;
  /** Rows that can't be read. */
  unread: number;
}

/** Counts in one pass which fields the rows of a statement have. */
export async function readRowFacts(
  session: Session,
  reconciliation_id: string,
): Promise<RowFacts> {
  const counts = Object.entries(COUNTS).map(
    ([name, counted]) => sql`count(${counted})::int as ${sql.identifier(name)}`,
  );
  const [facts] = await session.query<RowFacts & Record<string, unknown>>(sql`
    select ${sql.join(counts, sql`, `)},
      count(*) filter (where has_zone and written_at is not null)::int as zoned,
      count(*) filter (where written_at::time <> '00:00')::int as timed,
      count(*) filter (where not ${IS_READABLE})::int as unread,
      count(*)::int - (select count(*)::int from (
        select from ${statementRows} where reconciliation_id = ${reconciliation_id}::uuid
        group by content_key) as d) as doubled
    from ${statementRows} as s where reconciliation_id = ${reconciliation_id}::uuid`);
  if (facts === undefined) throw new Error("A count gave no row");
  return facts;
}

/** Whether a statement has dates without times. */
export function hasOnlyDays({ times, timed }: RowFacts): boolean {
  return times > 0 && timed * 100 < times;
}

/** Returns the column with the money for a basis: its own, or the one that there is. */
export function moneyColumn(
  facts: RowFacts,
  basis: "revenue" | "amount" | "payout",
): "revenue" | "amount" | "payout" {
  const columns = [basis, "revenue", "amount", "payout"] as const;
  return columns.find((column) => facts[column] > 0) ?? basis;
}
