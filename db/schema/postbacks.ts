import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  pgView,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, epochMs, traceSteps } from "../columns.ts";
import { campaigns } from "./campaigns.ts";
import { advertisers } from "./campaigns_parties.ts";
import { sources } from "./sources.ts";

/** A verdict that a later one replaced. */
export interface EarlierVerdict {
  judged_at: number;
  http_status: number;
  outcome: string;
  detail: string | null;
  conversion_id: string | null;
}

/** Why a request isn't stored whole: a stranger's large one, or past its retention. */
export type Cut = "size" | "age";

/** Every postback as received, with its verdict. `campaign_id` is 0 if none was found. */
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
    /** The last judgement, if not on arrival, and the earlier verdicts. */
    judged_at: epochMs("judged_at"),
    earlier: jsonb("earlier").$type<EarlierVerdict[]>(),
    /** Null if the request is stored whole. */
    cut: text("cut").$type<Cut>(),
    /** Past its retention, but was still waiting for something at the last check. */
    is_overdue: boolean("is_overdue"),
    /** The customer and, in place of a click of ours, the id that a refused one names. */
    named_customer_id: text("named_customer_id"),
    named_click_ref: text("named_click_ref"),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.campaign_id] }),
    index("postbacks_click_id").on(table.click_id),
    // Half of all queries are by order; many postbacks have none.
    index("postbacks_order_id")
      .on(table.order_id)
      .where(sql`order_id is not null`),
    // Few are refused, and only those have them.
    index("postbacks_named_customer")
      .on(table.named_customer_id)
      .where(sql`named_customer_id is not null`),
    index("postbacks_named_click_ref")
      .on(table.named_click_ref)
      .where(sql`named_click_ref is not null`),
    index("postbacks_received_at").using("brin", table.received_at),
    // May be accepted after a later event.
    index("postbacks_parent_missing")
      .on(table.click_id)
      .where(sql`outcome = 'parent_missing'`),
    // Looked up again at the store.
    index("postbacks_purchase_unknown")
      .on(table.id)
      .where(sql`outcome = 'purchase_unknown'`),
    index("postbacks_outside_window")
      .on(table.campaign_id, table.id)
      .where(sql`outcome in ('outside_window', 'late_needs_proof')`),
    // Marks how far rows past their retention have been emptied.
    index("postbacks_past_retention")
      .on(table.id)
      .where(sql`cut = 'age'`),
    index("postbacks_overdue")
      .on(table.id)
      .where(sql`is_overdue`),
  ],
);

/**
 * Refused postbacks that name no click, source or order of ours. Partitioned by day of arrival,
 * dropped after 30 days; large requests are truncated.
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
    /** The customer and, in place of a click of ours, the id that a refused one names. */
    named_customer_id: text("named_customer_id"),
    named_click_ref: text("named_click_ref"),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.received_at] }),
    index("stranger_postbacks_order_id")
      .on(table.order_id)
      .where(sql`order_id is not null`),
    // Few are refused, and only those have them.
    index("stranger_postbacks_named_customer")
      .on(table.named_customer_id)
      .where(sql`named_customer_id is not null`),
    index("stranger_postbacks_named_click_ref")
      .on(table.named_click_ref)
      .where(sql`named_click_ref is not null`),
  ],
);

/**
 * Both tables combined. Columns that strangers' postbacks never have are constants there, so that
 * filtering by them skips those partitions.
 */
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
  named_customer_id: text("named_customer_id"),
  named_click_ref: text("named_click_ref"),
}).existing();

/** Nonces used by accepted postbacks: the same nonce with other content is a replay. */
export const postbackNonces = pgTable(
  "postback_nonces",
  {
    advertiser_id: integer("advertiser_id").notNull(),
    nonce: text("nonce").notNull(),
    /** SHA-256 of the content sent with it. */
    content: bytes("content").notNull(),
    used_at: epochMs("used_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.advertiser_id, table.nonce] }),
    index("postback_nonces_used_at").on(table.used_at),
  ],
);

/** A window in which older events are accepted, with proof. */
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
    /** The last postback judged again for it; null before the first. */
    replayed_to: uuid("replayed_to"),
    replay_done: boolean("replay_done").notNull().default(false),
    report: jsonb("report").$type<Record<string, unknown>>(),
    created_at: epochMs("created_at").notNull(),
  },
  (table) => [index("backfill_windows_advertiser_id").on(table.advertiser_id)],
);

/** Where postbacks that name no click of ours go on to: the network's, or a source's own. */
export const forwards = pgTable(
  "forwards",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    /** Null: all that come to no source with one of its own. */
    source_id: integer("source_id"),
    url: text("url").notNull(),
    /** It ends once the old tracker has taken nothing for as long. */
    stop_after_days: integer("stop_after_days").notNull(),
    enabled: boolean("enabled").notNull(),
    /** When it was last switched on. */
    enabled_at: epochMs("enabled_at").notNull(),
    disabled_reason: text("disabled_reason"),
    created_at: epochMs("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("forwards_source_id").on(sql`coalesce(${table.source_id}, 0)`),
  ],
);

/** How often a forward was answered so far. */
export const forwardUses = pgTable("forward_uses", {
  forward_id: integer("forward_id").primaryKey(),
  /** Answered with a 2xx, answered otherwise, and never answered. */
  taken: bigint("taken", { mode: "number" }).notNull(),
  refused: bigint("refused", { mode: "number" }).notNull(),
  expired: bigint("expired", { mode: "number" }).notNull(),
  last_taken_at: epochMs("last_taken_at"),
});

/** Postbacks that go on to the old tracker, with its answers. */
export const forwardedPostbacks = pgTable(
  "forwarded_postbacks",
  {
    postback_id: uuid("postback_id").primaryKey(),
    forward_id: integer("forward_id").notNull(),
    received_at: epochMs("received_at").notNull(),
    /** The request, sealed; null once it is settled. */
    sealed: bytes("sealed"),
    state: text("state").notNull(),
    due_at: epochMs("due_at").notNull(),
    expires_at: epochMs("expires_at").notNull(),
    attempts: integer("attempts").notNull(),
    /** Counts claims, so that a stale worker can't settle what another has taken over. */
    claim: integer("claim").notNull(),
    claimed_until: epochMs("claimed_until"),
    http_status: smallint("http_status"),
    answer: text("answer"),
    settled_at: epochMs("settled_at"),
  },
  (table) => [
    index("forwarded_postbacks_due")
      .on(table.due_at)
      .where(sql`settled_at is null`),
    index("forwarded_postbacks_settled")
      .on(table.settled_at)
      .where(sql`settled_at is not null`),
  ],
);
