import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { mayDropTables } from "../../db/upkeep/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { dropsClicksBefore } from "../rollups/mod.ts";
import type { JobDefinition } from "../scheduler/mod.ts";
import type { OldClicks } from "./old_clicks/old_clicks.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Partitions are created this many days ahead. */
const DAYS_AHEAD = 3;

/** Creates the daily partitions of today and the next days, so that writers find them. */
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

/** Drops partitions entirely older than the retention; returns the number dropped. */
export async function dropOldClicks(
  db: Database,
  input: { now_ms: number; retention_days: number },
): Promise<number> {
  if (input.retention_days === 0) return 0;
  const before_ms = input.now_ms - input.retention_days * DAY_MS;
  const before = dayOf(before_ms);
  const dropped = await db.transaction(async (tx) => {
    if (!(await mayDropTables(tx))) return null;
    await dropsClicksBefore(tx, Math.floor(before_ms / DAY_MS));
    const [row] = await tx.execute<{ dropped: number }>(
      sql`select drop_days('clicks', ${before}::date) as dropped`,
    );
    return row?.dropped ?? 0;
  });
  // A backup reads them; the next run drops them.
  if (dropped === null) return 0;
  // Delivery attempts of a day are dropped with its clicks.
  await db.transaction(async (tx) => {
    if (!(await mayDropTables(tx))) return;
    await tx.execute(
      sql`select drop_days('delivery_attempts', ${before}::date)`,
    );
  });
  return dropped;
}

function dayOf(ms: number): string {
  return isoTime(ms).slice(0, 10);
}

/** The jobs that add and drop days of clicks. */
export function dayJobs(deps: {
  db: Database;
  clock: Clock;
  retention_days: number;
  old_clicks: Pick<OldClicks, "forget">;
}): JobDefinition[] {
  const { db, clock, retention_days, old_clicks } = deps;
  return [
    {
      name: "make_days",
      description:
        "Creates partitions for the next days of clicks, delivery attempts and strangers' postbacks",
      every_ms: 6 * HOUR_MS,
      run: () => makeDays(db, clock.nowMs()),
    },
    {
      name: "drop_old_clicks",
      description: "Deletes clicks past their retention, by whole days",
      every_ms: DAY_MS,
      run: async () => {
        await dropOldClicks(db, { now_ms: clock.nowMs(), retention_days });
        await old_clicks.forget();
      },
    },
  ];
}
