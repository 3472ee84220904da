import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Queryable } from "../../db/mod.ts";
import { jobs } from "../../db/schema/mod.ts";

type NewJob = typeof jobs.$inferInsert & { name: string; key: string };

/**
 * Finds the waiting job of a name and key, and locks it until the caller's transaction
 * ends, so that its run sees the caller's changes. A job that resumes from a cursor has
 * already read data and doesn't count.
 */
export async function holdWaiting(
  db: Queryable,
  { name, key }: Pick<NewJob, "name" | "key">,
): Promise<string | null> {
  const [found] = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(
        eq(jobs.name, name),
        eq(jobs.key, key),
        eq(jobs.state, "waiting"),
        isNull(jobs.cursor),
      ),
    )
    .orderBy(desc(jobs.is_after))
    .limit(1)
    .for("share");
  return found?.id ?? null;
}

/**
 * Inserts a job, queued behind a started one of the same name and key; false if another
 * instance was quicker.
 */
export async function insertKeyed(
  db: Queryable,
  row: NewJob,
): Promise<boolean> {
  const live = await db
    .select({ state: jobs.state, cursor: jobs.cursor })
    .from(jobs)
    .where(
      and(
        eq(jobs.name, row.name),
        eq(jobs.key, row.key),
        sql`${jobs.state} in ('waiting', 'running')`,
      ),
    );
  if (live.some(hasNotBegun)) return false;
  const is_after = live.length > 0;
  const made = await insertRows(db, jobs, [{ ...row, is_after }], {
    on_conflict: "do nothing",
    returning: ["id"],
  });
  return made.length > 0;
}

function hasNotBegun({ state, cursor }: { state: string; cursor: unknown }) {
  return state === "waiting" && cursor === null;
}
