import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { isRepeatable } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import {
  reportBlocks,
  reportClicksKept,
  reportRecounts,
} from "../../db/schema/mod.ts";
import type { Axis } from "./block.ts";
import { keepFacts } from "./copy_deltas.ts";
import { lockDay } from "./day_lock.ts";
import type { CountedDay } from "./day_rows.ts";
import { eachAlone } from "./each_alone.ts";
import type { FoldDeps } from "./fold_blocks.ts";
import type { FoldedBlock } from "./folding.ts";
import { insertBlocks } from "./insert_blocks.ts";
import { clickTable, readRows } from "./read_rows.ts";

const TRIES_MAX = 5;
const DAY_MS = 86_400_000;

/**
 * Counts a day again from its rows, and puts that in the place of its blocks; what is stored
 * meanwhile is added by itself. False if the rows are gone: then the blocks stay.
 */
export async function recountDay(
  deps: FoldDeps,
  of: CountedDay & { today: number },
): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    try {
      return await deps.db.transaction((tx) => recountIn(tx, deps, of), {
        isolationLevel: "repeatable read",
      });
    } catch (error) {
      if (!isRepeatable(error) || tries === TRIES_MAX) throw error;
    }
  }
}

async function recountIn(
  tx: Transaction,
  { thread }: FoldDeps,
  { axis, day, today }: CountedDay & { today: number },
): Promise<boolean> {
  const of = { axis, day };
  await keepClicks(tx, { is_alone: true });
  await lockDay(tx, of);
  await tx
    .delete(reportRecounts)
    .where(and(eq(reportRecounts.axis, axis), eq(reportRecounts.day, day)));
  if (!(await hasRows(tx, of))) return false;
  const counted = await tx
    .select({ id: reportBlocks.id })
    .from(reportBlocks)
    .where(and(eq(reportBlocks.axis, axis), eq(reportBlocks.day, day)));
  const is_whole_day = day < today;
  await writeBlocks(tx, thread, { ...of, is_whole_day });
  const ids = counted.map(({ id }) => id);
  if (ids.length > 0)
    await tx.delete(reportBlocks).where(inArray(reportBlocks.id, ids));
  return true;
}

/** Makes blocks of a day's rows in the thread, and stores them. */
async function writeBlocks(
  tx: Transaction,
  thread: FoldDeps["thread"],
  { is_whole_day, ...of }: CountedDay & { is_whole_day: boolean },
): Promise<void> {
  const recount = crypto.randomUUID();
  const store = async (blocks: readonly FoldedBlock[]): Promise<void> => {
    for (const { form, packed } of blocks)
      await insertBlocks(tx, [packed], form);
  };
  try {
    await readRows(tx, of, {
      begin: (columns) =>
        thread.ask({ recount, form: { ...of, columns }, is_whole_day }),
      take: (rows) => thread.ask({ recount, rows }, [rows.buffer]),
      taken: store,
    });
    await store(await thread.ask({ recount, end: "finished" }));
  } catch (error) {
    await thread.ask({ recount, end: "failed" }).catch(() => {});
    throw error;
  }
}

/**
 * Makes the deletion of old clicks wait, before it makes anybody else wait; and other recounts, if
 * `is_alone`. As the first statement, so that the snapshot shows what they did: two recounts of a
 * day without blocks would both find nothing to replace.
 */
export async function keepClicks(
  tx: Transaction,
  { is_alone = false } = {},
): Promise<void> {
  const mode = sql.raw(is_alone ? "share row exclusive" : "share");
  await tx.execute(sql`lock table report_clicks_kept in ${mode} mode`);
}

/** Whether a day's rows are all there; conversions' always are. */
export async function hasRows(
  tx: Transaction,
  { axis, day }: CountedDay,
): Promise<boolean> {
  if (axis !== "click") return true;
  const [kept] = await tx.select().from(reportClicksKept);
  if (kept !== undefined && day < kept.from_day) return false;
  const [row] = await tx.$client.unsafe<{ is_there: boolean }[]>(
    "select to_regclass($1) is not null as is_there",
    [clickTable(day)],
  );
  return row?.is_there ?? false;
}

/**
 * Keeps in mind that the transaction deletes clicks before a day for their age: those days can't be
 * recounted any more, and conversions that aren't counted yet keep what they are counted by. Waits
 * for recounts that read them.
 */
export async function dropsClicksBefore(
  tx: Transaction,
  day: number,
): Promise<void> {
  await tx.execute(sql`
    insert into report_clicks_kept (from_day) values (${day})
    on conflict (is_only) do update
      set from_day = greatest(report_clicks_kept.from_day, excluded.from_day)`);
  await tx.execute(
    sql`delete from report_recounts where axis = 'click' and day < ${day}`,
  );
  await keepFacts(tx, day * DAY_MS);
}

export interface RecountDeps extends FoldDeps {
  signal: AbortSignal;
}

/**
 * Recounts the days that are noted for it, the newest first. One that fails holds up no other, and
 * is thrown at the end.
 */
export async function recountNoted(
  { signal, ...deps }: RecountDeps,
  today: number,
): Promise<void> {
  const noted = await deps.db
    .select()
    .from(reportRecounts)
    .orderBy(desc(reportRecounts.day), reportRecounts.axis);
  await eachAlone(noted, async ({ axis, day }) => {
    signal.throwIfAborted();
    await recountDay(deps, { axis: axis as Axis, day, today });
  });
}
