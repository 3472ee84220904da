import { and, asc, eq, getTableColumns, inArray, ne, sql } from "drizzle-orm";
import type { Column } from "drizzle-orm";
import { postgresCode } from "../../db/mod.ts";
import type { Queryable } from "../../db/mod.ts";
import { moveBatches, moveRows, moves } from "../../db/schema/mod.ts";
import { listPage, orNotFound, selectList, TIMES } from "../http/mod.ts";
import type { ListRequest, ListTable } from "../http/mod.ts";
import { isoTime, isUuid, Problem } from "../kernel/mod.ts";
import {
  MOVE_SOURCES,
  MOVE_STATUSES,
  ROW_KINDS,
  ROW_STATES,
  VERDICTS,
} from "./move_model.ts";
import { listOf } from "./names.ts";
import type { Move, Row } from "./new_row.ts";

/** Rows that stand with a move itself; the others are in the list of its rows. */
const ROWS_SHOWN_MAX = 500;

/** Filters and sorts of moves. */
export const MOVE_LIST = {
  filters: {
    q: "text",
    /** As `from` is a time in every list. */
    tracker: MOVE_SOURCES,
    status: MOVE_STATUSES,
    created_by: "text",
    ...TIMES,
  },
  sorts: ["-id", "created_at", "applied_at", "undone_at"],
} as const;

const MOVE_TABLE: ListTable = {
  columns: { ...getTableColumns(moves), tracker: moves.from },
  key: moves.id,
  time: moves.created_at,
  searched: [moves.from],
};

/** Filters and sorts of a move's rows. */
export const ROW_LIST = {
  filters: {
    q: "text",
    id: "text",
    old_id: "text",
    file: "text",
    kind: { many: ROW_KINDS },
    verdict: { many: VERDICTS },
    state: { many: ROW_STATES },
  },
  sorts: ["no"],
} as const;

const ROW_TABLE: ListTable = {
  columns: { ...getTableColumns(moveRows), id: moveRows.target_id },
  key: moveRows.no,
  searched: [moveRows.old_id, moveRows.reason],
};

/** A move, or 404. */
export async function findMove(db: Queryable, id: string): Promise<Move> {
  const rows = isUuid(id)
    ? await db.select().from(moves).where(eq(moves.id, id))
    : [];
  return orNotFound(rows[0]);
}

/** Lists moves, newest first. */
export async function listMoves(db: Queryable, list: ListRequest) {
  const rows = await selectList(db, { from: moves, table: MOVE_TABLE, list });
  const counts = await countRows(
    db,
    rows.map(({ id }) => id),
  );
  return listPage(MOVE_TABLE, list, rows, (row) => present(row, counts));
}

/** A move with its counts and its first rows. */
export async function describeMove(db: Queryable, id: string) {
  const move = await findMove(db, id);
  const counts = await countRows(db, [move.id]);
  const rows = await db
    .select()
    .from(moveRows)
    .where(eq(moveRows.move_id, move.id))
    .orderBy(asc(moveRows.no))
    .limit(ROWS_SHOWN_MAX);
  return { ...present(move, counts), rows: rows.map(presentRow) };
}

/** Lists the rows of a move in their order. */
export async function listRows(db: Queryable, id: string, list: ListRequest) {
  const move = await findMove(db, id);
  const own = eq(moveRows.move_id, move.id);
  const rows = await selectList(db, {
    from: moveRows,
    table: ROW_TABLE,
    list,
    own,
  });
  return listPage(ROW_TABLE, list, rows, presentRow);
}

interface Counted {
  kind: string;
  verdict: string | null;
  state: string;
  count: number;
}
type Counts = ReadonlyMap<string, readonly Counted[]>;

/** How many rows of each kind have which verdict, and became what. */
async function countRows(db: Queryable, ids: string[]): Promise<Counts> {
  if (ids.length === 0) return new Map();
  const of_rows = await db
    .select({
      move_id: moveRows.move_id,
      kind: moveRows.kind,
      verdict: moveRows.verdict,
      state: moveRows.state,
      count: sql<number>`count(*)::integer`,
    })
    .from(moveRows)
    // Refused clicks that are listed are among those of their batch.
    .where(and(inArray(moveRows.move_id, ids), ne(moveRows.kind, "click")))
    .groupBy(moveRows.move_id, moveRows.kind, moveRows.verdict, moveRows.state);
  const all = [...of_rows, ...(await countClicks(db, ids))];
  return new Map(
    ids.map((id) => [id, all.filter((row) => row.move_id === id)]),
  );
}

