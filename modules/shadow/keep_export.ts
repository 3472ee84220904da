import { count, eq, inArray, lt, sql } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Database, Transaction } from "../../db/mod.ts";
import { shadowExports, shadowRows } from "../../db/schema/mod.ts";
import { newId, Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { Scheduler } from "../scheduler/mod.ts";
import type { ReadExport } from "./reading/read_export.ts";

/** Name of the task that compares both sides. */
export const COMPARE_TASK = "compare_shadow";

export interface KeepDeps {
  db: Database;
  clock: Clock;
  scheduler: Pick<Scheduler, "enqueue">;
}

/** An export that was read, and the time that it is said to be of. */
export interface KeptExport extends ReadExport {
  content_key: Uint8Array;
  file_name: string | null;
  timezone: string;
  from_at: number;
  to_at: number;
  received_by: string;
}

export type ExportRow = typeof shadowExports.$inferSelect;

/** Of all exports; what nobody needs any more is deleted first. */
const ROWS_MAX = 2_000_000;
const PIECE_ROWS = 5_000;
const KEPT_DAYS = 100;
const DAY_MS = 86_400_000;
const LOCK = sql`select pg_advisory_xact_lock(hashtextextended('shadow exports', 0))`;

const SET = [
  "export_id",
  "row_no",
  "old_id",
  "click",
  "click_id",
  "campaign",
  "affiliate",
  "goal",
  "order_id",
  "status",
  "currency",
  "amount_micros",
  "revenue_micros",
  "payout_micros",
  "converted_at",
] as const;
const REPLACES = `(key) do update set ${SET.map((name) => `${name} = excluded.${name}`).join(", ")}`;

/** The export with these bytes, read in this way. */
export async function findExport(
  db: Database,
  content_key: Uint8Array,
): Promise<ExportRow | undefined> {
  const [row] = await db
    .select()
    .from(shadowExports)
    .where(eq(shadowExports.content_key, content_key));
  return row;
}

/**
 * Keeps an export: conversions that an earlier one had are replaced by its own. The same export
 * again changes nothing. Both sides are compared afterwards.
 */
export async function keepExport(
  deps: KeepDeps,
  input: KeptExport,
): Promise<{ row: ExportRow; is_new: boolean }> {
  const { db, clock } = deps;
  return await db.transaction(async (tx) => {
    // Two exports at once may have the same conversions, in another order.
    await tx.execute(LOCK);
    const [row] = await tx
      .insert(shadowExports)
      .values({
        ...withoutRows(input),
        id: newId(clock),
        rows: input.rows.length,
        received_at: clock.nowMs(),
      })
      .onConflictDoNothing()
      .returning();
    if (row === undefined) {
      const [same] = await tx
        .select()
        .from(shadowExports)
        .where(eq(shadowExports.content_key, input.content_key));
      if (same === undefined) throw new Error("An export vanished");
      return { row: same, is_new: false };
    }
    const { id: export_id } = row;
    for (let at = 0; at < input.rows.length; at += PIECE_ROWS) {
      const piece = input.rows.slice(at, at + PIECE_ROWS);
      const rows = piece.map((one) => ({ ...one, export_id }));
      await insertRows(tx, shadowRows, rows, {
        order_by: ["key"],
        on_conflict: REPLACES,
      });
    }
    await checkRoom(tx);
    await enqueueComparing(deps, tx);
    return { row, is_new: true };
  });
}

function withoutRows({ rows: _, ...input }: KeptExport) {
  return input;
}

async function checkRoom(tx: Transaction): Promise<void> {
  const [found] = await tx.select({ rows: count() }).from(shadowRows);
  if ((found?.rows ?? 0) <= ROWS_MAX) return;
  const detail = `The exports have more than ${ROWS_MAX} conversions: delete older ones first`;
  throw new Problem(413, "too_large", detail);
}

/** Deletes an export with the conversions that no later one has; false if there is none. */
export async function deleteExport(
  deps: KeepDeps,
  id: string,
): Promise<boolean> {
  return await deps.db.transaction(async (tx) => {
    await tx.execute(LOCK);
    const gone = await forget(tx, [id]);
    if (gone > 0) await enqueueComparing(deps, tx);
    return gone > 0;
  });
}

/** Deletes exports of a time long ago, with their conversions; returns how many. */
export async function forgetOldExports({
  db,
  clock,
}: Pick<KeepDeps, "db" | "clock">): Promise<number> {
  return await db.transaction(async (tx) => {
    await tx.execute(LOCK);
    const old = await tx
      .select({ id: shadowExports.id })
      .from(shadowExports)
      .where(lt(shadowExports.to_at, clock.nowMs() - KEPT_DAYS * DAY_MS));
    return await forget(
      tx,
      old.map(({ id }) => id),
    );
  });
}

async function forget(tx: Transaction, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  await tx.delete(shadowRows).where(inArray(shadowRows.export_id, ids));
  const gone = await tx
    .delete(shadowExports)
    .where(inArray(shadowExports.id, ids))
    .returning({ id: shadowExports.id });
  return gone.length;
}

async function enqueueComparing(
  { scheduler }: Pick<KeepDeps, "scheduler">,
  tx: Transaction,
): Promise<void> {
  await scheduler.enqueue(tx, { name: COMPARE_TASK, key: "all", payload: {} });
}
