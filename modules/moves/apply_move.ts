import { and, asc, eq, sql } from "drizzle-orm";
import { updateRows } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import { moveRows, moves } from "../../db/schema/mod.ts";
import { kindOf, ORDER } from "./kinds/kinds.ts";
import type { SetUpKind } from "./kinds/kinds.ts";
import type { Work } from "./kinds/kind.ts";
import type { MoveRunDeps } from "./move_deps.ts";
import type { MovedThing } from "./moved_thing.ts";
import { inSavepoint, rowRefusal } from "./in_savepoint.ts";
import { loadNeeds, reasonOf, workOf } from "./plan_move.ts";
import type { Row } from "./plan_move.ts";
import type { Move } from "./new_row.ts";

/** Rows per transaction. */
export const PIECE = 200;

/**
 * Makes what a move plans, in order of dependency, piece by piece: each is committed with what
 * became of its rows, so that nothing is made twice, and whoever applies it again goes on.
 */
export async function applyMove(
  deps: MoveRunDeps,
  move: Move,
  signal?: AbortSignal,
): Promise<void> {
  for (const kind of ORDER) {
    for (;;) {
      signal?.throwIfAborted();
      const count = await deps.configuration.change((tx) =>
        applyPiece(tx, { deps, move, kind }),
      );
      if (count < PIECE) break;
    }
  }
  const applied_at = deps.clock.nowMs();
  await deps.db
    .update(moves)
    .set({ status: "applied", applied_at })
    .where(and(eq(moves.id, move.id), eq(moves.status, "applying")));
}

async function applyPiece(
  tx: Transaction,
  given: { deps: MoveRunDeps; move: Move; kind: SetUpKind },
): Promise<number> {
  const { deps, move, kind } = given;
  if (!(await holdMove(tx, move, "applying"))) return 0;
  const rows = await takeRows(tx, { move, kind, state: "planned" });
  if (rows.length === 0) return 0;
  const work = workOf(tx, deps, move);
  await loadNeeds(work, rows);
  const done: Row[] = [];
  for (const row of rows) done.push(await applyRow(work, row));
  await saveRows(tx, { move, rows: done });
  return rows.length;
}

/**
 * Locks a move for a piece of its work; false if it isn't in that state any more, such as after an
 * undo has begun.
 */
export async function holdMove(
  tx: Transaction,
  { id }: Move,
  status: "applying" | "undoing",
): Promise<boolean> {
  const [row] = await tx
    .select({ status: moves.status })
    .from(moves)
    .where(eq(moves.id, id))
    .for("update");
  return row?.status === status;
}

/** The next rows of a kind in a state. */
export async function takeRows(
  tx: Transaction,
  given: {
    move: Move;
    kind: string;
    state: string;
    after?: number;
    limit?: number;
  },
): Promise<Row[]> {
  const { move, kind, state, after = 0, limit = PIECE } = given;
  return await tx
    .select()
    .from(moveRows)
    .where(
      and(
        eq(moveRows.move_id, move.id),
        eq(moveRows.kind, kind),
        eq(moveRows.state, state),
        sql`${moveRows.no} > ${after}`,
      ),
    )
    .orderBy(asc(moveRows.no))
    .limit(limit);
}

/** Saves what became of rows, and counts them as done. */
export async function saveRows(
  tx: Transaction,
  { move, rows }: { move: Move; rows: readonly Row[] },
): Promise<void> {
  await updateRows(tx, moveRows, rows, {
    by: ["move_id", "no"],
    set: ["state", "reason", "target_id", "before", "done_at"],
  });
  await tx
    .update(moves)
    .set({ done: sql`${moves.done} + ${rows.length}` })
    .where(eq(moves.id, move.id));
}

async function applyRow(work: Work, row: Row): Promise<Row> {
  const done_at = work.now_ms;
  try {
    const target_id = await inSavepoint(work, (inner) => doRow(inner, row));
    return { ...row, state: "done", target_id, done_at };
  } catch (error) {
    return { ...row, state: "refused", reason: reasonOf(error), done_at };
  }
}

async function doRow(work: Work, row: Row): Promise<string> {
  const kind = kindOf(row.kind as SetUpKind);
  const thing = row.thing as unknown as MovedThing;
  const missing = kind
    .needs(thing, work.from)
    .find(
      (need) =>
        need.kind !== row.kind &&
        typeof work.names.find(need.kind, need.old_id)?.id !== "number",
    );
  if (missing !== undefined) {
    const detail = `The ${missing.kind} "${missing.old_id}" was refused, or is gone`;
    throw rowRefusal(detail);
  }
  if (row.verdict !== "update" || row.target_id === null) {
    return await kind.make(work, thing);
  }
  await kind.change?.(work, row.target_id, row.after ?? {});
  return row.target_id;
}
