import { and, asc, eq, sql } from "drizzle-orm";
import { updateRows } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import { moveRows, moves } from "../../db/schema/mod.ts";
import type { Move, Row } from "./new_row.ts";

/** Rows per transaction. */
export const PIECE = 200;

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
