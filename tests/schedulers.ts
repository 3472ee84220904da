import { afterAll, beforeEach } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../db/mod.ts";
import type { Database } from "../db/mod.ts";
import { ManualClock } from "../modules/kernel/mod.ts";
import { Scheduler } from "../modules/scheduler/mod.ts";
import type { JobDefinition } from "../modules/scheduler/mod.ts";
import { createTestDatabase, START_MS } from "./harness.ts";

/** A row of a test's query. */
export type Row = Record<string, unknown>;

/** A database with schedulers that tests run by hand. */
export interface SchedulerBench {
  db: Database;
  /** Shared by the file; reset before each test. */
  clock: ManualClock;
  /** Errors thrown by jobs in this test. */
  failures: string[];
  /**
   * Creates a scheduler with these jobs; each defaults to a "count" that does
   * nothing.
   */
  schedulerOf(...jobs: Partial<JobDefinition>[]): Scheduler;
  rows(query: ReturnType<typeof sql>): Promise<Row[]>;
  /** Ends claims as if their process had died. */
  endClaims(): Promise<void>;
}

/** Opens a database for a test file, emptied before each test. */
export async function openSchedulerBench(): Promise<SchedulerBench> {
  const database = await createTestDatabase();
  const db = openDatabase(database.app, { connections_max: 8 });
  const clock = new ManualClock(START_MS);
  const failures: string[] = [];
  beforeEach(async () => {
    clock.set(START_MS);
    failures.length = 0;
    for (const table of ["jobs", "job_firings", "job_runs", "leases"]) {
      await db.execute(sql.raw(`delete from ${table}`));
    }
  });
  afterAll(async () => {
    await closeDatabase(db);
    await database.drop();
  });
  return {
    db,
    clock,
    failures,
    schedulerOf(...jobs) {
      const definitions = jobs.map((job) => ({
        name: "count",
        description: "Counts",
        run: async () => {},
        ...job,
      }));
      const deps = {
        db,
        clock,
        random: () => 0.5,
        failed: (name: string, error: unknown) =>
          failures.push(`${name}: ${String(error)}`),
      };
      return new Scheduler(deps, definitions);
    },
    async rows(query) {
      return (await db.execute(query)) as unknown as Row[];
    },
    async endClaims() {
      await db.execute(
        sql`update jobs set claimed_until = now() - interval '1 second' where state = 'running'`,
      );
    },
  };
}
