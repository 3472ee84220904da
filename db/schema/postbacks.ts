import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  pgView,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, epochMs, traceSteps } from "../columns.ts";
import { advertisers, campaigns } from "./campaigns.ts";
import { sources } from "./sources.ts";

/** A verdict that a later judgement took the place of. */
export interface EarlierVerdict {
  judged_at: number;
  http_status: number;
  outcome: string;
  detail: string | null;
  conversion_id: string | null;
}

/** Why a postback's request is not on record whole: it is a stranger's and large, or past its retention. */
export type Cut = "size" | "age";

/** Every postback as it came, with its verdict. `campaign_id` is 0 where none was found. */
export const postbacks = pgTable(
  "postbacks",
  {
    campaign_id: integer("campaign_id").notNull().default(0),
    id: uuid("id").notNull(),
    received_at: epochMs("received_at").notNull(),
    method: text("method").notNull(),
    url: text("url").notNull(),
    headers: jsonb("headers").$type<Record<string, string>>().notNull(),
    body: bytes("body"),
    ip: text("ip"),
    advertiser_id: integer("advertiser_id"),
    affiliate_id: integer("affiliate_id"),
    source_id: integer("source_id"),
    http_status: smallint("http_status").notNull(),
    outcome: text("outcome").notNull(),
    detail: text("detail"),
    click_id: bytes("click_id"),
    order_id: text("order_id"),
    goal_key: text("goal_key"),
    conversion_id: uuid("conversion_id"),
    trace: traceSteps("trace").notNull(),
    /** When it was judged last, where that was not on arrival, and what was said before. */
    judged_at: epochMs("judged_at"),
    earlier: jsonb("earlier").$type<EarlierVerdict[]>(),
    /** Null: the request is on record whole. */
    cut: text("cut").$type<Cut>(),
    /** Past its retention, but it waited for something when that was looked at. */
    is_overdue: boolean("is_overdue"),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.campaign_id] }),
    index("postbacks_click_id").on(table.click_id),
    // Half of all questions begin with an order; many postbacks have none.
    index("postbacks_order_id")
      .on(table.order_id)
      .where(sql`order_id is not null`),
    index("postbacks_received_at").using("brin", table.received_at),
    // Those that a later event may let through.
    index("postbacks_parent_missing")
      .on(table.click_id)
      .where(sql`outcome = 'parent_missing'`),
    index("postbacks_outside_window")
      .on(table.campaign_id, table.id)
      .where(sql`outcome in ('outside_window', 'late_needs_proof')`),
    // How far those that are past their retention have been emptied.
    index("postbacks_past_retention")
      .on(table.id)
      .where(sql`cut = 'age'`),
    index("postbacks_overdue")
      .on(table.id)
      .where(sql`is_overdue`),
  ],
);

/**
 * Refused postbacks that name no click, source or order of ours: one partition a
 * day of arrival, dropped after 30 days, and of a large request its beginning.
 */
export const strangerPostbacks = pgTable(
  "stranger_postbacks",
  {
    id: uuid("id").notNull(),
    received_at: epochMs("received_at").notNull(),
    method: text("method").notNull(),
    url: text("url").notNull(),
    headers: jsonb("headers").$type<Record<string, string>>().notNull(),
    body: bytes("body"),
    ip: text("ip"),
    http_status: smallint("http_status").notNull(),
    outcome: text("outcome").notNull(),
    detail: text("detail"),
    order_id: text("order_id"),
    goal_key: text("goal_key"),
    trace: traceSteps("trace").notNull(),
    cut: text("cut").$type<Cut>(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.received_at] }),
    index("stranger_postbacks_order_id")
      .on(table.order_id)
      .where(sql`order_id is not null`),
  ],
);

/** Both of them as one list. What strangers never name is constant there, so that asking for it passes their days over. */
export const allPostbacks = pgView("all_postbacks", {
  campaign_id: integer("campaign_id").notNull(),
  id: uuid("id").notNull(),
  received_at: epochMs("received_at").notNull(),
  method: text("method").notNull(),
  url: text("url").notNull(),
  headers: jsonb("headers").$type<Record<string, string>>().notNull(),
  body: bytes("body"),
  ip: text("ip"),
  advertiser_id: integer("advertiser_id"),
  affiliate_id: integer("affiliate_id"),
  source_id: integer("source_id"),
  http_status: smallint("http_status").notNull(),
  outcome: text("outcome").notNull(),
  detail: text("detail"),
  click_id: bytes("click_id"),
  order_id: text("order_id"),
  goal_key: text("goal_key"),
  conversion_id: uuid("conversion_id"),
  trace: traceSteps("trace").notNull(),
  judged_at: epochMs("judged_at"),
  earlier: jsonb("earlier").$type<EarlierVerdict[]>(),
  cut: text("cut").$type<Cut>(),
  is_stranger: boolean("is_stranger").notNull(),
}).existing();

/** What an accepted postback has used up: the same nonce with other content is a replay. */
export const postbackNonces = pgTable(
  "postback_nonces",
  {
    advertiser_id: integer("advertiser_id").notNull(),
    nonce: text("nonce").notNull(),
    /** SHA-256 of what was said under it. */
    content: bytes("content").notNull(),
    used_at: epochMs("used_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.advertiser_id, table.nonce] }),
    index("postback_nonces_used_at").on(table.used_at),
  ],
);

/** A time in which events of an earlier time are still taken, with proof. */
export const backfillWindows = pgTable(
  "backfill_windows",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    advertiser_id: integer("advertiser_id")
      .notNull()
      .references(() => advertisers.id),
    campaign_id: integer("campaign_id").references(() => campaigns.id),
    source_id: integer("source_id").references(() => sources.id),
    opens_at: epochMs("opens_at").notNull(),
    closes_at: epochMs("closes_at").notNull(),
    event_from: epochMs("event_from").notNull(),
    event_to: epochMs("event_to").notNull(),
    /** `scheduled`, `open` or `closed`. */
    state: text("state").notNull().default("scheduled"),
    /** Up to which postback those that waited for it have been judged again; null before the first. */
    replayed_to: uuid("replayed_to"),
    replay_done: boolean("replay_done").notNull().default(false),
    report: jsonb("report").$type<Record<string, unknown>>(),
    created_at: epochMs("created_at").notNull(),
  },
  (table) => [index("backfill_windows_advertiser_id").on(table.advertiser_id)],
);
