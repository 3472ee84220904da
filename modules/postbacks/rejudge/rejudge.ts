import { and, asc, gt } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Actor, Database } from "../../../db/mod.ts";
import { allPostbacks } from "../../../db/schema/mod.ts";
import type { Cut } from "../../../db/schema/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { ReadPostback } from "../read/read_result.ts";
import type { Receiver } from "../receive/receiver.ts";
import { loadStored } from "../receive/stored_postback.ts";
import type { StoredPostback } from "../receive/stored_postback.ts";
import type { Judged } from "../receive/work.ts";

export interface RejudgeDeps {
  db: Database;
  clock: Clock;
  receiver: Pick<Receiver, "replay">;
}

/** Selects stored postbacks to judge again. */
export interface Selector {
  /** Ids of the next postbacks after one, in order of arrival, which is the order of ids. */
  idsAfter(after: string | null, limit: number): Promise<string[]>;
  /** Maximum per piece. */
  piece_max: number;
  /** Skips some once they are read. */
  wanted?(read: ReadPostback): boolean;
  /** Who asked for these, where each is to be in the audit. */
  replayed_by?: Actor | undefined;
}

/**
 * How far a re-judging has come, as JSON. Whoever has to survive a crash stores it with its
 * piece before the piece is judged.
 */
export interface RejudgeCursor {
  /** The last postback of the finished pieces. */
  after: string | null;
  piece: { ids: string[]; started_at: number } | null;
}

/** A postback of a piece, and what judging it again came to. */
export type Rejudged = { stored: StoredPostback } & (
  | { kind: "judged"; judged: Judged }
  /** It stands in the books, so that it is a duplicate of itself. */
  | { kind: "booked" }
  /** Its verdict is from this piece already, which a crash interrupted. */
  | { kind: "resumed" }
  | { kind: "failed"; detail: string }
);

/** Where a re-judging begins. */
export const FROM_START: RejudgeCursor = { after: null, piece: null };

const JUDGING_FAILED = "Judging it failed; its verdict stays as it was";

/** Why a request can't be judged again, by what was cut. */
export const WHY_NOT_KEPT: Record<Cut, string> = {
  size: "Cannot judge it again: of a stranger's postback only the first 4 KiB are kept",
  age: "Cannot judge it again: its request was dropped at the end of TALLYHO_POSTBACK_RETENTION_DAYS",
};

/** Fills in the next piece, unless one is under way; none is left if it stays null. */
export async function withPiece(
  { clock }: Pick<RejudgeDeps, "clock">,
  selector: Selector,
  cursor: RejudgeCursor,
  limit = selector.piece_max,
): Promise<RejudgeCursor> {
  if (cursor.piece !== null) return cursor;
  const most = Math.min(selector.piece_max, limit);
  const ids = await selector.idsAfter(cursor.after, most);
  if (ids.length === 0) return cursor;
  return { ...cursor, piece: { ids, started_at: clock.nowMs() } };
}

/**
 * Judges the next piece of a selection again, in order of arrival. Of a resumed piece, which a
 * crash interrupted, only what got no verdict yet is judged.
 */
export async function rejudge(
  deps: RejudgeDeps,
  selector: Selector,
  from: RejudgeCursor,
  { is_resumed = false } = {},
): Promise<{ results: Rejudged[]; cursor: RejudgeCursor }> {
  const { after, piece } = await withPiece(deps, selector, from);
  if (piece === null) return { results: [], cursor: FROM_START };
  const all = await loadStored(deps.db, piece.ids);
  const settled = new Map<string, Rejudged>();
  for (const stored of all) {
    const began_at = is_resumed ? piece.started_at : Infinity;
    const result = settledAlready(stored, began_at);
    if (result !== null) settled.set(stored.raw.id, result);
  }
  const open = all.filter(({ raw }) => !settled.has(raw.id));
  const outcomes = await deps.receiver.replay(open, selector);
  const results = all.flatMap((stored): Rejudged | [] => {
    const result = settled.get(stored.raw.id);
    if (result !== undefined) return result;
    const outcome = outcomes.get(stored.raw.id);
    if (outcome === undefined) return [];
    return outcome.ok
      ? { stored, kind: "judged", judged: outcome.value }
      : { stored, kind: "failed", detail: JUDGING_FAILED };
  });
  const cursor = { after: piece.ids.at(-1) ?? after, piece: null };
  return { results, cursor };
}

/**
 * Returns the result if none is to be judged: it is booked, can't be judged, or has its verdict
 * since before a crash.
 */
export function settledAlready(
  stored: StoredPostback,
  began_at = Infinity,
): Rejudged | null {
  const { judged_at } = latestVerdict(stored);
  const is_again = stored.verdicts.length > 1;
  if (is_again && judged_at >= began_at) return { stored, kind: "resumed" };
  if (isBooked(stored)) return { stored, kind: "booked" };
  if (stored.cut === null) return null;
  return { stored, kind: "failed", detail: WHY_NOT_KEPT[stored.cut] };
}

const BOOKING = new Set(["recorded", "updated"]);

/** Whether one of its verdicts made or changed a conversion. */
export function isBooked({ verdicts }: StoredPostback): boolean {
  return verdicts.some(
    ({ outcome, conversion_id }) =>
      BOOKING.has(outcome) && conversion_id !== null,
  );
}

/** The verdict that a stored postback has now. */
export function latestVerdict({ verdicts }: StoredPostback) {
  const latest = verdicts.at(-1);
  if (latest === undefined) throw new Error("A postback has no verdict");
  return latest;
}

/** Selects all stored postbacks that meet a condition. */
export function selectStored(
  db: Database,
  condition: SQL | undefined,
  piece_max: number,
): Selector {
  return {
    piece_max,
    async idsAfter(after, limit) {
      const beyond = after === null ? undefined : gt(allPostbacks.id, after);
      const rows = await db
        .select({ id: allPostbacks.id })
        .from(allPostbacks)
        .where(and(condition, beyond))
        .orderBy(asc(allPostbacks.id))
        .limit(limit);
      return rows.map(({ id }) => id);
    },
  };
}
