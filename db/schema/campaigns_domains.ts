import { sql } from "drizzle-orm";
import {
  boolean,
  integer,
  pgTable,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { epochMs } from "../columns.ts";

/** Domains that lead to the tracker: where a link that leads nowhere on one of them ends. */
export const domains = pgTable(
  "domains",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    /** In lower case and ASCII, without a port. */
    host: text("host").notNull().unique(),
    fallback_url: text("fallback_url"),
    /** Whether links are shown with it. */
    is_default: boolean("is_default").notNull().default(false),
    status: text("status").notNull().default("active"),
    created_at: epochMs("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("domains_one_default")
      .on(table.is_default)
      .where(sql`is_default`),
  ],
);
