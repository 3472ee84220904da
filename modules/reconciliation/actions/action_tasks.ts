import type { JobContext, JobDefinition } from "../../scheduler/mod.ts";
import { readReconciliation } from "../matching/reconciliation.ts";
import { ActionSummary } from "./action_summary.ts";
import { ACTION_TASKS, applyNext } from "./apply.ts";
import type { ActionDeps, ApplyPayload } from "./apply.ts";
import { addToBatch, closeBatch, findBatch } from "./batch.ts";
import { countSelected } from "./plan_source.ts";
import { countApplied, finishUndo, undoNext } from "./undo.ts";
import type { UndoPayload } from "./undo.ts";

/** Breaks per transaction. */
const PIECE = 500;

export type ActionTaskDeps = Omit<ActionDeps, "scheduler">;

/**
 * Defines the tasks that apply and undo large batches. Each piece is committed with
 * its cursor, so none is done twice, and a task that was interrupted resumes where
 * it stopped.
 */
export function actionJobs(deps: ActionTaskDeps): JobDefinition[] {
  return [
    {
      name: ACTION_TASKS.apply,
      description: "Applies the breaks of a reconciliation, or an import",
      is_task: true,
      run: (context) => runApply(deps, context),
    },
    {
      name: ACTION_TASKS.undo,
      description:
        "Undoes the applied changes of a reconciliation or an import",
      is_task: true,
      run: (context) => runUndo(deps, context),
    },
  ];
}

async function runApply(deps: ActionTaskDeps, context: JobContext) {
  const payload = context.payload as ApplyPayload;
  if (payload.batch_id === null) return await rehearse(deps, context);
  const { db, clock, conversions: door } = deps;
  const { reconciliation_id: id, asked, by, batch_id } = payload;
  const reconciliation = await readReconciliation(db, id);
  const left = await countSelected(db, reconciliation, asked);
  // Applied breaks are no longer open, but the rows of an import are counted either
  // way.
  const total = reconciliation.kind === "import" ? left : context.done + left;
  let { cursor, done } = context;
  for (;;) {
    context.signal.throwIfAborted();
    const batch = await findBatch(db, id, batch_id);
    // The batch was undone while the task was cancelled: don't start again.
    if (batch === null || batch.state !== "applying") return { stopped: true };
    const at = { id, asked, by, door, batch_id, cursor, limit: PIECE };
    const piece = await deps.conversions.settle(async (tx) => {
      const applied = await applyNext(tx, clock, at);
      const summary = await addToBatch(tx, batch_id, applied.summary);
      const { next } = applied;
      if (next === null) await closeBatch(tx, batch);
      await context.save(tx, {
        done: done + applied.count,
        total: Math.max(total, done + applied.count),
        ...(next === null ? {} : { cursor: next }),
      });
      return { ...applied, summary };
    });
    done += piece.count;
    cursor = piece.next;
    if (cursor === null) return { batch_id, ...piece.summary.present() };
  }
}

/** Runs a dry run. It keeps no cursor: if another worker takes over, it starts anew. */
async function rehearse(deps: ActionTaskDeps, context: JobContext) {
  const { db, clock, conversions: door } = deps;
  const { reconciliation_id: id, asked, by } = context.payload as ApplyPayload;
  const total = await countSelected(
    db,
    await readReconciliation(db, id),
    asked,
  );
  const summary = new ActionSummary();
  let cursor: unknown = null;
  let done = 0;
  do {
    context.signal.throwIfAborted();
    const at = { id, asked, by, door, batch_id: null, cursor, limit: PIECE };
    const piece = await door.settle((tx) => applyNext(tx, clock, at), {
      dry_run: true,
    });
    summary.add(piece.summary);
    done += piece.count;
    cursor = piece.next;
    await context.progress({ done, total: Math.max(total, done) });
  } while (cursor !== null);
  return { dry_run: true, ...summary.present() };
}

interface UndoCursor {
  after: string;
}

async function runUndo(deps: ActionTaskDeps, context: JobContext) {
  const { db, clock, conversions: door } = deps;
  const { reconciliation_id, batch_id, by } = context.payload as UndoPayload;
  const batch = await findBatch(db, reconciliation_id, batch_id);
  if (batch === null) return { stopped: true };
  let { done } = context;
  let after = (context.cursor as UndoCursor | null)?.after ?? null;
  const total = done + (await countApplied(db, batch_id));
  const summary = new ActionSummary();
  for (;;) {
    context.signal.throwIfAborted();
    const at = { batch, by, door, after };
    const piece = await deps.conversions.settle(async (tx) => {
      const undone = await undoNext(tx, clock, at);
      if (undone.next === null) await finishUndo(tx, clock, { batch, by });
      await context.save(tx, {
        done: done + undone.count,
        total: Math.max(total, done + undone.count),
        ...(undone.next === null ? {} : { cursor: { after: undone.next } }),
      });
      return undone;
    });
    summary.add(piece.summary);
    done += piece.count;
    after = piece.next;
    if (after === null) return { batch_id, ...summary.present() };
  }
}