/** Old clicks, which are counted in batches. */
async function countClicks(db: Queryable, ids: string[]) {
  const batches = await db
    .select({
      move_id: moveBatches.move_id,
      state: moveBatches.state,
      create: sumOf(moveBatches.row_count),
      skip: sumOf(moveBatches.skipped),
      refuse: sumOf(moveBatches.refused),
    })
    .from(moveBatches)
    .where(inArray(moveBatches.move_id, ids))
    .groupBy(moveBatches.move_id, moveBatches.state);
  return batches.flatMap(({ move_id, state, ...sums }) =>
    Object.entries(sums).flatMap(([verdict, count]) =>
      count === 0
        ? []
        : [
            {
              move_id,
              kind: "click",
              verdict,
              count,
              state: stateOf(verdict, state),
            },
          ],
    ),
  );
}

function sumOf(column: Column) {
  return sql<number>`sum(${column})::integer`;
}

function stateOf(verdict: string, state: string): string {
  if (verdict === "create") return state;
  return verdict === "skip" ? "kept" : "refused";
}

function present(row: Move, counts: Counts) {
  const { files, settings, done, total, problem, created_by } = row;
  const time = (ms: number | null) => (ms === null ? null : isoTime(ms));
  const kinds = [...(counts.get(row.id) ?? [])]
    .map(({ kind, verdict, state, count }) => ({ kind, verdict, state, count }))
    .toSorted((a, b) => orderOf(a) - orderOf(b));
  return {
    id: row.id,
    from: row.from,
    status: row.status,
    settings,
    files,
    counts: kinds,
    ...{ done, total, problem, created_by },
    created_at: isoTime(row.created_at),
    planned_at: time(row.planned_at),
    applied_at: time(row.applied_at),
    undone_at: time(row.undone_at),
  };
}

function orderOf({ kind, state }: Pick<Counted, "kind" | "state">): number {
  const kinds: readonly string[] = ROW_KINDS;
  const states: readonly string[] = ROW_STATES;
  return kinds.indexOf(kind) * states.length + states.indexOf(state);
}

function presentRow(row: Row) {
  const { no, file, row_no, kind, old_id, verdict, state, reason } = row;
  return {
    ...{ no, file, row_no, kind, verdict, state, reason },
    old_id: old_id === "" ? null : old_id,
    id: row.target_id,
    notes: row.notes,
  };
}

/** States in which a move changes the network. */
const UNDER_WAY = { apply: "applying", undo: "undoing" } as const;
const DONE = { apply: "applied", undo: "undone" } as const;
const FROM = {
  apply: ["planned", "applying"],
  undo: ["applied", "applying", "undoing"],
} as const;

/**
 * Begins to apply or undo a move, or goes on; null if that is done already. Refused while another
 * one is under way.
 */
export async function beginWork(
  db: Queryable,
  move: Move,
  work: "apply" | "undo",
): Promise<Move | null> {
  if (move.status === DONE[work]) return null;
  try {
    const [begun] = await db
      .update(moves)
      .set({
        status: UNDER_WAY[work],
        problem: null,
        ...(move.status === UNDER_WAY[work] ? {} : { done: 0 }),
        total: work === "apply" ? countOf("planned", "done") : countOf("done"),
      })
      .where(and(eq(moves.id, move.id), inArray(moves.status, [...FROM[work]])))
      .returning();
    if (begun !== undefined) return begun;
  } catch (cause) {
    if (postgresCode(cause) !== "23505") throw cause;
    throw await anotherMove(db);
  }
  throw notNow(await findMove(db, move.id), work);
}

function countOf(...states: string[]) {
  const wanted = listOf(states);
  return sql`(select count(*) from ${moveRows} as r
      where r.move_id = ${moves.id} and r.state in (${wanted}))
    + (select coalesce(sum(b.row_count), 0) from ${moveBatches} as b
      where b.move_id = ${moves.id} and b.state in (${wanted}))`;
}

/** Refuses work while another move is under way. */
export async function refuseMeanwhile(db: Queryable): Promise<void> {
  const [other] = await readUnderWay(db);
  if (other !== undefined) throw await anotherMove(db);
}

async function readUnderWay(db: Queryable) {
  return await db
    .select({ id: moves.id, status: moves.status })
    .from(moves)
    .where(inArray(moves.status, Object.values(UNDER_WAY)));
}

async function anotherMove(db: Queryable): Promise<Problem> {
  const [other] = await readUnderWay(db);
  const [id, doing] = [other?.id ?? "", other?.status ?? "applying"];
  const again = doing === "undoing" ? "undo" : "apply";
  const detail = `Move ${id} is ${doing}: one at a time. If nothing does that any more, ${again} it again`;
  return new Problem(409, "move_under_way", detail);
}

function notNow({ id, status }: Move, work: "apply" | "undo"): Problem {
  if (work === "undo" && status === "planned") {
    const detail = `Move ${id} has not been applied`;
    return new Problem(409, "not_applied", detail);
  }
  const detail = `Cannot ${work} move ${id}: it is ${status}`;
  return new Problem(409, "move_not_ready", detail);
}
