import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, epochMs, micros } from "../columns.ts";
import { campaigns } from "./campaigns.ts";

/**
 * Money of a conversion that waits for an exchange rate, in the sender's currency; amounts are
 * micros as text.
 */
export interface HeldMoney {
  /** The status once it is priced, and why. */
  status: "pending" | "approved";
  reason: string | null;
  revenue: string | null;
  payout: string | null;
  refunded: string;
}

/** The facts of an app's install, as they were reported. */
export type InstallFacts = AppleInstall | ReferrerInstall;

/** An install that Apple signed. Its values aren't signed. */
export interface AppleInstall {
  via: "skan" | "aak";
  version: string | null;
  app_id: number;
  ad_network_id: string;
  transaction_id: string;
  source_identifier: string;
  /** The window of the postback, from 0: days 0 to 2, 3 to 7 and 8 to 35. */
  window: number;
  /** The postback data tier that its fields show, from 0; null: not told by them. */
  tier: number | null;
  kind: string;
  interaction: "view" | "click" | null;
  source_app_id: number | null;
  source_domain: string | null;
  marketplace: string | null;
  country: string | null;
  fine: number | null;
  coarse: string | null;
}

/** An install as the app or its server tells it; all times in epoch milliseconds. */
export interface ReferrerInstall {
  via: "referrer";
  package: string | null;
  /** By the device's clock. */
  referrer_click_at: number | null;
  install_begin_at: number | null;
  /** By the store's clock. */
  referrer_click_server_at: number | null;
  install_begin_server_at: number | null;
  install_version: string | null;
  is_instant: boolean | null;
}

/** A conversion's amount in the sender's currency, as one text. */
export const SAID_AMOUNT =
  "coalesce(sent_currency, '') || ' ' || coalesce((case when sent_currency is null then amount_micros else sent_amount_micros end)::text, '')";

/** A conversion's goal and click as one text, a prefix of index keys. */
export const OF_GOAL_AND_CLICK =
  "goal_key || ' ' || encode(click_id, 'hex') || ' '";

/** Conversions identified by neither an order nor their click. */
export const NAMED_BY_NOTHING = "order_id is null and dedupe_key !~~ 'c:%'";

