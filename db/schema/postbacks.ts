import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, epochMs, micros, traceSteps } from "../columns.ts";

/** A verdict that a later judgement took the place of. */
export interface EarlierVerdict {
  judged_at: number;
  http_status: number;
  outcome: string;
  detail: string | null;
  conversion_id: string | null;
}

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
  ],
);

/** One sale, sign-up or install, as it stands now. */
export const conversions = pgTable(
  "conversions",
  {
    campaign_id: integer("campaign_id").notNull(),
    id: uuid("id").notNull(),
    goal_key: text("goal_key").notNull(),
    /** What makes two postbacks the same event: `o:` and the order, or `c:` and the click. */
    dedupe_key: text("dedupe_key").notNull(),
    version: integer("version").notNull(),
    status: text("status").notNull(),
    reason: text("reason"),
    click_id: bytes("click_id").notNull(),
    link_id: integer("link_id").notNull(),
    affiliate_id: integer("affiliate_id").notNull(),
    advertiser_id: integer("advertiser_id").notNull(),
    order_id: text("order_id"),
    customer_id: text("customer_id"),
    currency: text("currency").notNull(),
    amount_micros: micros("amount_micros"),
    revenue_micros: micros("revenue_micros").notNull(),
    payout_micros: micros("payout_micros").notNull(),
    /** What of the amount has been given back. */
    refunded_micros: micros("refunded_micros")
      .notNull()
      .default(sql`0`),
    rule_version: integer("rule_version").notNull(),
    source_id: integer("source_id"),
    /** What its creation had to prove; a change needs at least that. */
    proof: text("proof").notNull().default("none"),
    /** The time of its last change: by its signed time, else its proven event time, else arrival. */
    said_at: epochMs("said_at").notNull(),
    /** What has been said of it so far, so that saying it again changes nothing. */
    said: text("said").array().notNull(),
    adv: jsonb("adv").$type<Record<string, string>>(),
    flags: text("flags").array().notNull().default([]),
    clicked_at: epochMs("clicked_at").notNull(),
    occurred_at: epochMs("occurred_at"),
    recorded_at: epochMs("recorded_at").notNull(),
    updated_at: epochMs("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.campaign_id, table.id] }),
    unique("conversions_same_event").on(
      table.campaign_id,
      table.goal_key,
      table.dedupe_key,
    ),
    index("conversions_click_id").on(table.campaign_id, table.click_id),
    index("conversions_id").on(table.id),
    index("conversions_recorded_at").on(table.campaign_id, table.recorded_at),
  ],
);

/** How each conversion came to be what it is: one row a version. */
export const conversionVersions = pgTable(
  "conversion_versions",
  {
    campaign_id: integer("campaign_id").notNull(),
    conversion_id: uuid("conversion_id").notNull(),
    version: integer("version").notNull(),
    changed_at: epochMs("changed_at").notNull(),
    kind: text("kind").notNull(),
    status: text("status").notNull(),
    reason: text("reason"),
    raw_status: text("raw_status"),
    amount_micros: micros("amount_micros"),
    revenue_micros: micros("revenue_micros").notNull(),
    payout_micros: micros("payout_micros").notNull(),
    postback_id: uuid("postback_id"),
  },
  (table) => [
    primaryKey({
      columns: [table.campaign_id, table.conversion_id, table.version],
    }),
  ],
);

/** Where an affiliate wants to be told. */
export const endpoints = pgTable(
  "endpoints",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    affiliate_id: integer("affiliate_id").notNull(),
    campaign_id: integer("campaign_id"),
    url: text("url").notNull(),
    statuses: text("statuses").array().notNull(),
    goals: text("goals").array(),
    send_zero: boolean("send_zero").notNull().default(false),
    timeout_s: integer("timeout_s").notNull().default(10),
    age_budget_hours: integer("age_budget_hours").notNull().default(72),
    enabled: boolean("enabled").notNull().default(true),
    disabled_reason: text("disabled_reason"),
    created_at: epochMs("created_at").notNull(),
  },
  (table) => [index("endpoints_affiliate_id").on(table.affiliate_id)],
);

/** One version of a conversion that one endpoint is to hear of. */
export const deliveries = pgTable(
  "deliveries",
  {
    id: uuid("id").primaryKey(),
    endpoint_id: integer("endpoint_id").notNull(),
    campaign_id: integer("campaign_id").notNull(),
    affiliate_id: integer("affiliate_id").notNull(),
    conversion_id: uuid("conversion_id").notNull(),
    version: integer("version").notNull(),
    status: text("status").notNull(),
    payout_micros: micros("payout_micros").notNull(),
    currency: text("currency").notNull(),
    state: text("state").notNull(),
    reason: text("reason"),
    attempts: integer("attempts").notNull().default(0),
    created_at: epochMs("created_at").notNull(),
    expires_at: epochMs("expires_at").notNull(),
    settled_at: epochMs("settled_at"),
  },
  (table) => [
    unique("deliveries_once").on(
      table.endpoint_id,
      table.conversion_id,
      table.version,
    ),
    index("deliveries_conversion_id").on(table.conversion_id),
  ],
);

/** The hot queue: only what is still to be sent. */
export const deliveryQueue = pgTable(
  "delivery_queue",
  {
    delivery_id: uuid("delivery_id").primaryKey(),
    endpoint_id: integer("endpoint_id").notNull(),
    conversion_id: uuid("conversion_id").notNull(),
    version: integer("version").notNull(),
    due_at: epochMs("due_at").notNull(),
    attempt: integer("attempt").notNull().default(0),
    /** Counts the claims, so that a stale worker can't finish what another has taken over. */
    claim: integer("claim").notNull().default(0),
    claimed_until: epochMs("claimed_until"),
  },
  (table) => [
    index("delivery_queue_due_at").on(table.due_at),
    index("delivery_queue_order").on(
      table.endpoint_id,
      table.conversion_id,
      table.version,
    ),
  ],
);

/** Every try, with what was sent and what came back. */
export const deliveryAttempts = pgTable(
  "delivery_attempts",
  {
    delivery_id: uuid("delivery_id").notNull(),
    attempt: integer("attempt").notNull(),
    /** The claim under which it was made: a try of a stale worker is kept too. */
    claim: integer("claim").notNull(),
    started_at: epochMs("started_at").notNull(),
    duration_ms: integer("duration_ms").notNull(),
    method: text("method").notNull(),
    url: text("url").notNull(),
    headers: jsonb("headers").$type<Record<string, string>>().notNull(),
    remote_address: text("remote_address"),
    http_status: smallint("http_status"),
    response_headers: jsonb("response_headers").$type<Record<string, string>>(),
    response_body: bytes("response_body"),
    error: text("error"),
    succeeded: boolean("succeeded").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.delivery_id, table.attempt, table.claim] }),
  ],
);
