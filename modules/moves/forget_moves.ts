import { and, eq, inArray, lt, sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import {
  moveBatches,
  moveParts,
  moveRows,
  moves,
} from "../../db/schema/mod.ts";
import { firstIdAt } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { JobDefinition } from "../scheduler/mod.ts";

const DAY_MS = 86_400_000;
/** Days that a plan waits to be applied. */
const PLAN_DAYS = 30;

/** Ends moves that nobody goes on with: what their files said of people isn't kept. */
export function forgetJob(deps: { db: Database; clock: Clock }): JobDefinition {
  return {
    name: "forget_moves",
    description:
      "Ends moves that nobody goes on with, and forgets what their files said",
    every_ms: DAY_MS,
    run: () => giveUpAbandoned(deps.db, deps.clock.nowMs()),
  };
}

/** Ends moves whose process ended while it received or read their files, and plans that nobody applied. */
export async function giveUpAbandoned(
  db: Database,
  now_ms: number,
): Promise<void> {
  await fail(
    db,
    and(eq(moves.status, "reading"), lt(moves.created_at, now_ms - DAY_MS)),
    "It was interrupted while its files were read: send them again",
  );
  await fail(
    db,
    and(
      eq(moves.status, "planned"),
      lt(moves.planned_at, now_ms - PLAN_DAYS * DAY_MS),
    ),
    `Nobody applied it for ${PLAN_DAYS} days: send the files again`,
  );
  // The parts of uploads that never ended: there is no move of theirs.
  await db.execute(sql`
    delete from ${moveParts} as p where p.move_id < ${firstIdAt(now_ms - DAY_MS)}::uuid
      and not exists (select from ${moves} as m where m.id = p.move_id)`);
}

async function fail(
  db: Database,
  which: ReturnType<typeof and>,
  problem: string,
): Promise<void> {
  const gone = await db
    .update(moves)
    .set({ status: "failed", problem })
    .where(which)
    .returning({ id: moves.id });
  for (const { id } of gone) await forgetRead(db, id);
}

/** Forgets a move's files and rows, of which nothing was made. */
export async function forgetRead(db: Database, move_id: string): Promise<void> {
  for (const table of [moveParts, moveBatches, moveRows]) {
    await db.delete(table).where(eq(table.move_id, move_id));
  }
}

/** Forgets the facts of things that aren't here any more, or never were; their rows stay. */
export async function forgetRemoved(
  db: Database,
  move_id: string,
): Promise<void> {
  await db
    .update(moveRows)
    .set({ thing: {}, before: null, after: null })
    .where(
      and(
        eq(moveRows.move_id, move_id),
        inArray(moveRows.state, ["planned", "removed", "refused"]),
      ),
    );
}
