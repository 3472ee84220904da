import { sql } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import {
  reconciliationItems,
  reconciliationLines,
  statementRows,
} from "../../../db/schema/mod.ts";
import type { FoundFrame } from "./find_frame.ts";
import { IS_READABLE } from "./readable.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { moneyColumn } from "./row_facts.ts";
import type { RowFacts } from "./row_facts.ts";

/** Items that are alike, with the counts and sums of both their sides. */
export interface Cell extends Record<string, unknown> {
  class: string | null;
  tier: number | null;
  rule: string | null;
  proposed: string | null;
  ours_currency: string | null;
  theirs_currency: string | null;
  items: number;
  rows: number;
  conversions: number;
  /** Those of the conversions that are of the window. */
  in_window: number;
  ours: string;
  theirs: string;
}

/** Count and sum of stored rows (`unread`: those that can't be read), or of conversions of the window. */
export interface StatusSum extends Record<string, unknown> {
  side: "ours" | "theirs" | "unread";
  currency: string;
  status: string;
  count: number;
  micros: string;
}

/** The items of a matching and the two sides it compared, counted. */
export interface Outcome {
  cells: Cell[];
  statuses: StatusSum[];
}

/**
 * Counts and sums the items, and both sides as they are stored: one pass over each, for the check
 * that nothing is left and for the totals.
 */
export async function countOutcome(
  session: Session,
  { id: reconciliation_id }: Reconciliation,
  { frame }: FoundFrame,
  facts: RowFacts,
): Promise<Outcome> {
  const id = sql`${reconciliation_id}::uuid`;
  const cells = await session.query<Cell>(sql`
    select i.class, i.tier, i.rule, i.proposed, i.ours_currency, i.theirs_currency,
      count(*)::int as items, count(i.row_no)::int as rows,
      count(i.conversion_id)::int as conversions,
      count(*) filter (where l.in_window)::int as in_window,
      sum(i.ours_micros)::text as ours, sum(i.theirs_micros)::text as theirs
    from ${reconciliationItems} as i left join ${reconciliationLines} as l
      on l.reconciliation_id = i.reconciliation_id and l.conversion_id = i.conversion_id
    where i.reconciliation_id = ${id}
    group by 1, 2, 3, 4, 5, 6`);
  const column = sql.identifier(`${moneyColumn(facts, frame.basis)}_micros`);
  const ours =
    frame.basis === "amount"
      ? sql`coalesce(amount_micros, revenue_micros)`
      : sql`${sql.identifier(`${frame.basis}_micros`)}`;
  const statuses = await session.query<StatusSum>(sql`
    select 'ours' as side, currency, status, count(*)::int as count,
      coalesce(sum(${ours}), 0)::text as micros
    from ${reconciliationLines} where reconciliation_id = ${id} and in_window group by 1, 2, 3
    union all
    select case when ${IS_READABLE} then 'theirs' else 'unread' end,
      coalesce(s.currency, ${frame.currency}::text, 'XXX'),
      coalesce(s.status, 'approved'), count(*)::int,
      coalesce(sum(s.${column} / ${frame.money_divisor}::int), 0)::text
    from ${statementRows} as s where s.reconciliation_id = ${id} group by 1, 2, 3
    order by 1, 2, 3`);
  return { cells, statuses };
}

/** Adds up one count of cells. */
export function sumOf(
  cells: readonly Cell[],
  of: "rows" | "conversions" | "in_window",
): number {
  return cells.reduce((sum, cell) => sum + cell[of], 0);
}
