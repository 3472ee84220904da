import { and, desc, eq, gt, inArray, lt, ne, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database, Session } from "../../../db/mod.ts";
import {
  reconciliationItems,
  reconciliations,
  statementRows,
} from "../../../db/schema/mod.ts";
import type { Reconciliation } from "./reconciliation.ts";

/**
 * Returns the latest earlier comparison of the same advertiser with an overlapping
 * window, or null.
 */
export async function findPrevious(
  db: Database,
  { id, advertiser_id, from_at, to_at }: Reconciliation,
): Promise<string | null> {
  const [row] = await db
    .select({ id: reconciliations.id })
    .from(reconciliations)
    .where(
      and(
        eq(reconciliations.advertiser_id, advertiser_id),
        eq(reconciliations.kind, "statement"),
        ne(reconciliations.id, id),
        lt(reconciliations.id, id),
        lt(reconciliations.from_at, to_at),
        gt(reconciliations.to_at, from_at),
        inArray(reconciliations.status, ["review", "applied"]),
      ),
    )
    .orderBy(desc(reconciliations.id))
    .limit(1);
  return row?.id ?? null;
}

/**
 * Counts the breaks that are new since the previous run, and those that are gone,
 * by class. Two breaks are the same if they have the same class and the same
 * conversion, or rows with the same content.
 */
export async function readChanges(
  session: Session,
  { id, previous_id }: Reconciliation,
) {
  if (previous_id === null) return null;
  const breaks = (of: string): SQL => sql`
    select i.class, coalesce(i.conversion_id::text, encode(s.content_key, 'hex')) as about
    from ${reconciliationItems} as i
    left join ${statementRows} as s on i.conversion_id is null
      and s.reconciliation_id = i.reconciliation_id and s.row_no = i.row_no
    where i.reconciliation_id = ${of}::uuid and i.class is not null`;
  const rows = await session.query<{
    class: string;
    is_new: boolean;
    count: number;
  }>(sql`
    with here as (${breaks(id)}), before as (${breaks(previous_id)})
    select class, is_new, count(*)::int as count from (
      (select class, about, true as is_new from here except select class, about, true from before)
      union all
      (select class, about, false from before except select class, about, false from here)
    ) as d group by 1, 2 order by 1, 2`);
  const of = (is_new: boolean) =>
    rows
      .filter((row) => row.is_new === is_new)
      .map((row) => ({ class: row.class, count: row.count }));
  return { previous_id, appeared: of(true), gone: of(false) };
}
