import type { Database, Transaction } from "../../../db/mod.ts";
import { invalid } from "../../http/mod.ts";
import { newId, Problem } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { Changer, ConversionDoor } from "../../conversions/mod.ts";
import type { Scheduler } from "../../scheduler/mod.ts";
import { readReconciliation } from "../matching/reconciliation.ts";
import type { Reconciliation } from "../matching/reconciliation.ts";
import { ActionSummary } from "./action_summary.ts";
import type { PresentedSummary } from "./action_summary.ts";
import { applyPiece } from "./apply_piece.ts";
import type { BreakSelection } from "./break_selection.ts";
import {
  addToBatch,
  assertNoTask,
  beginBatch,
  closeBatch,
  lockReconciliation,
  openBatch,
} from "./batch.ts";
import { lockAdvertiser } from "./lock_advertiser.ts";
import { countSelected, planNext } from "./plan_source.ts";

/** Names of the tasks. */
export const ACTION_TASKS = {
  apply: "apply_reconciliation",
  undo: "undo_reconciliation",
} as const;

/** Maximum actions applied within the request; more become a task. */
export const AT_ONCE_MAX = 5_000;

export interface ActionDeps {
  db: Database;
  clock: Clock;
  conversions: ConversionDoor;
  scheduler: Pick<Scheduler, "enqueue">;
}

/** Which actions to apply, and who asked for them. */
export interface ApplyInput {
  asked: BreakSelection;
  by: Changer;
  dry_run: boolean;
}

/** Payload of the apply task; a dry run has no batch. */
export interface ApplyPayload extends ApplyInput {
  reconciliation_id: string;
  batch_id: string | null;
}

/** The result of applying, or the task that does it. */
export type Applied =
  | ({ dry_run: boolean; batch_id: string | null } & PresentedSummary)
  | {
      dry_run: boolean;
      batch_id: string | null;
      task_id: string;
      count: number;
    };

/**
 * Applies the proposed actions, or the overrides given, each only once even if
 * asked for again. Too many become a task, or are refused if `at_once`. A dry run returns the outcomes, the money by party and the
 * deliveries without keeping anything.
 */
export async function applyReconciliation(
  deps: ActionDeps,
  id: string,
  {
    as_task,
    at_once = false,
    ...input
  }: ApplyInput & { as_task: boolean; at_once?: boolean },
): Promise<Applied> {
  const { db, clock } = deps;
  const { asked, by, dry_run } = input;
  const reconciliation = await readReconciliation(db, id);
  assertAppliable(reconciliation);
  await assertNoTask(db, id, Object.values(ACTION_TASKS));
  const count = await countSelected(db, reconciliation, asked);
  if (at_once && count > AT_ONCE_MAX) {
    const why = `name the rows to try, at most ${AT_ONCE_MAX}`;
    throw invalid("break_ids", why);
  }
  const batch_id = dry_run ? null : newId(clock);
  const requested_at = clock.nowMs();
  const batch = { reconciliation_id: id, asked, by, requested_at };
  if (as_task || count > AT_ONCE_MAX) {
    return await db.transaction(async (tx) => {
      assertAppliable(await lockReconciliation(tx, id));
      if (batch_id !== null) await beginBatch(tx, { id: batch_id, ...batch });
      const payload: ApplyPayload = {
        reconciliation_id: id,
        batch_id,
        ...input,
      };
      const task = { name: ACTION_TASKS.apply, payload };
      const { id: task_id } = await deps.scheduler.enqueue(tx, task);
      return { dry_run, batch_id, task_id, count };
    });
  }
  const summary = await deps.conversions.settle(
    async (tx) => {
      const carried = await applyAll(tx, deps, id, { ...input, batch_id });
      if (batch_id === null || !hasActed(carried)) return carried;
      await openBatch(tx, { id: batch_id, ...batch });
      await addToBatch(tx, batch_id, carried);
      await closeBatch(tx, { id: batch_id, reconciliation_id: id });
      return carried;
    },
    { dry_run },
  );
  return {
    dry_run,
    batch_id: hasActed(summary) ? batch_id : null,
    ...summary.present(),
  };
}

/** Whether anything was done or newly refused; otherwise no batch is kept. */
function hasActed(summary: ActionSummary): boolean {
  return summary.countAll() > summary.countOf("skipped", "already_applied");
}

async function applyAll(
  tx: Transaction,
  { clock, conversions: door }: ActionDeps,
  id: string,
  input: Omit<ApplyPayload, "reconciliation_id">,
): Promise<ActionSummary> {
  const { asked, by, batch_id } = input;
  const summary = new ActionSummary();
  let cursor: unknown = null;
  do {
    const piece = await applyNext(tx, clock, {
      ...{ id, asked, by, batch_id, door, cursor },
      limit: AT_ONCE_MAX,
    });
    summary.add(piece.summary);
    cursor = piece.next;
  } while (cursor !== null);
  return summary;
}

/** Input for applying one piece. */
export interface PieceInput {
  id: string;
  asked: BreakSelection;
  by: Changer;
  door: ConversionDoor;
  batch_id: string | null;
  cursor: unknown;
  limit: number;
}

/**
 * Applies the next piece in the caller's transaction. Pieces of one advertiser run
 * one at a time; the state is checked again under the lock.
 */
export async function applyNext(
  tx: Transaction,
  clock: Clock,
  { id, asked, by, door, batch_id, cursor, limit }: PieceInput,
) {
  const before = await readReconciliation(tx, id);
  await lockAdvertiser(tx, before.advertiser_id);
  const reconciliation = await readReconciliation(tx, id);
  assertAppliable(reconciliation);
  const piece = { selection: asked, cursor, limit };
  const { plans, next } = await planNext(tx, reconciliation, piece);
  const work = { reconciliation, by, door };
  const { summary } = await applyPiece(tx, clock, work, { plans, batch_id });
  return { summary, next, count: plans.length };
}

/**
 * Throws unless the reconciliation is matched and its mapping and frame are
 * confirmed.
 */
export function assertAppliable(reconciliation: Reconciliation): void {
  const { status, kind, frame, problem } = reconciliation;
  if (status === "matching") {
    const detail =
      "The statement is still being read and matched: try again later";
    throw new Problem(409, "matching", detail);
  }
  if (status === "failed") {
    const why = problem === null ? "" : `: ${problem}`;
    throw new Problem(
      409,
      "not_matched",
      `The statement could not be matched${why}`,
    );
  }
  const is_clear =
    kind === "import" ||
    frame?.is_clear === true ||
    reconciliation.frame_confirmed;
  if (reconciliation.mapping_confirmed && is_clear) return;
  const what = reconciliation.mapping_confirmed ? "frame" : "mapping";
  const detail = `Confirm the ${what} before applying anything`;
  throw new Problem(409, "frame_unconfirmed", detail);
}