/** A sale, sign-up or install in its current state. */
export const conversions = pgTable(
  "conversions",
  {
    campaign_id: integer("campaign_id").notNull(),
    id: uuid("id").notNull(),
    goal_key: text("goal_key").notNull(),
    /**
     * Postbacks with the same key are the same event: `o:` and the order, or `c:` and the click.
     */
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
    /** The sender's currency and amount, if it differs from ours, and the day's rate used. */
    sent_currency: text("sent_currency"),
    sent_amount_micros: micros("sent_amount_micros"),
    rate_id: integer("rate_id"),
    /** The price in force, if it isn't the goal's own. */
    goal_payout_id: integer("goal_payout_id"),
    /** The reached tier of that price, from 1; null if none. */
    tier_step: integer("tier_step"),
    /** The affiliate's payout in another currency, the network's margin, and the rate used. */
    owed_currency: text("owed_currency"),
    owed_micros: micros("owed_micros"),
    owed_spread_micros: micros("owed_spread_micros"),
    owed_rate_id: integer("owed_rate_id"),
    /** Set while its money waits for an exchange rate. */
    held: jsonb("held").$type<HeldMoney>(),
    /** When it was approved, and when it becomes payable. */
    approved_at: epochMs("approved_at"),
    payable_from: epochMs("payable_from"),
    /** When it was approved for the first time: reports by approval count it there. */
    first_approved_at: epochMs("first_approved_at"),
    /** When a pending one is approved automatically. */
    auto_approve_at: epochMs("auto_approve_at"),
    /** The refunded part of the amount. */
    refunded_micros: micros("refunded_micros")
      .notNull()
      .default(sql`0`),
    rule_version: integer("rule_version").notNull(),
    source_id: integer("source_id"),
    /** The proof given at creation; a change needs at least that. */
    proof: text("proof").notNull().default("none"),
    /** The time of its last change: the signed time, else the proven event time, else arrival. */
    said_at: epochMs("said_at").notNull(),
    /** Statements applied so far, so that repeating one changes nothing. */
    said: text("said").array().notNull(),
    adv: jsonb("adv").$type<Record<string, string>>(),
    flags: text("flags").array().notNull().default([]),
    /** Null unless it is an app's install. */
    install: jsonb("install").$type<InstallFacts>(),
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
    // Whether an order is ours.
    index("conversions_order_id")
      .on(table.order_id)
      .where(sql`order_id is not null`),
    // People ask for a customer's sales, which may be of several clicks.
    index("conversions_customer_id")
      .on(table.customer_id)
      .where(sql`customer_id is not null`),
    // Looks up a click's other conversions: whether a goal has any, in which states, and when the
    // latest was. Never reads them all.
    index("conversions_of_click").on(
      table.campaign_id,
      table.click_id,
      table.goal_key,
      table.status,
      sql`(coalesce(occurred_at, recorded_at))`,
    ),
    // Events without an order are the same by amount or first words, and time. The click's own
    // events (`c:`) are found by key. A single text, so that the planner, which assumes clicks have
    // few rows, doesn't prefer another index.
    index("conversions_same_amount")
      .on(
        sql.raw(`(${OF_GOAL_AND_CLICK} || ${SAID_AMOUNT})`),
        table.occurred_at,
        table.recorded_at,
        table.id,
      )
      .where(sql.raw(NAMED_BY_NOTHING)),
    index("conversions_same_words")
      .on(
        sql.raw(`(${OF_GOAL_AND_CLICK} || said[1])`),
        table.occurred_at,
        table.recorded_at,
        table.id,
      )
      .where(sql.raw(NAMED_BY_NOTHING)),
    index("conversions_id").on(table.id),
    index("conversions_recorded_at").on(table.campaign_id, table.recorded_at),
    // Waiting for an exchange rate.
    index("conversions_held")
      .on(table.campaign_id, table.id)
      .where(sql`held is not null`),
    // Due for automatic approval, by time.
    index("conversions_auto_approve")
      .on(table.auto_approve_at, table.id)
      .where(sql`status = 'pending'`),
  ],
);

/**
 * An affiliate's results for a goal in a period: pending and approved, no tests. Kept only for
 * goals with tiers; affiliate 0 marks a started period.
 */
export const tierCounters = pgTable(
  "tier_counters",
  {
    campaign_id: integer("campaign_id").notNull(),
    goal_key: text("goal_key").notNull(),
    affiliate_id: integer("affiliate_id").notNull(),
    period: text("period").notNull(),
    period_start: epochMs("period_start").notNull(),
    conversions: bigint("conversions", { mode: "bigint" }).notNull(),
    revenue_micros: micros("revenue_micros").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.campaign_id,
        table.goal_key,
        table.affiliate_id,
        table.period,
        table.period_start,
      ],
    }),
  ],
);

/** The history of each conversion: one row per version. */
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
    /**
     * For a change not made by a postback: its origin (`by_hand`, `auto_approve`, …), author and
     * reason.
     */
    origin: text("origin"),
    made_by: text("made_by"),
    why: text("why"),
  },
  (table) => [
    primaryKey({
      columns: [table.campaign_id, table.conversion_id, table.version],
    }),
  ],
);

/** The click of a customer's first event, so that later events need no click id. */
export const customers = pgTable(
  "customers",
  {
    advertiser_id: integer("advertiser_id").notNull(),
    customer_id: text("customer_id").notNull(),
    click_id: bytes("click_id").notNull(),
    first_seen_at: epochMs("first_seen_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.advertiser_id, table.customer_id] }),
  ],
);

/** Rules that hold back or refuse suspicious conversions. */
export const conversionRules = pgTable("conversion_rules", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  campaign_id: integer("campaign_id").references(() => campaigns.id),
  affiliate_id: integer("affiliate_id"),
  field: text("field").notNull(),
  op: text("op").notNull(),
  values: text("values").array().notNull(),
  action: text("action").notNull(),
  reason: text("reason"),
  enabled: boolean("enabled").notNull().default(true),
  created_at: epochMs("created_at").notNull(),
});
