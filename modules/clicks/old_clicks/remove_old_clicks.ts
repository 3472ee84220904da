import { and, asc, eq, gt, lt, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { arrayText, recordset } from "../../../db/mod.ts";
import type { Database, Transaction } from "../../../db/mod.ts";
import { clicks, conversions, oldClicks } from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";

/** Clicks that are looked at in one transaction. */
const PIECE = 1_000;

/** How many of a move's clicks are gone, and how many stay. */
export interface RemovedOldClicks {
  removed: number;
  /** Those that conversions are of: they stay. */
  kept: number;
}

/** Removes a move's clicks that no conversion is of. */
export async function removeOldClicks(
  db: Database,
  { move_id, signal }: { move_id: string; signal: AbortSignal | undefined },
): Promise<RemovedOldClicks> {
  const of_move = eq(oldClicks.move_id, move_id);
  return await inPieces(db, of_move, signal, { with_rows: true });
}

/** Forgets old ids from before a time that no conversion is of; their rows go with their days. */
export async function forgetOldClicks(
  db: Database,
  before_ms: number,
): Promise<void> {
  const is_old = lt(oldClicks.clicked_at, before_ms);
  await inPieces(db, is_old, undefined, { with_rows: false });
}

async function inPieces(
  db: Database,
  condition: SQL,
  signal: AbortSignal | undefined,
  { with_rows }: { with_rows: boolean },
): Promise<RemovedOldClicks> {
  const total: RemovedOldClicks = { removed: 0, kept: 0 };
  for (let after = ""; ;) {
    signal?.throwIfAborted();
    const piece = await db.transaction(async (tx) => {
      const rows = await tx
        .select()
        .from(oldClicks)
        .where(and(condition, gt(oldClicks.old_id, after)))
        .orderBy(asc(oldClicks.old_id))
        .limit(PIECE);
      return await removePiece(tx, rows, with_rows);
    });
    total.removed += piece.removed;
    total.kept += piece.kept;
    if (piece.last === undefined) return total;
    after = piece.last;
  }
}

type Row = typeof oldClicks.$inferSelect;

async function removePiece(
  tx: Transaction,
  rows: readonly Row[],
  with_rows: boolean,
): Promise<RemovedOldClicks & { last: string | undefined }> {
  const last = rows.at(-1)?.old_id;
  if (last === undefined) return { removed: 0, kept: 0, last };
  const used = await usedOf(tx, rows);
  const free = rows.filter(({ click_id }) => !used.has(hex(click_id)));
  if (free.length > 0) {
    if (with_rows) await deleteClicks(tx, free);
    const ids = free.map(({ old_id }) => old_id);
    await tx
      .delete(oldClicks)
      .where(sql`${oldClicks.old_id} = any(${arrayText(ids)}::text[])`);
  }
  return { removed: free.length, kept: rows.length - free.length, last };
}

/** The clicks that conversions are of. */
async function usedOf(
  tx: Transaction,
  rows: readonly Row[],
): Promise<ReadonlySet<string>> {
  const given = recordset("k", rows, {
    campaign_id: "integer",
    click_id: "bytea",
  });
  const found = await tx.execute<{ click_id: Uint8Array }>(sql`
    select distinct c.click_id from ${given} join ${conversions} c
      on c.campaign_id = k.campaign_id and c.click_id = k.click_id`);
  return new Set(found.map(({ click_id }) => hex(click_id)));
}

async function deleteClicks(
  tx: Transaction,
  rows: readonly Row[],
): Promise<void> {
  const keys = rows.map(({ clicked_at, ...row }) => ({
    ...row,
    clicked_at: isoTime(clicked_at),
  }));
  const given = recordset("k", keys, {
    campaign_id: "integer",
    click_id: "bytea",
    clicked_at: "timestamptz",
  });
  await tx.execute(sql`
    delete from ${clicks} as c using ${given}
    where c.campaign_id = k.campaign_id and c.click_id = k.click_id
      and c.clicked_at = k.clicked_at`);
}

function hex(click_id: Uint8Array): string {
  return Buffer.from(click_id).toString("hex");
}
