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
import { epochMs } from "../columns.ts";

/** Where a job stands. One that is done is only kept where it is a task. */
export type JobState = "waiting" | "running" | "done" | "failed" | "cancelled";

/** Work that must not be forgotten: a row is there until it has been done, and a task's for a while after. */
export const jobs = pgTable(
  "jobs",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    /** While one of a name and key waits there is no second; while one runs there may be one more, to be run after it. */
    key: text("key"),
    /** It was asked for while another of its name and key had begun: it waits until that one has ended. */
    is_after: boolean("is_after").notNull().default(false),
    is_task: boolean("is_task").notNull().default(false),
    state: text("state").$type<JobState>().notNull().default("waiting"),
    priority: integer("priority").notNull().default(0),
    payload: jsonb("payload").notNull(),
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

/** Each firing of the clock, once: two leaders at a time do no harm. */
export const jobFirings = pgTable(
  "job_firings",
  {
    name: text("name").notNull(),
    scheduled_for: epochMs("scheduled_for").notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.scheduled_for] })],
);

/** How each job did when it last ran. */
export const jobRuns = pgTable("job_runs", {
  name: text("name").primaryKey(),
  last_started_at: epochMs("last_started_at").notNull(),
  last_duration_ms: integer("last_duration_ms").notNull(),
  last_error: text("last_error"),
});

/** Who leads, and until when by the database's clock. */
export const leases = pgTable("leases", {
  name: text("name").primaryKey(),
  holder: text("holder").notNull(),
  leased_until: epochMs("leased_until").notNull(),
});
