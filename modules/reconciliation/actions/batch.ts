import { and, desc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Database, Queryable, Transaction } from "../../../db/mod.ts";
import {
  jobs,
  reconciliationActions,
  reconciliationBatches,
  reconciliations,
} from "../../../db/schema/mod.ts";
import { orNotFound } from "../../http/mod.ts";
import { isUuid, Problem } from "../../kernel/mod.ts";
import type { Changer } from "../../conversions/mod.ts";
import type { Reconciliation } from "../matching/reconciliation.ts";
import { ActionSummary } from "./action_summary.ts";
import type { PresentedSummary } from "./action_summary.ts";
import type { BreakSelection } from "./break_selection.ts";

/** A stored batch. */
export type Batch = typeof reconciliationBatches.$inferSelect;

/** A new batch of actions. */
export interface NewBatch {
  id: string;
  reconciliation_id: string;
  asked: BreakSelection;
  by: Changer;
  requested_at: number;
}

export async function openBatch(db: Queryable, given: NewBatch): Promise<void> {
  const { id, reconciliation_id, asked, by, requested_at } = given;
  await db.insert(reconciliationBatches).values({
    id,
    reconciliation_id,
    state: "applying",
    asked,
    requested_at,
    requested_by: by.made_by,
    reason: asked.reason,
  });
}

/**
 * Opens a batch for a task, and sets the reconciliation to applied, so that nobody
 * reads or matches it anew meanwhile.
 */
export async function beginBatch(
  tx: Transaction,
  given: NewBatch,
): Promise<void> {
  await openBatch(tx, given);
  await tx
    .update(reconciliations)
    .set({ status: "applied" })
    .where(eq(reconciliations.id, given.reconciliation_id));
}

/** Reads and locks a reconciliation until the transaction ends. */
export async function lockReconciliation(
  tx: Transaction,
  id: string,
): Promise<Reconciliation> {
  const [row] = await tx
    .select()
    .from(reconciliations)
    .where(eq(reconciliations.id, id))
    .for("update");
  return orNotFound(row);
}

/** Adds the summary of a piece to the totals of its batch. */
export async function addToBatch(
  tx: Transaction,
  batch_id: string,
  piece: ActionSummary,
): Promise<ActionSummary> {
  const mine = eq(reconciliationBatches.id, batch_id);
  const [row] = await tx
    .select({ totals: reconciliationBatches.totals })
    .from(reconciliationBatches)
    .where(mine)
    .for("update");
  const summary = ActionSummary.from(
    orNotFound(row).totals as Partial<PresentedSummary> | null,
  );
  summary.add(piece);
  await tx
    .update(reconciliationBatches)
    .set({ totals: summary.present() })
    .where(mine);
  return summary;
}

/** Marks a batch and its reconciliation as applied. */
export async function closeBatch(
  tx: Transaction,
  { id, reconciliation_id }: Pick<Batch, "id" | "reconciliation_id">,
): Promise<void> {
  await tx
    .update(reconciliationBatches)
    .set({ state: "applied" })
    .where(eq(reconciliationBatches.id, id));
  await tx
    .update(reconciliations)
    .set({ status: "applied" })
    .where(eq(reconciliations.id, reconciliation_id));
}

/**
 * Marks a batch as undone if none of its actions stands; if no other batch stands,
 * the reconciliation too. Returns whether the batch is undone.
 */
export async function settleUndone(
  tx: Transaction,
  { id, reconciliation_id }: Pick<Batch, "id" | "reconciliation_id">,
  undone: { by: string; at_ms: number },
): Promise<boolean> {
  const standing = await tx.$count(
    reconciliationActions,
    and(
      eq(reconciliationActions.batch_id, id),
      isNull(reconciliationActions.undone_at),
      inArray(reconciliationActions.result, ["done", "unchanged"]),
    ),
  );
  const is_undone = standing === 0;
  await tx
    .update(reconciliationBatches)
    .set({
      state: is_undone ? "undone" : "applied",
      undone_at: undone.at_ms,
      undone_by: undone.by,
    })
    .where(eq(reconciliationBatches.id, id));
  const others = await tx.$count(
    reconciliationBatches,
    and(
      eq(reconciliationBatches.reconciliation_id, reconciliation_id),
      ne(reconciliationBatches.state, "undone"),
    ),
  );
  if (others === 0) {
    await tx
      .update(reconciliations)
      .set({ status: "undone" })
      .where(eq(reconciliations.id, reconciliation_id));
  }
  return is_undone;
}

/** Returns the named batch or else the latest; null if nothing was ever applied. */
export async function findBatch(
  db: Database,
  reconciliation_id: string,
  batch_id: string | undefined,
): Promise<Batch | null> {
  if (batch_id !== undefined && !isUuid(batch_id)) orNotFound(undefined);
  const [row] = await db
    .select()
    .from(reconciliationBatches)
    .where(
      and(
        eq(reconciliationBatches.reconciliation_id, reconciliation_id),
        batch_id === undefined
          ? undefined
          : eq(reconciliationBatches.id, batch_id),
      ),
    )
    .orderBy(desc(reconciliationBatches.id))
    .limit(1);
  if (batch_id !== undefined) return orNotFound(row);
  return row ?? null;
}

/** Throws if one of these tasks is waiting or running for the reconciliation. */
export async function assertNoTask(
  db: Queryable,
  reconciliation_id: string,
  names: readonly string[],
): Promise<void> {
  const [live] = await db
    .select({ id: jobs.id, name: jobs.name })
    .from(jobs)
    .where(
      and(
        inArray(jobs.name, [...names]),
        sql`${jobs.payload}->>'reconciliation_id' = ${reconciliation_id}`,
        inArray(jobs.state, ["waiting", "running"]),
      ),
    )
    .limit(1);
  if (live === undefined) return;
  const detail = `Task ${live.id} (${live.name}) works on it: wait for it, or cancel it`;
  throw new Problem(409, "task_under_way", detail);
}
