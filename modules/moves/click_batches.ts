import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Database, Queryable, Transaction } from "../../db/mod.ts";
import { moveBatches, moveRows, moves } from "../../db/schema/mod.ts";
import type { MadeLink } from "../campaigns/mod.ts";
import type { OldClick, OldClickVerdict } from "../clicks/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { MoveRunDeps } from "./move_deps.ts";
import { holdMove } from "./move_piece.ts";
import type { MovedClick } from "./moved_thing.ts";
import { Names } from "./names.ts";
import type { Need } from "./names.ts";
import type { Move, NewRow } from "./new_row.ts";
import { ownNameIn } from "./own_name.ts";

/** Refused clicks that are listed one by one; further ones are only counted. */
const LISTED_MAX = 2_000;

const NO_BYTES = new Uint8Array();

/** A click with its place in the files. */
export interface PlacedClick {
  file: string;
  row_no: number;
  thing: MovedClick;
}

type Batch = typeof moveBatches.$inferSelect;

/** Packs clicks into one row of the database. */
export function packClicks(clicks: readonly PlacedClick[]): Uint8Array {
  return Bun.zstdCompressSync(Buffer.from(JSON.stringify(clicks)));
}

async function unpackClicks({ bytes }: Batch): Promise<PlacedClick[]> {
  const text = await Bun.zstdDecompress(bytes);
  return JSON.parse(text.toString("utf8")) as PlacedClick[];
}

/** Judges the old clicks of a move, batch by batch, and lists those that can't be imported. */
export async function planClicks(
  deps: MoveRunDeps,
  move: Move,
  signal?: AbortSignal,
): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const batch = await nextBatch(deps.db, move, "read");
    if (batch === undefined) return;
    const clicks = await unpackClicks(batch);
    const verdicts = await judge(deps, move, clicks, { dry_run: true });
    await settleBatch(deps, { move, batch, clicks, verdicts }, "planned");
  }
}

/**
 * Imports the old clicks of a move, batch by batch. A batch that was imported before a crash is
 * imported again, which changes nothing.
 */
export async function importClicks(
  deps: MoveRunDeps,
  move: Move,
  signal?: AbortSignal,
): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const now = await readStatus(deps.db, move);
    const batch =
      now === "applying"
        ? await nextBatch(deps.db, move, "planned")
        : undefined;
    if (batch === undefined) return;
    const clicks = await unpackClicks(batch);
    const verdicts = await judge(deps, move, clicks, { dry_run: false });
    if ((await readStatus(deps.db, move)) !== "applying") {
      // An undo that began meanwhile may have looked before these were there.
      await deps.old_clicks.remove(move.id, signal);
      return;
    }
    await settleBatch(deps, { move, batch, clicks, verdicts }, "done");
  }
}

/** Removes the old clicks that a move brought, but those that conversions are of. */
export async function removeClicks(
  deps: MoveRunDeps,
  move: Move,
  signal?: AbortSignal,
): Promise<void> {
  const { db, old_clicks } = deps;
  const of_move = and(
    eq(moveBatches.move_id, move.id),
    inArray(moveBatches.state, ["done", "planned"]),
  );
  if ((await db.$count(moveBatches, of_move)) === 0) return;
  const { kept } = await old_clicks.remove(move.id, signal);
  const gone = { state: "removed", bytes: NO_BYTES };
  await db.update(moveBatches).set(gone).where(of_move);
  if (kept === 0) return;
  await addRows(db, move, [
    {
      ...{ kind: "click", old_id: "", file: "", row_no: 0, thing: {} },
      ...{ verdict: "create", state: "left" },
      reason: `${kept} clicks stay: conversions are of them`,
    },
  ]);
}

async function readStatus(
  db: Database,
  { id }: Move,
): Promise<string | undefined> {
  const [row] = await db
    .select({ status: moves.status })
    .from(moves)
    .where(eq(moves.id, id));
  return row?.status;
}

async function nextBatch(
  db: Database,
  { id }: Move,
  state: string,
): Promise<Batch | undefined> {
  const [batch] = await db
    .select()
    .from(moveBatches)
    .where(and(eq(moveBatches.move_id, id), eq(moveBatches.state, state)))
    .orderBy(asc(moveBatches.no))
    .limit(1);
  return batch;
}

type Judged = OldClickVerdict | { kind: "refuse"; detail: string };

async function judge(
  { db, old_clicks }: MoveRunDeps,
  move: Move,
  clicks: readonly PlacedClick[],
  { dry_run }: { dry_run: boolean },
): Promise<Judged[]> {
  const names = new Names(db, move);
  await names.load(clicks.flatMap(({ thing }) => needsOf(thing, move.from)));
  const verdicts: Judged[] = [];
  const rows: OldClick[] = [];
  const places: number[] = [];
  const by_pair = new Map<string, MovedClick>();
  for (const [at, { thing }] of clicks.entries()) {
    const row = rowOf(thing, names, { from: move.from, dry_run });
    if (typeof row === "string") {
      verdicts[at] = { kind: "refuse", detail: row };
      continue;
    }
    rows.push(row);
    places.push(at);
    by_pair.set(`${row.campaign_id} ${row.affiliate_id}`, thing);
  }
  const judged = await old_clicks.import({
    ...{ move_id: move.id, rows, dry_run },
    keepLinks: (tx, made) => keepMadeLinks(tx, move, made, by_pair),
  });
  for (const [at, verdict] of judged.verdicts.entries()) {
    verdicts[places[at] ?? -1] = verdict;
  }
  return verdicts;
}

