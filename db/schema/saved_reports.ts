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
  },
  (table) => [index("saved_reports_user_id").on(table.user_id)],
);
