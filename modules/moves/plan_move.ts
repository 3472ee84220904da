import { and, asc, eq, sql } from "drizzle-orm";
import { updateRows } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import { campaignAffiliates, moveRows, moves } from "../../db/schema/mod.ts";
import { within } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import { writePaymentDetails } from "../payouts/mod.ts";
import { PLANNED, planningOf, TARGETS } from "./kinds/kinds.ts";
import type { PlannedKind } from "./kinds/kinds.ts";
import type { Earlier, Plan, Work } from "./kinds/kind.ts";
import type { MoveDeps, MoveRunDeps } from "./move_deps.ts";
import type { MovedThing } from "./moved_thing.ts";
import { listOf, Names } from "./names.ts";
import { planClicks } from "./click_batches.ts";
import { inPieces } from "./in_pieces.ts";
import type { Move, Row } from "./new_row.ts";

/** Rows per transaction. */
const PIECE = 500;

/** Plans each row that was read, in order of dependency. */
export async function planMove(
  deps: MoveRunDeps,
  move: Move,
  signal?: AbortSignal,
): Promise<void> {
  for (const kind of PLANNED) {
    const piece = () =>
      deps.db.transaction((tx) => planPiece(tx, { deps, move, kind }));
    await inPieces(PIECE, piece, signal);
  }
  await planClicks(deps, move, signal);
  const planned_at = deps.clock.nowMs();
  await deps.db
    .update(moves)
    .set({ status: "planned", planned_at, done: 0 })
    .where(and(eq(moves.id, move.id), eq(moves.status, "reading")));
}

async function planPiece(
  tx: Transaction,
  given: { deps: MoveRunDeps; move: Move; kind: PlannedKind },
): Promise<number> {
  const { deps, move, kind } = given;
  const rows = await tx
    .select()
    .from(moveRows)
    .where(
      and(
        eq(moveRows.move_id, move.id),
        eq(moveRows.kind, kind),
        eq(moveRows.state, "read"),
      ),
    )
    .orderBy(asc(moveRows.no))
    .limit(PIECE);
  if (rows.length === 0) return 0;
  const work = workOf(tx, deps, move);
  await loadNeeds(work, rows);
  const earlier = await readEarlier(tx, { move, kind, rows });
  const firsts = await readFirsts(tx, { move, kind, rows });
  const planned: Row[] = [];
  for (const row of rows) {
    const first = firsts.get(row.old_id);
    const plan =
      first === undefined || first.no >= row.no
        ? await planRow(work, row, earlier.get(row.old_id))
        : repeated(row, first);
    planned.push(withPlan(row, plan));
  }
  await updateRows(tx, moveRows, planned, {
    by: ["move_id", "no"],
    set: [
      "verdict",
      "reason",
      "notes",
      "state",
      "target_id",
      "before",
      "after",
    ],
  });
  await tx
    .update(moves)
    .set({ done: sql`${moves.done} + ${rows.length}` })
    .where(eq(moves.id, move.id));
  return rows.length;
}

/** The means of planning and making rows, in a transaction. */
export function workOf(tx: Transaction, deps: MoveRunDeps, move: Move): Work {
  const { settings, from, id } = move;
  const parties: MoveDeps = {
    ...deps,
    writePaymentDetails: (inner, affiliate_id, details) =>
      writePaymentDetails(inner, deps, { affiliate_id, details }),
  };
  return {
    deps: within(parties, tx),
    tx,
    names: new Names(tx, move),
    move_id: id,
    from,
    settings: { currency: deps.default_currency, ...settings },
    now_ms: deps.clock.nowMs(),
  };
}

/** Looks up what rows need. */
export async function loadNeeds(
  { names, from }: Work,
  rows: readonly Row[],
): Promise<void> {
  await names.load(
    rows.flatMap(({ kind, thing }) =>
      planningOf(kind).needs(thing as unknown as MovedThing, from),
    ),
  );
}

