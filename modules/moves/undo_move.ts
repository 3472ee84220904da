import { and, eq } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { moves } from "../../db/schema/mod.ts";
import { Problem } from "../kernel/mod.ts";
import { holdMove, PIECE, saveRows, takeRows } from "./move_piece.ts";
import { inPieces } from "./in_pieces.ts";
import { revokeInvitations } from "./invite_affiliates.ts";
import { inSavepoint } from "./in_savepoint.ts";
import type { Fields, Work } from "./kinds/kind.ts";
import { kindOf } from "./kinds/kinds.ts";
import { ORDER } from "./move_model.ts";
import { isEqual } from "./kinds/plan_named.ts";
import type { MoveRunDeps } from "./move_deps.ts";
import type { MovedThing } from "./moved_thing.ts";
import { removeClicks } from "./click_batches.ts";
import { rejectConversions } from "./moved_conversions.ts";
import { forgetRemoved } from "./forget_moves.ts";
import { usedLinks } from "./used_links.ts";
import { loadNeeds, reasonOf, workOf } from "./plan_move.ts";
import type { Move, Row } from "./new_row.ts";

/**
 * Takes back what a move made: all that nobody has used since is gone, the rest is put away, and
 * what it changed has its former values unless somebody changed it since. Links are closed first,
 * so that no visitor comes meanwhile. Whoever undoes it again goes on.
 */
export async function undoMove(
  deps: MoveRunDeps,
  move: Move,
  signal?: AbortSignal,
): Promise<void> {
  await closeLinks(deps, move, signal);
  await revokeInvitations(deps, move);
  await undoKind(deps, { move, kind: "balance" }, signal);
  await rejectConversions(deps, move, signal);
  await removeClicks(deps, move, signal);
  for (const kind of ORDER.toReversed()) {
    await undoKind(deps, { move, kind }, signal);
  }
  await forgetRemoved(deps.db, move.id);
  const undone_at = deps.clock.nowMs();
  await deps.db
    .update(moves)
    .set({ status: "undone", undone_at })
    .where(and(eq(moves.id, move.id), eq(moves.status, "undoing")));
}

async function undoKind(
  deps: MoveRunDeps,
  { move, kind }: { move: Move; kind: string },
  signal?: AbortSignal,
): Promise<void> {
  const piece = () =>
    deps.configuration.change((tx) => undoPiece(tx, { deps, move, kind }));
  await inPieces(PIECE, piece, signal);
}

/** Archives the links of a move. */
async function closeLinks(
  deps: MoveRunDeps,
  move: Move,
  signal?: AbortSignal,
): Promise<void> {
  let after = 0;
  for (;;) {
    signal?.throwIfAborted();
    const rows = await deps.configuration.change(async (tx) => {
      if (!(await holdMove(tx, move, "undoing"))) return [];
      const rows = await takeRows(tx, {
        ...{ move, kind: "link", state: "done", after },
      });
      const work = workOf(tx, deps, move);
      for (const row of rows.filter(isMade)) await putAway(work, row);
      return rows;
    });
    after = rows.at(-1)?.no ?? after;
    if (rows.length < PIECE) return;
  }
}

function isMade({ verdict }: Row): boolean {
  return verdict === "create";
}

async function undoPiece(
  tx: Transaction,
  given: { deps: MoveRunDeps; move: Move; kind: string },
): Promise<number> {
  const { deps, move, kind } = given;
  if (!(await holdMove(tx, move, "undoing"))) return 0;
  const rows = await takeRows(tx, { move, kind, state: "done" });
  if (rows.length === 0) return 0;
  const work = workOf(tx, deps, move);
  await loadNeeds(work, rows);
  const used =
    kind === "link"
      ? await usedLinks(tx, move, rows)
      : new Map<string, string>();
  const done: Row[] = [];
  for (const row of rows) {
    done.push(await undoRow(work, row, used.get(row.target_id ?? "")));
  }
  await saveRows(tx, { move, rows: done });
  return rows.length;
}

async function undoRow(
  work: Work,
  row: Row,
  used: string | undefined,
): Promise<Row> {
  const done_at = work.now_ms;
  if (!isMade(row)) return { ...(await restore(work, row)), done_at };
  if (used !== undefined) {
    await putAway(work, row);
    return { ...row, state: "archived", reason: used, done_at };
  }
  const kind = kindOf(row.kind);
  const thing = row.thing as unknown as MovedThing;
  try {
    await inSavepoint(work, (inner) =>
      kind.takeBack(inner, row.target_id ?? "", thing),
    );
    return { ...row, state: "removed", reason: null, done_at };
  } catch (error) {
    const reason = reasonOf(error);
    // Somebody has removed it.
    if (error instanceof Problem && error.status === 404) {
      return { ...row, state: "removed", reason: "It was gone", done_at };
    }
    const state = (await putAway(work, row)) ? "archived" : "left";
    return { ...row, state, reason, done_at };
  }
}

/** Archives what a row made; false if that can't be, or it is gone. */
async function putAway(work: Work, row: Row): Promise<boolean> {
  const { archive } = kindOf(row.kind);
  if (archive === undefined) return false;
  const thing = row.thing as unknown as MovedThing;
  try {
    await inSavepoint(work, (inner) =>
      archive(inner, row.target_id ?? "", thing),
    );
    return true;
  } catch (error) {
    reasonOf(error);
    return false;
  }
}

/** Restores former values, but not of what somebody changed since. */
async function restore(work: Work, row: Row): Promise<Row> {
  const kind = kindOf(row.kind);
  const id = row.target_id ?? "";
  const { before, after } = row;
  if (kind.read === undefined || before === null || after === null) {
    return { ...row, state: "left", reason: "It can't be changed back" };
  }
  try {
    const now = await kind.read(work, id);
    const [same, others] = partition(Object.keys(after), (name) =>
      isEqual(now[name], after[name]),
    );
    const back: Fields = Object.fromEntries(
      same.map((name) => [name, before[name] ?? null]),
    );
    if (same.length > 0) {
      await inSavepoint(work, async (inner) => {
        await kind.change?.(inner, id, back);
      });
    }
    if (others.length === 0) return { ...row, state: "restored", reason: null };
    const reason = `Somebody changed ${others.join(", ")} since`;
    return { ...row, state: "left", reason };
  } catch (error) {
    return { ...row, state: "left", reason: reasonOf(error) };
  }
}

function partition<T>(
  values: readonly T[],
  isFirst: (value: T) => boolean,
): [T[], T[]] {
  return [
    values.filter((value) => isFirst(value)),
    values.filter((value) => !isFirst(value)),
  ];
}
