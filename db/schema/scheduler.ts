import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { epochMs } from "../columns.ts";

/** Work that must not be forgotten: a row is there until it has been done. */
export const jobs = pgTable(
  "jobs",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    payload: jsonb("payload").notNull(),
    due_at: epochMs("due_at").notNull(),
    attempt: integer("attempt").notNull().default(0),
    claim: integer("claim").notNull().default(0),
    claimed_until: epochMs("claimed_until"),
    last_error: text("last_error"),
    created_at: epochMs("created_at").notNull(),
  },
  (table) => [index("jobs_due_at").on(table.due_at)],
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
