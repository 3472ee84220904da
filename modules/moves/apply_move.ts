import { and, eq } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { moves } from "../../db/schema/mod.ts";
import { kindOf } from "./kinds/kinds.ts";
import { ORDER } from "./move_model.ts";
import type { PlannedKind } from "./kinds/kinds.ts";
import type { Earlier, Work } from "./kinds/kind.ts";
import type { MoveRunDeps } from "./move_deps.ts";
import type { MovedThing } from "./moved_thing.ts";
import { importClicks } from "./click_batches.ts";
import { inviteAffiliates } from "./invite_affiliates.ts";
import { recordConversions } from "./moved_conversions.ts";
import { inPieces } from "./in_pieces.ts";
import { inSavepoint, rowRefusal } from "./in_savepoint.ts";
import { holdMove, PIECE, saveRows, takeRows } from "./move_piece.ts";
import { loadNeeds, readEarlier, reasonOf, workOf } from "./plan_move.ts";
import type { Move, Row } from "./new_row.ts";

/**
 * Makes what a move plans, in order of dependency, piece by piece: each is committed with what
 * became of its rows, so that nothing is made twice, and whoever applies it again goes on.
 */
export async function applyMove(
  deps: MoveRunDeps,
  move: Move,
  signal?: AbortSignal,
): Promise<void> {
  for (const kind of ORDER.filter((one) => one !== "balance")) {
    await applyKind(deps, { move, kind }, signal);
  }
  await importClicks(deps, move, signal);
  await recordConversions(deps, move, signal);
  await applyKind(deps, { move, kind: "balance" }, signal);
  await inviteAffiliates(deps, move, signal);
  const applied_at = deps.clock.nowMs();
  await deps.db
    .update(moves)
    .set({ status: "applied", applied_at })
    .where(and(eq(moves.id, move.id), eq(moves.status, "applying")));
}

async function applyKind(
  deps: MoveRunDeps,
  { move, kind }: { move: Move; kind: PlannedKind },
  signal?: AbortSignal,
): Promise<void> {
  const piece = () =>
    deps.configuration.change((tx) => applyPiece(tx, { deps, move, kind }));
  await inPieces(PIECE, piece, signal);
}

async function applyPiece(
  tx: Transaction,
  given: { deps: MoveRunDeps; move: Move; kind: PlannedKind },
): Promise<number> {
  const { deps, move, kind } = given;
  if (!(await holdMove(tx, move, "applying"))) return 0;
  const rows = await takeRows(tx, { move, kind, state: "planned" });
  if (rows.length === 0) return 0;
  const work = workOf(tx, deps, move);
  await loadNeeds(work, rows);
  const earlier = await readEarlier(tx, { move, kind, rows });
  const done: Row[] = [];
  for (const row of rows) {
    const made = madeMeanwhile(row, earlier.get(row.old_id));
    done.push(made ?? (await applyRow(work, row)));
  }
  await saveRows(tx, { move, rows: done });
  return rows.length;
}

/** A row that another move made since this one was planned; null for any other. */
function madeMeanwhile(
  row: Row,
  earlier: Earlier<MovedThing> | undefined,
): Row | null {
  if (row.verdict !== "create" || earlier === undefined) return null;
  // Whether an affiliate may promote a campaign is set, not added.
  if (row.kind === "approval") return null;
  const reason = "Another move has made it since this one was planned";
  return { ...row, state: "kept", reason, target_id: earlier.id };
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
  const kind = kindOf(row.kind);
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
