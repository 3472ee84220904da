import { sql } from "drizzle-orm";
import {
  boolean,
  doublePrecision,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { epochMs } from "../columns.ts";

/** Settings of bells that differ from the program's. */
export const bells = pgTable("bells", {
  name: text("name").primaryKey(),
  enabled: boolean("enabled").notNull(),
  threshold: doublePrecision("threshold"),
  window_hours: doublePrecision("window_hours"),
  updated_at: epochMs("updated_at").notNull(),
});

/** Since when the bells watch without a pause: silence of others counts from then. */
export const bellWatch = pgTable("bell_watch", {
  id: integer("id").primaryKey(),
  last_run_at: epochMs("last_run_at").notNull(),
  up_since: epochMs("up_since").notNull(),
});

/** Incidents that the bells found, each from its start to its end. */
export const incidents = pgTable(
  "incidents",
  {
    id: uuid("id").primaryKey(),
    bell: text("bell").notNull(),
    /** The thing it is about, such as `source 7`. */
    subject: text("subject").notNull(),
    text: text("text").notNull(),
    advertiser_id: integer("advertiser_id"),
    campaign_id: integer("campaign_id"),
    affiliate_id: integer("affiliate_id"),
    value: doublePrecision("value"),
    threshold: doublePrecision("threshold"),
    window_hours: doublePrecision("window_hours"),
    opened_at: epochMs("opened_at").notNull(),
    closed_at: epochMs("closed_at"),
  },
  (table) => [
    uniqueIndex("incidents_open")
      .on(table.bell, table.subject)
      .where(sql`closed_at is null`),
    index("incidents_opened_at").on(table.opened_at, table.id),
  ],
);
