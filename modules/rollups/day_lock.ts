import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import type { CountedDay } from "./day_rows.ts";

/** Waits until nobody else replaces a day's blocks, until the transaction's end. */
export async function lockDay(tx: Queryable, of: CountedDay): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${keyOf(of)})`);
}

/** The same without waiting: whether nobody does. */
export async function tryDayLock(
  tx: Queryable,
  of: CountedDay,
): Promise<boolean> {
  const [row] = await tx.execute<{ got: boolean }>(
    sql`select pg_try_advisory_xact_lock(${keyOf(of)}) as got`,
  );
  return row?.got ?? false;
}

function keyOf({ axis, day }: CountedDay): SQL {
  return sql`hashtext('report_blocks'), hashtext(${`${axis} ${day}`})`;
}
