import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { bytes, epochMs } from "../columns.ts";

/** Every click, also those that went to the fallback. */
export const clicks = pgTable(
  "clicks",
  {
    campaign_id: integer("campaign_id").notNull(),
    click_id: bytes("click_id").notNull(),
    clicked_at: epochMs("clicked_at").notNull(),
    link_id: integer("link_id").notNull(),
    affiliate_id: integer("affiliate_id").notNull(),
    verdict: text("verdict").notNull(),
    pays: boolean("pays").notNull(),
    ip: text("ip"),
    user_agent: text("user_agent"),
    referrer: text("referrer"),
    source: text("source"),
    click_ref: text("click_ref"),
    sub1: text("sub1"),
    sub2: text("sub2"),
    sub3: text("sub3"),
    sub4: text("sub4"),
    sub5: text("sub5"),
    sub6: text("sub6"),
    sub7: text("sub7"),
    sub8: text("sub8"),
    sub9: text("sub9"),
    sub10: text("sub10"),
    /** Other parameters of the link, for `{param:NAME}`. */
    params: jsonb("params").$type<Record<string, string>>(),
    /** What was cut or dropped: `sub1_cut`, `click_ref_dropped`, … */
    flags: text("flags").array().notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.click_id, table.campaign_id] }),
    index("clicks_clicked_at").using("brin", table.clicked_at),
  ],
);

/** The keys that sign click ids, sealed under the network's key. */
export const clickKeys = pgTable("click_keys", {
  key_number: integer("key_number").primaryKey(),
  sealed: bytes("sealed").notNull(),
  published_at: epochMs("published_at").notNull(),
});

/** Which process mints with which node number, and until when. */
export const nodeLeases = pgTable("node_leases", {
  node: integer("node").primaryKey(),
  holder: text("holder").notNull(),
  leased_until: epochMs("leased_until").notNull(),
});
