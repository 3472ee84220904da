import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, epochMs } from "../columns.ts";

/** Every click, including those sent to the fallback; partitioned by the day in the id. */
export const clicks = pgTable(
  "clicks",
  {
    click_id: bytes("click_id").notNull(),
    clicked_at: epochMs("clicked_at").notNull(),
    campaign_id: integer("campaign_id").notNull(),
    link_id: integer("link_id").notNull(),
    affiliate_id: integer("affiliate_id").notNull(),
    asn: bigint("asn", { mode: "number" }),
    ua_id: bigint("ua_id", { mode: "bigint" }),
    /** Bits: unique, repeat, bot, prefetch, test, data centre. */
    marks: smallint("marks").notNull(),
    pays: boolean("pays").notNull(),
    verdict: text("verdict").notNull(),
    country: text("country"),
    ip: text("ip"),
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
    /** Other link parameters, for `{param:NAME}`. */
    params: jsonb("params").$type<Record<string, string>>(),
    /** Flags: values cut or dropped, and those set by rules. */
    flags: text("flags").array(),
  },
  (table) => [
    primaryKey({
      columns: [table.click_id, table.campaign_id, table.clicked_at],
    }),
    index("clicks_clicked_at").using("brin", table.clicked_at),
    // Affiliates look up their own ids; days from before this index are scanned.
    index("clicks_click_ref")
      .on(table.click_ref)
      .where(sql`click_ref is not null`),
  ],
);

/** Distinct user agents with their parsed device. */
export const userAgents = pgTable("user_agents", {
  ua_id: bigint("ua_id", { mode: "bigint" }).primaryKey(),
  user_agent: text("user_agent").notNull(),
  device: text("device").notNull(),
  os: text("os").notNull(),
  os_version: text("os_version"),
  browser: text("browser").notNull(),
  is_bot: boolean("is_bot").notNull(),
});

/** How far each journal is drained; advanced in the same transaction as the rows. */
export const journalPositions = pgTable("journal_positions", {
  journal: uuid("journal").primaryKey(),
  segment: integer("segment").notNull(),
  byte_offset: bigint("byte_offset", { mode: "number" }).notNull(),
  updated_at: epochMs("updated_at").notNull(),
});

/** The keys that sign click ids, sealed with the network's key. */
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

/** Clicks whose deep link and labels an app has claimed; once each. */
export const clickClaims = pgTable("click_claims", {
  click_id: bytes("click_id").primaryKey(),
  claimed_at: epochMs("claimed_at").notNull(),
});

/**
 * Clicks from before the network moved here, by the ids that their tracker gave out: postbacks with
 * these find them. Each has a row in `clicks` too, until its day is dropped.
 */
export const oldClicks = pgTable(
  "old_clicks",
  {
    old_id: text("old_id").primaryKey(),
    click_id: bytes("click_id").notNull(),
    campaign_id: integer("campaign_id").notNull(),
    clicked_at: epochMs("clicked_at").notNull(),
    /** The move that brought it. */
    move_id: text("move_id").notNull(),
    /** A hash of what its row said: the same id with other content is refused. */
    content: bytes("content").notNull(),
  },
  (table) => [
    uniqueIndex("old_clicks_click_id").on(table.click_id),
    index("old_clicks_move_id").on(table.move_id, table.old_id),
  ],
);

/** Links in other systems' forms that led nowhere, the most frequent and the latest of each form. */
export const unresolvedLinks = pgTable(
  "unresolved_links",
  {
    no: integer("no").primaryKey().generatedAlwaysAsIdentity(),
    form: text("form").notNull(),
    /** As the link names what it means. */
    id: text("id").notNull(),
    count: integer("count").notNull(),
    first_seen_at: epochMs("first_seen_at").notNull(),
    last_seen_at: epochMs("last_seen_at").notNull(),
    /** The path and query of the last one. */
    example: text("example").notNull(),
  },
  (table) => [uniqueIndex("unresolved_links_form_id").on(table.form, table.id)],
);
