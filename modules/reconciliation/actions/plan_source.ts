import { and, eq } from "drizzle-orm";
import type { Database, Transaction } from "../../../db/mod.ts";
import { reconciliationItems } from "../../../db/schema/mod.ts";
import type { Reconciliation } from "../matching/reconciliation.ts";
import { itemKey } from "../matching/item_key.ts";
import type { Planned } from "./action_types.ts";
import { selectionCondition } from "./break_selection.ts";
import type { BreakSelection } from "./break_selection.ts";
import { countRows, nextRows } from "./import_rows.ts";
import {
  cursorAfter,
  FIRST_BREAK,
  loadNamed,
  loadNext,
} from "./load_breaks.ts";
import type { BreakCursor } from "./load_breaks.ts";
import { planBreaks } from "./plan_breaks.ts";

/** A piece of a plan, and the cursor of the next; null at the end. */
export interface PlanPiece {
  plans: Planned[];
  next: unknown;
}

/** Counts the breaks, or rows of an import, that were asked for. */
export async function countSelected(
  db: Database,
  { id, kind }: Reconciliation,
  selection: BreakSelection,
): Promise<number> {
  if (selection.break_ids !== undefined) return selection.break_ids.length;
  if (kind === "import") return await countRows(db, id);
  const mine = eq(reconciliationItems.reconciliation_id, id);
  return await db.$count(
    reconciliationItems,
    and(mine, selectionCondition(selection)),
  );
}

/** Plans the next piece. */
export async function planNext(
  tx: Transaction,
  reconciliation: Reconciliation,
  given: { selection: BreakSelection; cursor: unknown; limit: number },
): Promise<PlanPiece> {
  const { selection, limit } = given;
  if (reconciliation.kind === "import") {
    const after = (given.cursor as number | null) ?? 0;
    return await nextRows(tx, reconciliation, { selection, after, limit });
  }
  const { id } = reconciliation;
  if (selection.break_ids !== undefined) {
    const plans = await planNamed(tx, reconciliation, selection);
    return { plans, next: null };
  }
  const cursor = (given.cursor as BreakCursor | null) ?? FIRST_BREAK;
  const breaks = await loadNext(tx, id, { selection, cursor, limit });
  const plans = await planBreaks(tx, reconciliation, { breaks, selection });
  return { plans, next: breaks.length === 0 ? null : cursorAfter(breaks) };
}

/** Plans named breaks; unknown keys are refused. */
async function planNamed(
  tx: Transaction,
  reconciliation: Reconciliation,
  selection: BreakSelection,
): Promise<Planned[]> {
  const keys = [...new Set(selection.break_ids)];
  const breaks = await loadNamed(tx, reconciliation.id, keys);
  const known = new Set(breaks.map(({ item }) => itemKey(item)));
  const missing = keys.filter((key) => !known.has(key));
  return [
    ...(await planBreaks(tx, reconciliation, { breaks, selection })),
    ...missing.map((key): Planned => {
      const detail = "The break does not exist";
      const refusal = { code: "unknown_break" as const, detail };
      return { key, plan: { kind: "refused", action: "none", refusal } };
    }),
  ];
}
