import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { epochMs } from "../columns.ts";
import { users } from "./access.ts";

/** Reports that users asked for once, to ask for them again. */
export const savedReports = pgTable(
  "saved_reports",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    user_id: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** Parameters of `GET /reports` as they were given. */
    query: jsonb("query").$type<Readonly<Record<string, string>>>().notNull(),
    /** Whether all admins and managers see it. */
    shared: boolean("shared").notNull(),
    created_at: epochMs("created_at").notNull(),
    /** `daily`, `weekly` or `monthly`; null where it is only asked for. */
    schedule: text("schedule"),
    hour: integer("hour").notNull().default(8),
    /** Zone of the hour, and of the report's days unless its query has one. */
    timezone: text("timezone").notNull().default("UTC"),
    /** `mail` or `webhook`. */
    send_by: text("send_by").notNull().default("mail"),
    /** When it is sent next; null without a schedule, or if it was stopped. */
    next_at: epochMs("next_at"),
    sent_at: epochMs("sent_at"),
    /** Why it was stopped, or wasn't sent at the last try. */
    failure: text("failure"),
    /** Tries that failed since it was due. */
    failures: integer("failures").notNull().default(0),
    /** When it is tried again after a failure that may pass. */
    retry_at: epochMs("retry_at"),
  },
  (table) => [
    index("saved_reports_user_id").on(table.user_id),
    index("saved_reports_next_at")
      .on(table.next_at)
      .where(sql`next_at is not null`),
  ],
);
