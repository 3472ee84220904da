import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { isoTime } from "../kernel/mod.ts";

const DAY_MS = 86_400_000;
/** Partitions are there this long before they are needed. */
const DAYS_AHEAD = 3;

/** Makes the partitions of today and the next days of what is kept by day, so that who writes finds them there. */
export async function makeDays(db: Database, now_ms: number): Promise<void> {
  const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, ahead) =>
    dayOf(now_ms + ahead * DAY_MS),
  );
  for (const parent of ["clicks", "delivery_attempts", "stranger_postbacks"]) {
    await db.execute(
      sql`select ensure_days(${parent}, ${`{${days.join(",")}}`}::date[])`,
    );
  }
}

/** Drops the partitions of days that lie wholly before the retention; gives how many. */
export async function dropOldClicks(
  db: Database,
  input: { now_ms: number; retention_days: number },
): Promise<number> {
  if (input.retention_days === 0) return 0;
  const before = dayOf(input.now_ms - input.retention_days * DAY_MS);
  const [row] = await db.execute<{ dropped: number }>(
    sql`select drop_days('clicks', ${before}::date) as dropped`,
  );
  // The tries of a day go with its clicks.
  await db.execute(sql`select drop_days('delivery_attempts', ${before}::date)`);
  return row?.dropped ?? 0;
}

function dayOf(ms: number): string {
  return isoTime(ms).slice(0, 10);
}
