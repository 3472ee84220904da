import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { epochMs, micros } from "../columns.ts";
import type { AppSettings, SkanSettings } from "./campaigns_apps.ts";
import { advertisers, affiliates } from "./campaigns_parties.ts";

/** How an amount derives from an event; amounts and percentages are decimal text. */
export type MoneyRule =
  | { type: "fixed"; amount: string }
  | { type: "percent"; percent: string }
  | { type: "percent_of_revenue"; percent: string }
  | { type: "fixed_plus_percent"; amount: string; percent: string }
  | { type: "as_sent" }
  | { type: "none" };

/** Payouts that depend on an affiliate's results in a month or day of the campaign's time zone. */
export interface PayoutTiers {
  by: "count" | "volume";
  period: "day" | "month" | "total";
  /** Ascending; `from` is a count of conversions, or a revenue as decimal text. */
  steps: { from: string; payout: MoneyRule }[];
}

/** Allowed and denied values of one fact; `deny` wins, and an empty `allow` admits everything. */
export interface AllowDeny {
  allow?: string[];
  deny?: string[];
}

/** A campaign's targeting by country, device and operating system. */
export interface Targeting {
  countries?: AllowDeny;
  devices?: AllowDeny;
  os?: AllowDeny;
}

/** An advertiser's file or page that affiliates may use. */
export interface Creative {
  name: string;
  kind: "image" | "video" | "text" | "landing" | "file";
  url: string;
}

/** The visitors a smart link sends to a campaign. */
export interface SmartRules {
  countries?: string[];
  devices?: string[];
  os?: string[];
}

const id = () => integer("id").primaryKey().generatedAlwaysAsIdentity();
const created = () => epochMs("created_at").notNull();

/** Campaigns and their terms. */
export const campaigns = pgTable(
  "campaigns",
  {
    id: id(),
    advertiser_id: integer("advertiser_id")
      .notNull()
      .references(() => advertisers.id),
    name: text("name").notNull(),
    external_id: text("external_id").unique(),
    destination_url: text("destination_url").notNull(),
    click_param: text("click_param").notNull().default("click_id"),
    currency: text("currency").notNull(),
    status: text("status").notNull().default("active"),
    starts_at: epochMs("starts_at"),
    ends_at: epochMs("ends_at"),
    lookback_days: integer("lookback_days").notNull().default(30),
    backfill_days: integer("backfill_days").notNull().default(90),
    min_seconds_to_convert: integer("min_seconds_to_convert")
      .notNull()
      .default(0),
    fallback_url: text("fallback_url"),
    /** IANA time zone; null means the network's. */
    timezone: text("timezone"),
    /** `public`: any active affiliate; `request`, `private`: only approved ones. */
    visibility: text("visibility").notNull().default("public"),
    pass_query: boolean("pass_query").notNull().default(false),
    /** Whether the script on the advertiser's pages keeps nothing before consent. */
    asks_consent: boolean("asks_consent").notNull().default(false),
    deep_link_hosts: text("deep_link_hosts").array().notNull().default([]),
    description: text("description"),
    terms: text("terms"),
    /** Counts changes of `terms`. */
    terms_version: integer("terms_version").notNull().default(1),
    creatives: jsonb("creatives").$type<Creative[]>().notNull().default([]),
    targeting: jsonb("targeting").$type<Targeting>().notNull().default({}),
    /** Treatment of a conversion above a cap: `reject`, `pending`, `unpaid` or `accept`. */
    over_cap: text("over_cap").notNull().default("pending"),
    payout_currency: text("payout_currency"),
    /** Books payouts above the revenue; otherwise they are held as pending. */
    allow_payout_above_revenue: boolean("allow_payout_above_revenue")
      .notNull()
      .default(false),
    /** The network's margin on payouts converted to another currency. */
    fx_spread_percent: text("fx_spread_percent").notNull().default("0"),
    /** Shows affiliates the amount of a sale and the advertiser's own values. */
    share_amount: boolean("share_amount").notNull().default(false),
    /** Shows affiliates the name of the advertiser. */
    show_advertiser: boolean("show_advertiser").notNull().default(true),
    /** While another tracker pays: conversions are recorded, but neither booked nor told to affiliates. */
    shadow: boolean("shadow").notNull().default(false),
    /** Apple's install postbacks; null: none are taken. */
    skan: jsonb("skan").$type<SkanSettings>(),
    /** Its apps; null: it has none. */
    app: jsonb("app").$type<AppSettings>(),
    created_at: created(),
  },
  (table) => [index("campaigns_advertiser_id").on(table.advertiser_id)],
);

