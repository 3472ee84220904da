import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { Scheduler } from "../../modules/scheduler/mod.ts";
import type { JobDefinition } from "../../modules/scheduler/mod.ts";
import { until } from "../until.ts";

/** Pieces of the long task. */
export const PIECES = 200;

/**
 * The test's own table, to which each piece adds a row; without a key, so that a piece done twice
 * shows up twice.
 */
export const PIECES_TABLE =
  "create table pieces (task text not null, piece integer not null, worker text not null)";

const REST_MS = 4;
/** The piece that waits until two workers have done some: on no machine is one alone done before its fate. */
const SHARED_PIECE = PIECES * 0.75;

/** A scheduler with one long task, as used by workers and by the test. */
export function schedulerFor(db: Database, worker: string): Scheduler {
  const deps = {
    db,
    clock: systemClock,
    random: Math.random,
    failed: (name: string, error: unknown) => console.error(name, error),
  };
  return new Scheduler(deps, [longTask(db, worker)]);
}

function longTask(db: Database, worker: string): JobDefinition {
  return {
    name: "long",
    description: "Adds a row a piece",
    is_task: true,
    async run({ id, cursor, signal, save }) {
      for (let piece = Number(cursor ?? 0); piece < PIECES; piece++) {
        signal.throwIfAborted();
        if (piece === SHARED_PIECE) {
          await until("two workers have done pieces", async () => {
            signal.throwIfAborted();
            return (await workersOf(db, id)) >= 2;
          });
        }
        await db.transaction(async (tx) => {
          await tx.execute(
            sql`insert into pieces values (${id}, ${piece}, ${worker})`,
          );
          const done = piece + 1;
          await save(tx, { done, total: PIECES, cursor: done });
        });
        await Bun.sleep(REST_MS);
      }
    },
  };
}

/** The number of workers that have done pieces of a task. */
async function workersOf(db: Database, task: string): Promise<number> {
  const done = await db.execute(
    sql`select distinct worker from pieces where task = ${task}`,
  );
  return done.length;
}

if (import.meta.main) {
  const db = openDatabase(process.env.DATABASE_URL ?? "", {
    connections_max: 4,
  });
  const scheduler = schedulerFor(db, process.argv[2] ?? "");
  process.once("SIGTERM", async () => {
    await scheduler.stop();
    await closeDatabase(db);
    process.exit(0);
  });
  scheduler.start();
}
