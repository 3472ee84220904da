import { inArray, sql } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { conversions, links } from "../../db/schema/mod.ts";
import type { Changer, NewConversion } from "../conversions/mod.ts";
import { holdMove, saveRows, takeRows } from "./move_piece.ts";
import { newConversionOf, pairOf } from "./kinds/conversion.ts";
import { affiliateOf } from "./kinds/link.ts";
import type { Work } from "./kinds/kind.ts";
import type { MoveRunDeps } from "./move_deps.ts";
import type { MovedConversion } from "./moved_thing.ts";
import { inPieces } from "./in_pieces.ts";
import type { Move, Row } from "./new_row.ts";
import { loadNeeds, reasonOf, workOf } from "./plan_move.ts";
import { listOf } from "./names.ts";

/** Conversions per transaction. */
const PIECE = 500;

/** Records the conversions of a move as history: nobody is told of them. */
export async function recordConversions(
  deps: MoveRunDeps,
  move: Move,
  signal?: AbortSignal,
): Promise<void> {
  const piece = () =>
    deps.conversions.settle((tx) => recordPiece(tx, deps, move));
  await inPieces(PIECE, piece, signal);
}

async function recordPiece(
  tx: Transaction,
  deps: MoveRunDeps,
  move: Move,
): Promise<number> {
  if (!(await holdMove(tx, move, "applying"))) return 0;
  const rows = await takeRows(tx, {
    ...{ move, kind: "conversion", state: "planned", limit: PIECE },
  });
  if (rows.length === 0) return 0;
  const work = workOf(tx, deps, move);
  await loadNeeds(work, rows);
  const found = await placesOf(work, deps, rows);
  const settled = new Map<number, Row>();
  const given: NewConversion[] = [];
  const asked: Row[] = [];
  for (const [at, row] of rows.entries()) {
    const one = await readRow(work, row, found[at]);
    if (typeof one === "string") settled.set(row.no, refused(work, row, one));
    else {
      given.push(one);
      asked.push(row);
    }
  }
  const { results } = await deps.conversions.create(tx, given, byOf(move));
  for (const [at, row] of asked.entries()) {
    const { result, refusal, conversion_id } = results[at] ?? NOTHING;
    const target_id = conversion_id;
    const done_at = work.now_ms;
    if (result === "created") {
      settled.set(row.no, { ...row, state: "done", target_id, done_at });
    } else if (result === "exists") {
      const reason = "Its order is here already";
      settled.set(row.no, {
        ...row,
        state: "kept",
        reason,
        target_id,
        done_at,
      });
    } else {
      settled.set(row.no, refused(work, row, refusal?.detail ?? "Refused"));
    }
  }
  const all = rows.map((row) => settled.get(row.no) ?? row);
  await saveRows(tx, { move, rows: all });
  return rows.length;
}

const NOTHING = {
  result: "refused" as const,
  refusal: null,
  conversion_id: null,
};

function refused(work: Work, row: Row, reason: string): Row {
  return { ...row, state: "refused", reason, done_at: work.now_ms };
}

/** Who records and rejects what moved. */
function byOf({ from, created_by }: Move): Changer {
  return {
    origin: "move",
    made_by: created_by,
    why: `Moved from ${from}`,
    reinstate: false,
  };
}

interface Place {
  link_id: number | undefined;
  click_id: string | undefined;
}

async function readRow(
  work: Work,
  row: Row,
  place: Place | undefined,
): Promise<NewConversion | string> {
  const { link_id, click_id } = place ?? {};
  if (link_id === undefined) return "Its affiliate has no link to its campaign";
  const thing = row.thing as unknown as MovedConversion;
  try {
    return await newConversionOf(work, thing, { link_id, click_id });
  } catch (error) {
    return reasonOf(error);
  }
}

