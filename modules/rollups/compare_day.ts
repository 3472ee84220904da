import { and, eq, sql } from "drizzle-orm";
import { postgresCode } from "../../db/mod.ts";
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
import { RefusedRequest } from "./thread.ts";

/**
 * How a day compares: `gone` if its rows were deleted, `waiting` if it is still to be recounted,
 * `damaged` if its blocks or rows can't be read.
 */
export type ComparedDay = CountedDay &
  (
    | { state: "same" | "gone" | "waiting" }
    | { state: "damaged"; reason: string }
    | { state: "differs"; differences: readonly DayDifference[] }
  );

/** Whether reports of the day are wrong, or can't be made. */
export function isWrong({ state }: ComparedDay): boolean {
  return state === "differs" || state === "damaged";
}

/** Compares what reports count on a day with its rows, in one snapshot. */
export async function compareDay(
  { db, thread }: { db: Database; thread: CompareThread },
  of: CountedDay,
): Promise<ComparedDay> {
  // Asked before: within the transaction it would take the snapshot.
  const is_standby = await isStandby(db);
  const keep = is_standby ? keepClicksOfStandby : keepClicks;
  try {
    return await db.transaction((tx) => compareIn(tx, thread, of, keep), {
      isolationLevel: "repeatable read",
    });
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { ...of, state: "damaged", reason: messageOf(error) };
  }
}

/** Of a block that can't be unpacked, or of a page that Postgres can't read (SQLSTATE class XX). */
function isDamage(error: unknown): boolean {
  return (
    error instanceof RefusedRequest ||
    (postgresCode(error)?.startsWith("XX") ?? false)
  );
}

/** Without the statement, which Drizzle puts around it. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : messageOf(error.cause);
}

async function compareIn(
  tx: Transaction,
  thread: CompareThread,
  of: CountedDay,
  keep: (tx: Transaction) => Promise<void>,
): Promise<ComparedDay> {
  await keep(tx);
  const has_rows = await hasRows(tx, of);
  if (has_rows && (await isNoted(tx, of))) return { ...of, state: "waiting" };
  const differences = await findDifferences(tx, thread, { ...of, has_rows });
  if (!has_rows) return { ...of, state: "gone" };
  if (differences.length === 0) return { ...of, state: "same" };
  return { ...of, state: "differs", differences };
}

async function isStandby(db: Database): Promise<boolean> {
  const [row] = await db.execute<{ is_standby: boolean }>(
    sql`select pg_is_in_recovery() as is_standby`,
  );
  return row?.is_standby === true;
}

/**
 * Makes the replay of a deletion of old clicks wait, as the first statement. A standby knows nothing
 * of the primary's locks, and refuses those that the primary takes for it.
 */
async function keepClicksOfStandby(tx: Transaction): Promise<void> {
  await tx.execute(sql`lock table clicks in access share mode`);
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
  { has_rows, ...of }: CountedDay & { has_rows: boolean },
): Promise<DayDifference[]> {
  if (!has_rows) await thread.ask({ form: { ...of, columns: [] } });
  else
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
