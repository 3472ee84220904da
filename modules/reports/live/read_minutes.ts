import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/mod.ts";
import { copyBlocks, countDeltas } from "../../rollups/mod.ts";
import type { CopiedBlocks } from "../report_tasks.ts";
import type { ReportThread } from "../report_thread.ts";
import { addState, MINUTE_COLUMNS, noCounts } from "./minute_counts.ts";
import type { Cell } from "./minute_counts.ts";

/** Unpacks blocks, so that redirects don't wait for that. */
export type MinuteThread = Pick<ReportThread, "recentBlocks" | "minuteCells">;

const MINUTES_OF_DAY = 1_440;

/** Blocks that are read at once. */
const BLOCKS_AT_ONCE = 16;

/** The blocks of the days from a minute on that reports count. */
export async function readBlockIds(
  db: Queryable,
  from: number,
): Promise<number[]> {
  const rows = await db.execute<{ id: string }>(
    sql`select id from report_blocks where axis in ('click', 'conversion')
      and day >= ${Math.floor(from / MINUTES_OF_DAY)} and form in ('part', 'sorted')`,
  );
  return rows.map(({ id }) => Number(id));
}

/** The counts of each of these blocks from a minute on. */
export async function readCells(
  { db, thread }: { db: Queryable; thread: MinuteThread },
  ids: readonly number[],
  from: number,
): Promise<Map<number, Cell[]>> {
  const cells = new Map<number, Cell[]>();
  for (let at = 0; at < ids.length; at += BLOCKS_AT_ONCE) {
    const some = ids.slice(at, at + BLOCKS_AT_ONCE);
    // Most of a day's entries are older: their minutes tell.
    const minutes = await copy(db, some, ["minute"]);
    const recent = await thread.recentBlocks(minutes, from);
    for (const id of some) cells.set(id, []);
    for (const id of recent) {
      const block = await copy(db, [id], MINUTE_COLUMNS);
      const counted = await thread.minuteCells(block, from);
      for (const [of, counts] of counted) cells.set(of, counts);
    }
  }
  return cells;
}

async function copy(
  db: Queryable,
  ids: readonly number[],
  columns: CopiedBlocks["columns"],
): Promise<CopiedBlocks> {
  const condition = `id in (${ids.map(Number).join()})`;
  return { columns, copied: await copyBlocks(db, columns, condition) };
}

/** Changes of conversions that are in no block yet. */
export async function readUnfolded(
  db: Queryable,
  from: number,
): Promise<Cell[]> {
  const rows = await countDeltas(db, from);
  return rows.map(({ status, count, ...place }) => {
    const cell = { ...place, counts: noCounts() };
    addState(cell.counts, status, count);
    return cell;
  });
}

/** The advertisers of all campaigns. */
export async function readAdvertisers(
  db: Queryable,
): Promise<ReadonlyMap<number, number>> {
  const rows = await db.execute<{ id: number; advertiser_id: number }>(
    sql`select id, advertiser_id from campaigns`,
  );
  return new Map(rows.map(({ id, advertiser_id }) => [id, advertiser_id]));
}