/** Our click of each conversion, where it moved in, and the link of its affiliate to its campaign. */
async function placesOf(
  work: Work,
  { old_clicks }: MoveRunDeps,
  rows: readonly Row[],
): Promise<Place[]> {
  const { names, from, tx } = work;
  const things = rows.map(({ thing }) => thing as unknown as MovedConversion);
  await names.load(
    things.map((thing) => ({ kind: "link", old_id: pairOf(thing, from) })),
  );
  const clicks = await old_clicks.find(
    things.flatMap(({ click }) => (click === undefined ? [] : [click])),
  );
  const campaign_ids = things.map(
    ({ campaign }) => names.find("campaign", campaign)?.id ?? 0,
  );
  const known = await tx
    .select({
      id: links.id,
      campaign_id: links.campaign_id,
      affiliate_id: links.affiliate_id,
    })
    .from(links)
    .where(inArray(links.campaign_id, [...new Set([0, ...campaign_ids])]))
    .orderBy(links.id);
  const of_pair = new Map(
    known
      .toReversed()
      .map((row) => [`${row.campaign_id} ${row.affiliate_id}`, row.id]),
  );
  return things.map((thing) => {
    const campaign_id = names.find("campaign", thing.campaign)?.id;
    const affiliate = affiliateOf(thing, from);
    const affiliate_id = names.find("affiliate", affiliate.old_id)?.id;
    const own = names.find("link", pairOf(thing, from))?.id ?? undefined;
    const link_id = own ?? of_pair.get(`${campaign_id} ${affiliate_id}`);
    const click_id =
      thing.click === undefined ? undefined : clicks.get(thing.click.trim());
    return { link_id, click_id };
  });
}

/**
 * Rejects the conversions that a move recorded and nobody changed since, which takes the money of
 * pending ones back, and deletes those for which nothing was booked, sent or received.
 */
export async function rejectConversions(
  deps: MoveRunDeps,
  move: Move,
  signal?: AbortSignal,
): Promise<void> {
  const piece = () =>
    deps.conversions.settle((tx) => rejectPiece(tx, deps, move));
  await inPieces(PIECE, piece, signal);
}

async function rejectPiece(
  tx: Transaction,
  deps: MoveRunDeps,
  move: Move,
): Promise<number> {
  if (!(await holdMove(tx, move, "undoing"))) return 0;
  const rows = await takeRows(tx, {
    ...{ move, kind: "conversion", state: "done", limit: PIECE },
  });
  if (rows.length === 0) return 0;
  const ids = rows.flatMap(({ target_id }) => target_id ?? []);
  const now = await tx.execute<{ id: string; version: number; status: string }>(
    sql`select id, version, status from ${conversions}
      where id in (${listOf(ids)})`,
  );
  const found = new Map(now.map((row) => [row.id, row]));
  const is_own = ({ target_id }: Row) =>
    found.get(target_id ?? "")?.version === 1;
  const changing = rows.filter(
    (row) =>
      is_own(row) && found.get(row.target_id ?? "")?.status !== "rejected",
  );
  const { results } = await deps.conversions.change(
    tx,
    changing.map(({ target_id }) => ({
      id: target_id ?? "",
      version: 1,
      status: "rejected" as const,
      reason: "Its move was undone",
      is_exact: true,
      ...{ revenue_micros: 0n, payout_micros: 0n },
    })),
    byOf(move),
  );
  const refusals = new Map(
    changing.map(({ no }, at) => [no, results[at]?.refusal?.detail]),
  );
  const gone = new Set(
    await deps.conversions.forget(
      tx,
      rows.filter(is_own).flatMap(({ target_id }) => target_id ?? []),
    ),
  );
  const done_at = deps.clock.nowMs();
  const done = rows.map((row) => {
    if (gone.has(row.target_id ?? "")) {
      return { ...row, state: "removed", reason: null, done_at };
    }
    const why = refusals.get(row.no);
    const is_left = !is_own(row) || typeof why === "string";
    const reason = is_left
      ? (why ?? "It was changed since")
      : "Money was booked for it, or a postback named it: it stays, rejected";
    return { ...row, state: is_left ? "left" : "archived", reason, done_at };
  });
  await saveRows(tx, { move, rows: done });
  return rows.length;
}
