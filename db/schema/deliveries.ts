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
import { bytes, epochMs, headerLines, micros } from "../columns.ts";
import type { SealedSecret } from "./sources.ts";

/** The settings of an endpoint that tells an ad platform of conversions. */
export interface AdSettings {
  /** The pixel, data set or ad account that they count for. */
  account: string;
  /** Its name for the event, for each goal: `lead=Lead, Purchase`. */
  event: string;
  /** The amount that is told as the worth of an event. */
  value: "payout" | "sale_amount" | "none";
  /** Whose conversions it is told of: those with its click id, or all. */
  visitors: "clicked" | "all";
  /** The consent of visitors whose click doesn't say. */
  consent: "granted" | "denied" | "unspecified";
  /** The page on which conversions happen. */
  page_url: string | null;
  /** Marks events of a test. */
  test_code: string | null;
  /** The macro that holds its click id, where no parameter of its own does. */
  click_id_in: string | null;
  /** The manager account through which the account is reached. */
  login_account: string | null;
}

/** Where affiliates receive their postbacks. */
export const endpoints = pgTable(
  "endpoints",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    affiliate_id: integer("affiliate_id").notNull(),
    campaign_id: integer("campaign_id"),
    preset: text("preset"),
    method: text("method").notNull().default("GET"),
    url: text("url").notNull(),
    /** Body template of a POST. */
    body: text("body"),
    headers: jsonb("headers")
      .$type<Record<string, string>>()
      .notNull()
      .default({}),
    secrets: jsonb("secrets").$type<SealedSecret[]>().notNull().default([]),
    /** Of an ad platform's. */
    ad: jsonb("ad").$type<AdSettings>(),
    /** The access that the ad platform has given. */
    credential: jsonb("credential").$type<SealedSecret>(),
    statuses: text("statuses").array().notNull(),
    goals: text("goals").array(),
    /** Also use the general endpoints for conversions the campaign's own endpoint doesn't match. */
    also_general: boolean("also_general").notNull().default(false),
    /** Skip a version if a newer one is already waiting. */
    only_final: boolean("only_final").notNull().default(false),
    /** Text the response body must contain to count as success. */
    success_match: text("success_match"),
    send_zero: boolean("send_zero").notNull().default(false),
    rate_per_second: integer("rate_per_second"),
    timeout_s: integer("timeout_s").notNull().default(10),
    age_budget_hours: integer("age_budget_hours").notNull().default(72),
    enabled: boolean("enabled").notNull().default(true),
    disabled_reason: text("disabled_reason"),
    created_at: epochMs("created_at").notNull(),
  },
  (table) => [index("endpoints_affiliate_id").on(table.affiliate_id)],
);

/** Recent health of an endpoint, written by senders. */
export const endpointHealth = pgTable("endpoint_health", {
  endpoint_id: integer("endpoint_id").primaryKey(),
  /** When deliveries began to fail; null if the last attempt succeeded. */
  failing_since: epochMs("failing_since"),
  /** Failed attempts since then. */
  failures: integer("failures").notNull(),
  last_success_at: epochMs("last_success_at"),
  last_failure_at: epochMs("last_failure_at"),
  last_error: text("last_error"),
});

/** Destinations paused by an open circuit breaker. */
export const openBreakers = pgTable("open_breakers", {
  /** Scheme, host and port. */
  origin: text("origin").primaryKey(),
  opened_at: epochMs("opened_at").notNull(),
  probe_at: epochMs("probe_at").notNull(),
  reason: text("reason").notNull(),
});

/** One version of a conversion, to be delivered to one endpoint. */
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