async function planRow(
  work: Work,
  row: Row,
  earlier: Earlier<MovedThing> | undefined,
): Promise<Plan> {
  const { names, from } = work;
  const kind = planningOf(row.kind);
  const thing = row.thing as unknown as MovedThing;
  const missing = kind
    .needs(thing, from)
    .find(
      (need) =>
        need.kind !== row.kind &&
        names.find(need.kind, need.old_id) === undefined,
    );
  if (missing !== undefined) {
    return { verdict: "refuse", reason: names.whyNot(missing) };
  }
  try {
    return await kind.plan(work, thing, earlier);
  } catch (error) {
    return { verdict: "refuse", reason: reasonOf(error) };
  }
}

/** A problem as a sentence; anything else ends the work. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Problem) || error.status >= 500) throw error;
  const { detail, errors = [] } = error;
  const more = errors
    .filter(({ message }) => !detail.includes(message))
    .map(({ field, message }) => `${field} ${message}`);
  return more.length === 0 ? detail : `${detail}: ${more.join("; ")}`;
}

function repeated(row: Row, first: First): Plan {
  const where = `${first.file === "" ? "what is added by itself" : first.file}, row ${first.row_no}`;
  return Bun.deepEquals(row.thing, first.thing)
    ? { verdict: "skip", reason: `It is the same as ${where}` }
    : { verdict: "refuse", reason: `It contradicts ${where}` };
}

function withPlan(row: Row, plan: Plan): Row {
  const state = {
    create: "planned",
    update: "planned",
    skip: "kept",
    refuse: "refused",
  };
  return {
    ...row,
    verdict: plan.verdict,
    reason: "reason" in plan ? plan.reason : null,
    notes: [...new Set([...row.notes, ...(plan.notes ?? [])])],
    state: state[plan.verdict],
    target_id: "id" in plan ? (plan.id ?? null) : null,
    before: plan.verdict === "update" ? plan.before : null,
    after: plan.verdict === "update" ? plan.after : null,
  };
}

type First = Pick<Row, "no" | "file" | "row_no" | "thing">;

/** The first row of a move with each old id, of its kind. */
async function readFirsts(
  tx: Transaction,
  { move, kind, rows }: { move: Move; kind: string; rows: readonly Row[] },
): Promise<Map<string, First>> {
  const found = await tx.execute<
    { old_id: string } & Record<string, unknown> & First
  >(sql`
    select distinct on (old_id) old_id, no, file, row_no, thing
    from ${moveRows} as r
    where move_id = ${move.id}::uuid and kind = ${kind}
      and old_id in (${listOf(idsOf(rows))})
      and (verdict is distinct from 'refuse')
    order by old_id, no`);
  return new Map(found.map((row) => [row.old_id, row]));
}

/** The same things as earlier moves made them, where they are still here. */
export async function readEarlier(
  tx: Transaction,
  { move, kind, rows }: { move: Move; kind: PlannedKind; rows: readonly Row[] },
): Promise<Map<string, Earlier<MovedThing>>> {
  // An undo takes a balance back, whatever other moves found it here.
  const found_states =
    kind === "balance" ? sql`('done')` : sql`('done', 'kept')`;
  const found = await tx.execute<{
    old_id: string;
    target_id: string;
    thing: Record<string, unknown>;
  }>(sql`
    select distinct on (r.old_id) r.old_id, r.target_id, r.thing
    from ${moveRows} as r
    where r.kind = ${kind} and r.from_name = ${move.from}
      and r.move_id <> ${move.id}::uuid
      and r.old_id in (${listOf(idsOf(rows))})
      and r.state in ${found_states} and r.target_id is not null
      and ${isStillHere(kind)}
    order by r.old_id, r.done_at desc nulls last`);
  return new Map(
    found.map(({ old_id, target_id, thing }) => [
      old_id,
      { id: target_id, thing: thing as unknown as MovedThing },
    ]),
  );
}

/** Whether what a row `r` made is still here. */
function isStillHere(kind: PlannedKind) {
  if (kind === "approval") {
    return sql`exists (select from ${campaignAffiliates} as t
      where t.campaign_id || '/' || t.affiliate_id = r.target_id
        and t.campaign_id = split_part(r.target_id, '/', 1)::integer)`;
  }
  const target = TARGETS[kind];
  if (target === null) return sql`true`;
  return sql`exists (select from ${target.table} as t
    where t.id = split_part(r.target_id, '/', ${sql.raw(String(target.part))})::integer)`;
}

function idsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.map(({ old_id }) => old_id))];
}
