import { eq } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { moves } from "../../db/schema/mod.ts";
import { Problem } from "../kernel/mod.ts";
import { FailedForGoodError } from "../scheduler/mod.ts";
import type { JobContext, JobDefinition, Scheduler } from "../scheduler/mod.ts";
import { applyMove } from "./apply_move.ts";
import { beginWork, findMove } from "./move.ts";
import type { MoveRunDeps } from "./move_deps.ts";
import { planMove } from "./plan_move.ts";
import { readFiles } from "./read_files.ts";
import type { Move } from "./new_row.ts";
import { forgetJob, forgetRead } from "./forget_moves.ts";
import { undoMove } from "./undo_move.ts";

/** Bytes of files that are read within the request; more become a task. */
export const READ_AT_ONCE_BYTES = 4_194_304;
/** Rows that are applied or undone within the request; more become a task. */
const ROWS_AT_ONCE = 500;

const TASKS = { read: "read_move", apply: "apply_move", undo: "undo_move" };

interface Payload {
  move_id: string;
  /** After reading, it is applied as well. */
  applies?: boolean;
}

export interface MoveWorkDeps extends MoveRunDeps {
  scheduler: Pick<Scheduler, "enqueue">;
}

/** Reads the files of a move and plans it, and applies it unless only that was asked for. */
export async function readMove(
  deps: MoveWorkDeps,
  given: { id: string; dry_run: boolean; byte_count: number },
): Promise<void> {
  const { id, dry_run, byte_count } = given;
  if (byte_count > READ_AT_ONCE_BYTES) {
    const payload: Payload = { move_id: id, applies: !dry_run };
    const { db, scheduler } = deps;
    await scheduler.enqueue(db, { name: TASKS.read, key: id, payload });
    return;
  }
  try {
    await readAndPlan(deps, id);
  } catch (error) {
    await forgetMove(deps.db, id);
    throw error;
  }
  if (!dry_run) await workOn(deps, id, "apply");
}

/** Applies or undoes a move, or goes on with that; a large one as a task. */
export async function workOn(
  deps: MoveWorkDeps,
  id: string,
  work: "apply" | "undo",
): Promise<void> {
  const { db, scheduler } = deps;
  const move = await beginWork(db, await findMove(db, id), work);
  if (move === null) return;
  if (move.total > ROWS_AT_ONCE) {
    const payload: Payload = { move_id: id };
    await scheduler.enqueue(db, { name: TASKS[work], key: id, payload });
    return;
  }
  await (work === "apply" ? applyMove(deps, move) : undoMove(deps, move));
}

async function readAndPlan(
  deps: MoveRunDeps,
  id: string,
  signal?: AbortSignal,
): Promise<void> {
  const { db } = deps;
  const move = await findMove(db, id);
  try {
    await readFiles(db, move, signal);
    await planMove(deps, move, signal);
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    const failed = { status: "failed", problem: error.detail };
    await db.update(moves).set(failed).where(eq(moves.id, id));
    await forgetRead(db, id);
    throw error;
  }
}

/** Forgets a move of which nothing was made. */
async function forgetMove(db: Database, id: string): Promise<void> {
  await forgetRead(db, id);
  await db.delete(moves).where(eq(moves.id, id));
}

/** The tasks of large moves. */
export function moveJobs(deps: MoveRunDeps): JobDefinition[] {
  return [
    forgetJob(deps),
    {
      name: TASKS.read,
      description: "Reads the files of a move, and plans it",
      is_task: true,
      run: (context) => runRead(deps, context),
    },
    {
      name: TASKS.apply,
      description: "Makes what a move plans",
      is_task: true,
      run: async (context) => {
        const move = await moveOf(deps, context);
        await applyMove(deps, move, context.signal);
        return { move_id: move.id };
      },
    },
    {
      name: TASKS.undo,
      description: "Takes back what a move made",
      is_task: true,
      run: async (context) => {
        const move = await moveOf(deps, context);
        await undoMove(deps, move, context.signal);
        return { move_id: move.id };
      },
    },
  ];
}

async function runRead(deps: MoveRunDeps, context: JobContext) {
  const { move_id, applies = false } = context.payload as Payload;
  try {
    const { status } = await findMove(deps.db, move_id);
    if (status === "reading") {
      await readAndPlan(deps, move_id, context.signal);
    }
    if (applies) {
      const planned = await findMove(deps.db, move_id);
      const move = await beginWork(deps.db, planned, "apply");
      if (move !== null) await applyMove(deps, move, context.signal);
    }
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    throw new FailedForGoodError(error.detail);
  }
  return { move_id };
}

async function moveOf(deps: MoveRunDeps, context: JobContext): Promise<Move> {
  const { move_id } = context.payload as Payload;
  return await findMove(deps.db, move_id);
}