/** Steps a campaign pays for; `rule_version` counts price changes. */
export const goals = pgTable(
  "goals",
  {
    campaign_id: integer("campaign_id")
      .notNull()
      .references(() => campaigns.id),
    key: text("key").notNull(),
    position: integer("position").notNull(),
    name: text("name").notNull(),
    is_default: boolean("is_default").notNull().default(false),
    dedupe: text("dedupe").notNull().default("order"),
    default_status: text("default_status").notNull().default("approved"),
    lookback_days: integer("lookback_days"),
    /** The goal the click must have reached before this one. */
    after: text("after"),
    max_per_click: integer("max_per_click"),
    /** Effect of a partial refund on fixed prices: `keep` or `prorate`. */
    fixed_on_refund: text("fixed_on_refund").notNull().default("keep"),
    auto_approve_days: integer("auto_approve_days"),
    hold_days: integer("hold_days").notNull().default(0),
    revenue: jsonb("revenue").$type<MoneyRule>().notNull(),
    payout: jsonb("payout").$type<MoneyRule>().notNull(),
    rule_version: integer("rule_version").notNull().default(1),
    created_at: created(),
  },
  (table) => [primaryKey({ columns: [table.campaign_id, table.key] })],
);

/** Every version of a goal's prices; what was recorded with one keeps it forever. */
export const goalRules = pgTable(
  "goal_rules",
  {
    campaign_id: integer("campaign_id").notNull(),
    goal_key: text("goal_key").notNull(),
    rule_version: integer("rule_version").notNull(),
    revenue: jsonb("revenue").$type<MoneyRule>().notNull(),
    payout: jsonb("payout").$type<MoneyRule>().notNull(),
    created_at: created(),
  },
  (table) => [
    primaryKey({
      columns: [table.campaign_id, table.goal_key, table.rule_version],
    }),
  ],
);

/**
 * Time-limited prices of a goal (`*`: of every goal) for one affiliate or all; the most specific
 * and latest wins. Only the end may change, so that whatever a row priced can be priced by it
 * again.
 */
export const goalPayouts = pgTable(
  "goal_payouts",
  {
    id: id(),
    campaign_id: integer("campaign_id")
      .notNull()
      .references(() => campaigns.id),
    goal_key: text("goal_key").notNull(),
    affiliate_id: integer("affiliate_id"),
    valid_from: epochMs("valid_from"),
    valid_to: epochMs("valid_to"),
    revenue: jsonb("revenue").$type<MoneyRule>(),
    payout: jsonb("payout").$type<MoneyRule>(),
    /** Other payouts, from a count of conversions or a volume of revenue in a period. */
    tiers: jsonb("tiers").$type<PayoutTiers>(),
    created_at: created(),
  },
  (table) => [index("goal_payouts_campaign_id").on(table.campaign_id)],
);

/**
 * Time-limited prices of clicks: per thousand (`cpm`) or each (`cpc`). As in `goal_payouts`, only
 * the end may change.
 */
export const clickPrices = pgTable(
  "click_prices",
  {
    id: id(),
    campaign_id: integer("campaign_id")
      .notNull()
      .references(() => campaigns.id),
    affiliate_id: integer("affiliate_id").references(() => affiliates.id),
    model: text("model").notNull(),
    revenue_micros: micros("revenue_micros").notNull(),
    payout_micros: micros("payout_micros").notNull(),
    /** `unique` clicks, or `all`. */
    counts: text("counts").notNull().default("unique"),
    valid_from: epochMs("valid_from"),
    valid_to: epochMs("valid_to"),
    created_at: created(),
  },
  (table) => [index("click_prices_campaign_id").on(table.campaign_id)],
);

