import { and, eq } from "drizzle-orm";
import type { Database, Transaction } from "../../db/mod.ts";
import { reportBlocks, reportRecounts } from "../../db/schema/mod.ts";
import type { CompareThread } from "./compare_thread.ts";
import type { DayDifference } from "./comparing.ts";
import { copyBlocks } from "./copy_blocks.ts";
import type { CountedDay } from "./day_rows.ts";
import { BLOCK_COLUMNS } from "./pack_block.ts";
import { groupsOf } from "./plan_folds.ts";
import { readRows } from "./read_rows.ts";
import { hasRows, keepClicks } from "./recount_day.ts";

/** How a day compares: `gone` if its rows were deleted, `waiting` if it is still to be recounted. */
export type ComparedDay = CountedDay &
  (
    | { state: "same" | "gone" | "waiting" }
    | { state: "differs"; differences: readonly DayDifference[] }
  );

/** Compares what reports count on a day with its rows, in one snapshot. */
export async function compareDay(
  { db, thread }: { db: Database; thread: CompareThread },
  of: CountedDay,
): Promise<ComparedDay> {
  return await db.transaction(
    async (tx) => {
      await keepClicks(tx);
      if (!(await hasRows(tx, of))) return { ...of, state: "gone" };
      if (await isNoted(tx, of)) return { ...of, state: "waiting" };
      const differences = await findDifferences(tx, thread, of);
      if (differences.length === 0) return { ...of, state: "same" };
      return { ...of, state: "differs", differences };
    },
    { isolationLevel: "repeatable read" },
  );
}

async function isNoted(
  tx: Transaction,
  { axis, day }: CountedDay,
): Promise<boolean> {
  const noted = await tx
    .select()
    .from(reportRecounts)
    .where(and(eq(reportRecounts.axis, axis), eq(reportRecounts.day, day)));
  return noted.length > 0;
}

async function findDifferences(
  tx: Transaction,
  thread: CompareThread,
  of: CountedDay,
): Promise<DayDifference[]> {
  await readRows(tx, of, {
    begin: (columns) => thread.ask({ form: { ...of, columns } }),
    take: (rows) => thread.ask({ rows }, [rows.buffer]),
    taken: async () => {},
  });
  const blocks = await tx
    .select({ id: reportBlocks.id, entries: reportBlocks.entries })
    .from(reportBlocks)
    .where(and(eq(reportBlocks.axis, of.axis), eq(reportBlocks.day, of.day)));
  for (const { ids } of groupsOf(
    blocks.map((block) => ({ ...of, ...block })),
  )) {
    const some = `id in (${ids.join()})`;
    const copied = await copyBlocks(tx, BLOCK_COLUMNS, some);
    await thread.ask({ copied }, [copied.buffer]);
  }
  return await thread.ask({ end: true });
}