/** The hot queue: pending deliveries only. */
export const deliveryQueue = pgTable(
  "delivery_queue",
  {
    delivery_id: uuid("delivery_id").primaryKey(),
    endpoint_id: integer("endpoint_id").notNull(),
    /** Of its delivery; 0 of an event, null of a row of an earlier version. */
    campaign_id: integer("campaign_id"),
    conversion_id: uuid("conversion_id").notNull(),
    version: integer("version").notNull(),
    due_at: epochMs("due_at").notNull(),
    expires_at: epochMs("expires_at").notNull(),
    attempt: integer("attempt").notNull().default(0),
    /** Counts claims, so that a stale worker can't complete a delivery another has taken over. */
    claim: integer("claim").notNull().default(0),
    claimed_until: epochMs("claimed_until"),
  },
  (table) => [
    // Per-endpoint turns, with retries separate from first attempts.
    index("delivery_queue_turn").on(
      table.endpoint_id,
      sql`(attempt > 0)`,
      table.due_at,
    ),
    index("delivery_queue_order").on(
      table.endpoint_id,
      table.conversion_id,
      table.version,
    ),
    index("delivery_queue_expires_at").on(table.expires_at),
  ],
);

/** Where somebody is told of the network's own events. */
export const webhooks = pgTable(
  "webhooks",
  {
    /** From the same sequence as an endpoint's: the queue and the health hold both. */
    id: integer("id")
      .primaryKey()
      .default(sql`nextval('endpoints_id_seq')`),
    url: text("url").notNull(),
    events: text("events").array().notNull(),
    /** The affiliate whose it is: it is told of its own, cut to its fields. */
    affiliate_id: integer("affiliate_id"),
    /** Only events of this advertiser, or of this campaign. */
    advertiser_id: integer("advertiser_id"),
    campaign_id: integer("campaign_id"),
    secrets: jsonb("secrets").$type<SealedSecret[]>().notNull(),
    enabled: boolean("enabled").notNull().default(true),
    disabled_reason: text("disabled_reason"),
    /** Who answers for it: nothing is sent once that user is disabled. */
    user_id: uuid("user_id"),
    created_at: epochMs("created_at").notNull(),
  },
  (table) => [index("webhooks_affiliate_id").on(table.affiliate_id)],
);

/** An event, to be delivered to one webhook. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: uuid("id").primaryKey(),
    webhook_id: integer("webhook_id").notNull(),
    event_id: uuid("event_id").notNull(),
    state: text("state").notNull(),
    reason: text("reason"),
    attempts: integer("attempts").notNull().default(0),
    created_at: epochMs("created_at").notNull(),
    expires_at: epochMs("expires_at").notNull(),
    settled_at: epochMs("settled_at"),
  },
  (table) => [
    unique("webhook_deliveries_once").on(table.event_id, table.webhook_id),
    index("webhook_deliveries_webhook_id").on(table.webhook_id, table.id),
  ],
);

/** Every attempt, with request and response. Partitioned by the day it began. */
export const deliveryAttempts = pgTable(
  "delivery_attempts",
  {
    delivery_id: uuid("delivery_id").notNull(),
    /** Of its delivery; 0 of an event, null of a row of an earlier version. */
    campaign_id: integer("campaign_id"),
    attempt: integer("attempt").notNull(),
    /** The claim it was made under: attempts of stale workers are kept too. */
    claim: integer("claim").notNull(),
    started_at: epochMs("started_at").notNull(),
    /** Time until the address was resolved and vetted, until the first byte, and in total. */
    lookup_ms: integer("lookup_ms"),
    first_byte_ms: integer("first_byte_ms"),
    duration_ms: integer("duration_ms").notNull(),
    method: text("method").notNull(),
    url: text("url").notNull(),
    headers: headerLines("headers").notNull(),
    body: text("body"),
    remote_address: text("remote_address"),
    http_status: smallint("http_status"),
    response_headers: headerLines("response_headers"),
    response_body: bytes("response_body"),
    error: text("error"),
    succeeded: boolean("succeeded").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.delivery_id,
        table.attempt,
        table.claim,
        table.started_at,
      ],
    }),
  ],
);
