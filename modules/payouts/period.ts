import { eq, getTableColumns, sql } from "drizzle-orm";
import type { Database, Queryable } from "../../db/mod.ts";
import { ledgerHorizon, lockedPeriods } from "../../db/schema/mod.ts";
import { listPage, selectList, TIMES } from "../http/mod.ts";
import type { ListRequest, ListTable, Page } from "../http/mod.ts";
import { isoTime, Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { waitForOpenTransactions } from "./write_entries.ts";

/** A locked month as the API shows it. */
export interface LockedPeriod {
  month: string;
  locked_at: string;
  locked_by: string;
  reason: string | null;
}

/**
 * Locks a past month (UTC, like the ledger's times): from then on nothing is booked
 * in it, and later changes are booked in the open month. It can't be unlocked;
 * locking it again does nothing. Waits for open bookings, so that none is added to
 * the month once this has returned.
 */
export async function lockPeriod(
  { db, clock }: { db: Database; clock: Clock },
  input: { month: string; locked_by: string; reason: string | null },
): Promise<LockedPeriod> {
  const { first_day, next_ms } = readMonth(input.month);
  if (clock.nowMs() < next_ms) {
    const detail = `${input.month} can't be locked before it is over, at ${isoTime(next_ms)}`;
    throw new Problem(409, "period_not_over", detail);
  }
  const [known] = await locked(db, first_day);
  if (known !== undefined) return present(known);
  await db.execute(sql`
    update ${ledgerHorizon}
    set open_from = greatest(open_from, ${isoTime(next_ms)}::timestamptz)`);
  if (!(await waitForOpenTransactions(db))) {
    throw new Problem(
      503,
      "bookings_open",
      "Earlier bookings are still in progress: try again",
      { headers: { "retry-after": "5" } },
    );
  }
  const { locked_by, reason } = input;
  const locked_at = clock.nowMs();
  await db
    .insert(lockedPeriods)
    .values({ month: first_day, locked_at, locked_by, reason })
    .onConflictDoNothing();
  const [row] = await locked(db, first_day);
  if (row === undefined) throw new Error(`${input.month} was not locked`);
  return present(row);
}

/** Lists locked months, latest first. */
export async function listPeriods(
  db: Database,
  list: ListRequest,
): Promise<Page<LockedPeriod>> {
  const rows = await selectList(db, {
    from: lockedPeriods,
    table: PERIOD_TABLE,
    list,
  });
  return listPage(PERIOD_TABLE, list, rows, present);
}

/** Filters and sorts of locked months. */
export const PERIOD_LIST = {
  filters: { month: "text", locked_by: "text", ...TIMES },
  sorts: ["-month", "locked_at"],
} as const;

const PERIOD_TABLE: ListTable = {
  columns: getTableColumns(lockedPeriods),
  key: lockedPeriods.month,
  time: lockedPeriods.locked_at,
  filters: {
    month: (month: string) =>
      eq(lockedPeriods.month, readMonth(month).first_day),
  },
};

async function locked(db: Queryable, first_day: string) {
  return await db
    .select()
    .from(lockedPeriods)
    .where(eq(lockedPeriods.month, first_day));
}

function present(row: typeof lockedPeriods.$inferSelect): LockedPeriod {
  const month = row.month.slice(0, 7);
  return { ...row, month, locked_at: isoTime(row.locked_at) };
}

function readMonth(text: string): { first_day: string; next_ms: number } {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  if (year === undefined || year === "0000") {
    const detail = `Invalid month "${text.slice(0, 20)}": must be YYYY-MM`;
    throw new Problem(422, "invalid_month", detail);
  }
  // `Date.UTC` counts months from 0, so this is the month after.
  const next_ms = Date.UTC(Number(year), Number(month), 1);
  return { first_day: `${text}-01`, next_ms };
}
