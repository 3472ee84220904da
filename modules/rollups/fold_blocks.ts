import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import type { Database, Transaction } from "../../db/mod.ts";
import { reportBlocks } from "../../db/schema/mod.ts";
import type { Axis } from "./block.ts";
import { copyBlocks } from "./copy_blocks.ts";
import { CUBES_MADE } from "./cubes.ts";
import { tryDayLock } from "./day_lock.ts";
import type { CountedDay } from "./day_rows.ts";
import { eachAlone } from "./each_alone.ts";
import { insertBlocks } from "./insert_blocks.ts";
import { BLOCK_COLUMNS } from "./pack_block.ts";
import { FOLD_ENTRIES_MAX, groupsOf, planMerges } from "./plan_folds.ts";
import type { Merge, Part } from "./plan_folds.ts";
import type { FoldThread } from "./fold_thread.ts";

export interface FoldDeps {
  db: Database;
  thread: Pick<FoldThread, "ask">;
}

/** Merges parts of about one size, so that a day never has many. */
export async function mergeParts(deps: FoldDeps): Promise<void> {
  const merges = planMerges(await readParts(deps.db));
  await eachAlone(merges, (merge) => replace(deps, merge, "part"));
}

/** Sorts the entries of days before this one that have new ones. */
export async function sortDays(
  deps: FoldDeps,
  today: number,
  entries_max = FOLD_ENTRIES_MAX,
): Promise<void> {
  const parts = await readParts(deps.db);
  const days = Map.groupBy(
    parts.filter(({ day }) => day < today),
    ({ axis, day }) => `${axis} ${day}`,
  );
  await eachAlone([...days.values()], async (of_day) => {
    for (const merge of await withSorted(deps.db, of_day, entries_max)) {
      await replace(deps, merge, "sorted");
    }
  });
}

/** A day's parts with what is sorted of it, if that isn't too much; else only the parts. */
async function withSorted(
  db: Database,
  parts: readonly Part[],
  entries_max: number,
): Promise<Merge[]> {
  const [{ axis, day } = { axis: "click" as Axis, day: 0 }] = parts;
  const rows = await db.execute<{ id: string; form: string; entries: number }>(
    sql`select id, form, entries from report_blocks
      where axis = ${axis} and day = ${day} and form <> 'part' order by id`,
  );
  const sorted = rows
    .filter(({ form }) => form === "sorted")
    .reduce((sum, { entries }) => sum + entries, 0);
  const added = parts.reduce((sum, { entries }) => sum + entries, 0);
  if (sorted + added > entries_max) return groupsOf(parts, entries_max);
  const ids = [
    ...rows.map(({ id }) => Number(id)),
    ...parts.map(({ id }) => id),
  ];
  return [{ axis, day, ids }];
}

/**
 * Puts others in the place of blocks, unless some of them are replaced by now; leaves a day that is
 * being recounted.
 */
async function replace(
  { db, thread }: FoldDeps,
  { ids, ...of }: Merge,
  into: "part" | "sorted",
): Promise<void> {
  const copied = await copyBlocks(
    db,
    BLOCK_COLUMNS,
    `id in (${ids.map(Number).join()})`,
  );
  const folded = await thread.ask({ copied, into }, [copied.buffer]);
  await db.transaction(async (tx) => {
    if (!(await tryDayLock(tx, of))) return;
    const are_ids = inArray(reportBlocks.id, ids);
    if ((await tx.$count(reportBlocks, are_ids)) < ids.length) return;
    await tx.delete(reportBlocks).where(are_ids);
    for (const { form, packed } of folded)
      await insertBlocks(tx, [packed], form);
  });
}

/** Makes the cubes of days that were sorted before there were all, the newest first. */
export async function cubeDays(
  deps: FoldDeps,
  signal: AbortSignal,
): Promise<void> {
  const days = await deps.db.execute<{ axis: Axis; day: number }>(
    sql`select distinct axis, day from report_blocks
      where form = 'sorted' and cubes < ${CUBES_MADE} order by day desc, axis`,
  );
  await eachAlone(days, async ({ axis, day }) => {
    signal.throwIfAborted();
    await deps.db.transaction((tx) => cubeDay(tx, deps, { axis, day }));
  });
}

/** A day's sorted pieces stay; leaves a day whose blocks are being replaced. */
async function cubeDay(
  tx: Transaction,
  { thread }: FoldDeps,
  of: CountedDay,
): Promise<void> {
  if (!(await tryDayLock(tx, of))) return;
  const { axis, day } = of;
  const of_day = and(eq(reportBlocks.axis, axis), eq(reportBlocks.day, day));
  await tx
    .delete(reportBlocks)
    .where(and(of_day, notInArray(reportBlocks.form, ["part", "sorted"])));
  const sorted = await tx
    .update(reportBlocks)
    .set({ cubes: CUBES_MADE })
    .where(and(of_day, eq(reportBlocks.form, "sorted")))
    .returning({ id: reportBlocks.id, entries: reportBlocks.entries });
  for (const { ids } of groupsOf(sorted.map((one) => ({ ...of, ...one })))) {
    const some = `id in (${ids.join()})`;
    const copied = await copyBlocks(tx, BLOCK_COLUMNS, some);
    const request = { copied, into: "cubes" } as const;
    const cubes = await thread.ask(request, [copied.buffer]);
    for (const { form, packed } of cubes)
      await insertBlocks(tx, [packed], form);
  }
}

async function readParts(db: Database): Promise<Part[]> {
  const rows = await db.execute<Record<string, unknown>>(
    sql`select id, axis, day, entries from report_blocks where form = 'part' order by axis, day, id`,
  );
  return rows.map(({ id, axis, day, entries }) => ({
    id: Number(id),
    axis: axis as Axis,
    day: Number(day),
    entries: Number(entries),
  }));
}