/** An affiliate's link to a campaign; neither ever changes. */
export const links = pgTable(
  "links",
  {
    id: id(),
    slug: text("slug").notNull().unique(),
    /** The operator's own name for it, or that in the tracker it was imported from. */
    external_id: text("external_id").unique(),
    campaign_id: integer("campaign_id")
      .notNull()
      .references(() => campaigns.id),
    affiliate_id: integer("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    subs: jsonb("subs").$type<Record<string, string>>().notNull().default({}),
    fallback_url: text("fallback_url"),
    paused: boolean("paused").notNull().default(false),
    /** Its affiliate can't resume it. */
    paused_by_network: boolean("paused_by_network").notNull().default(false),
    /** Deleted, as far as clicks with its ids allow: paused, and in no list by default. */
    archived: boolean("archived").notNull().default(false),
    /**
     * `plain`, or `smart`: one slug over several campaigns. A smart link's own campaign is its
     * first one and never mints.
     */
    kind: text("kind").notNull().default("plain"),
    deep_link: text("deep_link"),
    param_names: jsonb("param_names")
      .$type<Record<string, string>>()
      .notNull()
      .default({}),
    created_at: created(),
  },
  (table) => [
    index("links_campaign_id").on(table.campaign_id),
    index("links_affiliate_id").on(table.affiliate_id),
  ],
);

/** The campaigns of a smart link, each with the plain link that mints for it. */
export const smartTargets = pgTable(
  "smart_targets",
  {
    link_id: integer("link_id")
      .notNull()
      .references(() => links.id),
    position: integer("position").notNull(),
    campaign_id: integer("campaign_id")
      .notNull()
      .references(() => campaigns.id),
    plain_link_id: integer("plain_link_id")
      .notNull()
      .references(() => links.id),
    weight: integer("weight").notNull(),
    rules: jsonb("rules").$type<SmartRules>().notNull().default({}),
  },
  (table) => [primaryKey({ columns: [table.link_id, table.position] })],
);

/** Approvals: who may run a campaign that requires approval, and who may not. */
export const campaignAffiliates = pgTable(
  "campaign_affiliates",
  {
    campaign_id: integer("campaign_id")
      .notNull()
      .references(() => campaigns.id),
    affiliate_id: integer("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    status: text("status").notNull(),
    reason: text("reason"),
    accepted_terms_version: text("accepted_terms_version"),
    /** Its answers on applying, by question. */
    answers: jsonb("answers").$type<Record<string, string>>(),
    created_at: created(),
    updated_at: epochMs("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.campaign_id, table.affiliate_id] }),
    index("campaign_affiliates_affiliate_id").on(table.affiliate_id),
  ],
);

/** A campaign's destinations, weighted; one with an affiliate is for that affiliate only. */
export const destinations = pgTable(
  "destinations",
  {
    id: id(),
    campaign_id: integer("campaign_id")
      .notNull()
      .references(() => campaigns.id),
    affiliate_id: integer("affiliate_id").references(() => affiliates.id),
    name: text("name"),
    url: text("url").notNull(),
    weight: integer("weight").notNull().default(1),
    paused: boolean("paused").notNull().default(false),
    /** Systems of the visitors it is for; empty: all that no other one is for. */
    os: text("os").array().notNull().default([]),
    created_at: created(),
  },
  (table) => [index("destinations_campaign_id").on(table.campaign_id)],
);

/**
 * Rules that block, divert or flag traffic; without a campaign or an affiliate they apply to all.
 */
export const trafficRules = pgTable("traffic_rules", {
  id: id(),
  campaign_id: integer("campaign_id").references(() => campaigns.id),
  affiliate_id: integer("affiliate_id").references(() => affiliates.id),
  field: text("field").notNull(),
  op: text("op").notNull(),
  values: text("values").array().notNull(),
  action: text("action").notNull(),
  reason: text("reason"),
  paused: boolean("paused").notNull().default(false),
  created_at: created(),
});

/** Limits of a campaign per period; `limit_value` is micros for money, otherwise a whole number. */
export const caps = pgTable(
  "caps",
  {
    id: id(),
    campaign_id: integer("campaign_id")
      .notNull()
      .references(() => campaigns.id),
    affiliate_id: integer("affiliate_id").references(() => affiliates.id),
    goal_key: text("goal_key"),
    sub_name: text("sub_name"),
    sub_value: text("sub_value"),
    metric: text("metric").notNull(),
    period: text("period").notNull(),
    limit_value: micros("limit_value").notNull(),
    over: text("over").notNull().default("fallback"),
    created_at: created(),
  },
  (table) => [index("caps_campaign_id").on(table.campaign_id)],
);

/**
 * Clicks counted against a cap, one row per period; conversions and money are summed from their own
 * tables instead.
 */
export const capCounters = pgTable(
  "cap_counters",
  {
    /** No foreign key: a click stored late must not fail because its cap was deleted. */
    cap_id: integer("cap_id").notNull(),
    period_start: epochMs("period_start").notNull(),
    used: bigint("used", { mode: "number" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.cap_id, table.period_start] })],
);

/** A single row that counts configuration changes, so that instances know when to reload. */
export const configVersion = pgTable(
  "config_version",
  {
    id: integer("id").primaryKey(),
    version: bigint("version", { mode: "number" }).notNull(),
  },
  (table) => [check("config_version_one_row", sql`${table.id} = 1`)],
);
