import { and, asc, eq, gt, isNull, isNotNull, or, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";
import {
  conversions,
  reconciliationItems,
  reconciliationLines,
  statementRows,
} from "../../../db/schema/mod.ts";
import type { Break } from "./action_types.ts";
import { selectionCondition, sidesOfKeys } from "./break_selection.ts";
import type { BreakSelection } from "./break_selection.ts";

/**
 * Position in a walk through breaks: first those with a row, by row number, then
 * the others by conversion id.
 */
export interface BreakCursor {
  row_no: number | null;
  conversion_id: string | null;
}

/** Before the first break. */
export const FIRST_BREAK: BreakCursor = { row_no: 0, conversion_id: null };

/** Loads breaks by key. */
export async function loadNamed(
  tx: Transaction,
  reconciliation_id: string,
  keys: readonly string[],
): Promise<Break[]> {
  const { row_nos, conversion_ids } = sidesOfKeys(keys);
  const found = or(
    sql`${reconciliationItems.row_no} = any(${`{${row_nos.join()}}`}::int[])`,
    and(
      isNull(reconciliationItems.row_no),
      sql`${reconciliationItems.conversion_id} = any(${`{${conversion_ids.join()}}`}::uuid[])`,
    ),
  );
  return await load(tx, reconciliation_id, found, keys.length);
}

/** Loads the next breaks that were asked for; empty at the end. */
export async function loadNext(
  tx: Transaction,
  reconciliation_id: string,
  {
    selection,
    cursor,
    limit,
  }: { selection: BreakSelection; cursor: BreakCursor; limit: number },
): Promise<Break[]> {
  const condition = selectionCondition(selection);
  if (cursor.row_no !== null) {
    const breaks = await load(
      tx,
      reconciliation_id,
      and(condition, gt(reconciliationItems.row_no, cursor.row_no)),
      limit,
    );
    if (breaks.length > 0) return breaks;
  }
  const { conversion_id } = cursor;
  const after =
    conversion_id === null
      ? isNotNull(reconciliationItems.conversion_id)
      : gt(reconciliationItems.conversion_id, conversion_id);
  const alone = and(condition, isNull(reconciliationItems.row_no), after);
  return await load(tx, reconciliation_id, alone, limit);
}

/** Returns the cursor after these breaks. */
export function cursorAfter(breaks: readonly Break[]): BreakCursor {
  const last = breaks.at(-1)?.item;
  if (last === undefined) return FIRST_BREAK;
  const { row_no, conversion_id } = last;
  return row_no === null
    ? { row_no: null, conversion_id }
    : { row_no, conversion_id: null };
}

async function load(
  tx: Transaction,
  reconciliation_id: string,
  condition: SQL | undefined,
  limit: number,
): Promise<Break[]> {
  const items = reconciliationItems;
  return await tx
    .select({
      item: items,
      row: statementRows,
      line: reconciliationLines,
      conversion: conversions,
    })
    .from(items)
    .leftJoin(
      statementRows,
      and(
        eq(statementRows.reconciliation_id, items.reconciliation_id),
        eq(statementRows.row_no, items.row_no),
      ),
    )
    .leftJoin(
      reconciliationLines,
      and(
        eq(reconciliationLines.reconciliation_id, items.reconciliation_id),
        eq(reconciliationLines.conversion_id, items.conversion_id),
      ),
    )
    .leftJoin(
      conversions,
      and(
        eq(conversions.campaign_id, reconciliationLines.campaign_id),
        eq(conversions.id, reconciliationLines.conversion_id),
      ),
    )
    .where(and(eq(items.reconciliation_id, reconciliation_id), condition))
    .orderBy(asc(items.row_no), asc(items.conversion_id))
    .limit(limit);
}