/** The link of a click; or its campaign and affiliate. */
function needsOf(
  { link, campaign, affiliate }: MovedClick,
  from: string,
): Need[] {
  if (link !== undefined) return [{ kind: "link", old_id: link }];
  if (campaign === undefined) return [];
  return [
    { kind: "campaign", old_id: campaign },
    { kind: "affiliate", old_id: affiliate ?? ownNameIn(from) },
  ];
}

/** A click as it is imported, or why it isn't. What is only planned yet has no target. */
function rowOf(
  thing: MovedClick,
  names: Names,
  { from, dry_run }: { from: string; dry_run: boolean },
): OldClick | string {
  const { kind: _, link, campaign: _c, affiliate: _a, ...facts } = thing;
  const needs = needsOf(thing, from);
  if (needs.length === 0) return "It names neither a link nor a campaign";
  const missing = needs.find((need) => {
    const found = names.find(need.kind, need.old_id);
    return found === undefined || (found.id === null && !dry_run);
  });
  if (missing !== undefined) return names.whyNot(missing);
  const ids = needs.map(({ kind, old_id }) => names.find(kind, old_id)?.id);
  if (ids.some((id) => typeof id !== "number")) return facts;
  if (link !== undefined) return { ...facts, link_id: Number(ids[0]) };
  return {
    ...facts,
    campaign_id: Number(ids[0]),
    affiliate_id: Number(ids[1]),
  };
}

/**
 * Links that clicks needed are the move's, too, so that an undo takes them back; one that has begun
 * would not see them.
 */
async function keepMadeLinks(
  tx: Transaction,
  move: Move,
  made: readonly MadeLink[],
  by_pair: ReadonlyMap<string, MovedClick>,
): Promise<void> {
  if (!(await holdMove(tx, move, "applying"))) {
    const detail = `Cannot apply move ${move.id}: it is undone meanwhile`;
    throw new Problem(409, "move_not_ready", detail);
  }
  const rows = made.map(({ id, campaign_id, affiliate_id }) => {
    const click = by_pair.get(`${campaign_id} ${affiliate_id}`);
    const { campaign, affiliate } = click ?? {};
    const thing = { kind: "link", old_id: "", campaign, affiliate };
    return {
      ...{ kind: "link", old_id: "", file: "", row_no: 0, thing },
      ...{ verdict: "create", state: "done", target_id: String(id) },
      notes: ["Clicks from before the move are of it"],
    };
  });
  await addRows(tx, move, rows);
}

interface Settled {
  move: Move;
  batch: Batch;
  clicks: readonly PlacedClick[];
  verdicts: readonly Judged[];
}

/** Keeps what became of a batch, and only those of its clicks that go on. */
async function settleBatch(
  { db, clock }: MoveRunDeps,
  { move, batch, clicks, verdicts }: Settled,
  state: "planned" | "done",
): Promise<void> {
  const refused = clicks.flatMap((click, at) => {
    const verdict = verdicts[at];
    return verdict?.kind === "refuse"
      ? [{ click, detail: verdict.detail }]
      : [];
  });
  const same = verdicts.filter(({ kind }) => kind === "same");
  // After a crash, those that this move has imported are there already.
  const going = clicks.filter(
    (_, at) => verdicts[at]?.kind === "create" || isDone(verdicts[at], state),
  );
  const listed = Math.min(
    LISTED_MAX,
    await db.$count(
      moveRows,
      and(eq(moveRows.move_id, move.id), eq(moveRows.kind, "click")),
    ),
  );
  await db.transaction(async (tx) => {
    await tx
      .update(moveBatches)
      .set({
        state,
        row_count: going.length,
        bytes: state === "done" ? NO_BYTES : packClicks(going),
        refused: sql`${moveBatches.refused} + ${refused.length}`,
        skipped: sql`${moveBatches.skipped} + ${state === "done" ? 0 : same.length}`,
        done_at: clock.nowMs(),
      })
      .where(
        and(eq(moveBatches.move_id, move.id), eq(moveBatches.no, batch.no)),
      );
    await tx
      .update(moves)
      .set({ done: sql`${moves.done} + ${clicks.length}` })
      .where(eq(moves.id, move.id));
  });
  const shown = refused.slice(0, LISTED_MAX - listed);
  const rows = shown.map(({ click: { file, row_no, thing }, detail }) => ({
    // Of the visitor nothing is kept.
    ...{ kind: "click", file, row_no, old_id: thing.old_id, thing: {} },
    ...{ verdict: "refuse", state: "refused", reason: detail },
  }));
  await addRows(db, move, rows);
}

function isDone(verdict: Judged | undefined, state: string): boolean {
  return state === "done" && verdict?.kind === "same";
}

/** Adds rows at the end of a move's. */
async function addRows(
  db: Queryable,
  { id, from }: Move,
  given: readonly Omit<NewRow, "move_id" | "no" | "from">[],
): Promise<void> {
  if (given.length === 0) return;
  const [last] = await db.execute<{ no: number | null }>(sql`
    select max(no) as no from ${moveRows} where move_id = ${id}::uuid`);
  const first = (last?.no ?? 0) + 1;
  const rows = given.map((row, at) => ({
    ...{ move_id: id, no: first + at, from },
    ...row,
  }));
  await insertRows(db, moveRows, rows);
}
