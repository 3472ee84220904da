import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Actor } from "../actor.ts";
import { epochMs } from "../columns.ts";

/** The state of a job. Finished jobs are only kept if they are tasks. */
export type JobState = "waiting" | "running" | "done" | "failed" | "cancelled";

/** Durable work: a row exists until the work is done, and for tasks a while longer. */
export const jobs = pgTable(
  "jobs",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    /**
     * At most one job per name and key waits; while one runs, one more may wait to run after it.
     */
    key: text("key"),
    /** Requested while another with its name and key was running: waits for that one to end. */
    is_after: boolean("is_after").notNull().default(false),
    is_task: boolean("is_task").notNull().default(false),
    state: text("state").$type<JobState>().notNull().default("waiting"),
    priority: integer("priority").notNull().default(0),
    payload: jsonb("payload").notNull(),
    /** Who asked for it; null if the program did. */
    asked_by: jsonb("asked_by").$type<Actor>(),
    due_at: epochMs("due_at").notNull(),
    attempt: integer("attempt").notNull().default(0),
    claim: integer("claim").notNull().default(0),
    claimed_until: epochMs("claimed_until"),
    claimed_at: epochMs("claimed_at"),
    done: bigint("done", { mode: "number" }).notNull().default(0),
    done_at_claim: bigint("done_at_claim", { mode: "number" })
      .notNull()
      .default(0),
    total: bigint("total", { mode: "number" }),
    progress_at: epochMs("progress_at"),
    cursor: jsonb("cursor"),
    result: jsonb("result"),
    last_error: text("last_error"),
    cancel_requested_at: epochMs("cancel_requested_at"),
    started_at: epochMs("started_at"),
    finished_at: epochMs("finished_at"),
    created_at: epochMs("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("jobs_live_key")
      .on(table.name, table.key, table.is_after)
      .where(sql`state in ('waiting', 'running')`),
    index("jobs_turn")
      .on(sql`priority desc`, table.due_at)
      .where(sql`state in ('waiting', 'running')`),
    index("jobs_finished_at")
      .on(table.finished_at)
      .where(sql`finished_at is not null`),
  ],
);

/** Each clock firing, once: two simultaneous leaders do no harm. */
export const jobFirings = pgTable(
  "job_firings",
  {
    name: text("name").notNull(),
    scheduled_for: epochMs("scheduled_for").notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.scheduled_for] })],
);

/** The last run of each job. */
export const jobRuns = pgTable("job_runs", {
  name: text("name").primaryKey(),
  last_started_at: epochMs("last_started_at").notNull(),
  last_duration_ms: integer("last_duration_ms").notNull(),
  last_error: text("last_error"),
});

/** Leases of leaders; they expire by the database's clock. */
export const leases = pgTable("leases", {
  name: text("name").primaryKey(),
  holder: text("holder").notNull(),
  leased_until: epochMs("leased_until").notNull(),
});
