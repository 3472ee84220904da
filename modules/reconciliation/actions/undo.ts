import { sql } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";
import { reconciliationActions } from "../../../db/schema/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { Changer, ConversionDoor } from "../../conversions/mod.ts";
import { readReconciliation } from "../matching/reconciliation.ts";
import { ActionSummary } from "./action_summary.ts";
import type { PresentedSummary } from "./action_summary.ts";
import { ACTION_TASKS, AT_ONCE_MAX } from "./apply.ts";
import type { ActionDeps } from "./apply.ts";
import { assertNoTask, findBatch, settleUndone } from "./batch.ts";
import type { Batch } from "./batch.ts";
import { lockAdvertiser } from "./lock_advertiser.ts";
import { undoPiece } from "./undo_piece.ts";

/** Payload of the undo task. */
export interface UndoPayload {
  reconciliation_id: string;
  batch_id: string;
  by: Changer;
}

/** The result of undoing, or the task that does it. */
export type Undone =
  | ({ dry_run: boolean; batch_id: string } & PresentedSummary)
  | { dry_run: boolean; batch_id: string; task_id: string; count: number };

/**
 * Undoes a batch, by default the latest: each conversion is set back to what it
 * was, with new ledger entries. Conversions that somebody changed since stay as
 * they are and are reported. Undoing again does nothing.
 */
export async function undoReconciliation(
  deps: ActionDeps,
  id: string,
  input: {
    batch_id?: string | undefined;
    by: Changer;
    dry_run: boolean;
    as_task: boolean;
  },
): Promise<Undone> {
  const { db } = deps;
  const { by, dry_run } = input;
  await readReconciliation(db, id);
  const batch = await findBatch(db, id, input.batch_id);
  if (batch === null) {
    throw new Problem(409, "nothing_to_undo", "Nothing has been applied");
  }
  await assertNoTask(db, id, Object.values(ACTION_TASKS));
  const batch_id = batch.id;
  const count = await countApplied(db, batch_id);
  if ((input.as_task || count > AT_ONCE_MAX) && !dry_run) {
    const payload: UndoPayload = { reconciliation_id: id, batch_id, by };
    const task = { name: ACTION_TASKS.undo, payload };
    const { id: task_id } = await deps.scheduler.enqueue(db, task);
    return { dry_run, batch_id, task_id, count };
  }
  const summary = await deps.conversions.settle(
    (tx) => undoAll(tx, deps, { batch, by }),
    { dry_run },
  );
  return { dry_run, batch_id, ...summary.present() };
}

async function undoAll(
  tx: Transaction,
  { clock, conversions: door }: ActionDeps,
  { batch, by }: { batch: Batch; by: Changer },
): Promise<ActionSummary> {
  const summary = new ActionSummary();
  let after: string | null = null;
  do {
    const piece = await undoNext(tx, clock, { batch, by, door, after });
    summary.add(piece.summary);
    after = piece.next;
  } while (after !== null);
  await finishUndo(tx, clock, { batch, by });
  return summary;
}

/** Undoes the next piece of a batch in the caller's transaction. */
export async function undoNext(
  tx: Transaction,
  clock: Clock,
  given: {
    batch: Batch;
    by: Changer;
    door: ConversionDoor;
    after: string | null;
  },
) {
  const { batch, by, door, after } = given;
  const reconciliation = await readReconciliation(tx, batch.reconciliation_id);
  await lockAdvertiser(tx, reconciliation.advertiser_id);
  const work = { reconciliation, by, door };
  return await undoPiece(tx, clock, work, { batch_id: batch.id, after });
}

/** Marks a batch as undone unless some of its actions still stand. */
export async function finishUndo(
  tx: Transaction,
  clock: Clock,
  { batch, by }: { batch: Batch; by: Changer },
): Promise<boolean> {
  const undone = { by: by.made_by, at_ms: clock.nowMs() };
  return await settleUndone(tx, batch, undone);
}

/** Counts the actions of a batch that stand. */
export async function countApplied(
  db: ActionDeps["db"],
  batch_id: string,
): Promise<number> {
  return await db.$count(
    reconciliationActions,
    sql`batch_id = ${batch_id}::uuid and undone_at is null and result in ('done', 'unchanged')`,
  );
}
