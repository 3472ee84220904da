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
import { epochMs } from "../columns.ts";

/** How an amount of money follows from an event; amounts and percents are decimal text. */
export type MoneyRule =
  | { type: "fixed"; amount: string }
  | { type: "percent"; percent: string }
  | { type: "percent_of_revenue"; percent: string }
  | { type: "fixed_plus_percent"; amount: string; percent: string }
  | { type: "as_sent" }
  | { type: "none" };

const id = () => integer("id").primaryKey().generatedAlwaysAsIdentity();
const created = () => epochMs("created_at").notNull();

/** Who sells, and pays the network. */
export const advertisers = pgTable("advertisers", {
  id: id(),
  name: text("name").notNull(),
  external_id: text("external_id").unique(),
  plain_postback: text("plain_postback").notNull().default("accept"),
  created_at: created(),
});

/** Who sends visitors, and is paid by the network. */
export const affiliates = pgTable("affiliates", {
  id: id(),
  name: text("name").notNull(),
  email: text("email"),
  external_id: text("external_id").unique(),
  status: text("status").notNull().default("active"),
  created_at: created(),
});

/** What is promoted, and on which terms. */
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
    created_at: created(),
  },
  (table) => [index("campaigns_advertiser_id").on(table.advertiser_id)],
);

/** A step that a campaign pays for; `rule_version` counts the changes of its prices. */
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
    revenue: jsonb("revenue").$type<MoneyRule>().notNull(),
    payout: jsonb("payout").$type<MoneyRule>().notNull(),
    rule_version: integer("rule_version").notNull().default(1),
    created_at: created(),
  },
  (table) => [primaryKey({ columns: [table.campaign_id, table.key] })],
);

/** One affiliate's address for one campaign; neither ever changes. */
export const links = pgTable(
  "links",
  {
    id: id(),
    slug: text("slug").notNull().unique(),
    campaign_id: integer("campaign_id")
      .notNull()
      .references(() => campaigns.id),
    affiliate_id: integer("affiliate_id")
      .notNull()
      .references(() => affiliates.id),
    subs: jsonb("subs").$type<Record<string, string>>().notNull().default({}),
    fallback_url: text("fallback_url"),
    paused: boolean("paused").notNull().default(false),
    created_at: created(),
  },
  (table) => [
    index("links_campaign_id").on(table.campaign_id),
    index("links_affiliate_id").on(table.affiliate_id),
  ],
);

/** One row that counts the changes of the configuration, so that instances can tell when to reload. */
export const configVersion = pgTable(
  "config_version",
  {
    id: integer("id").primaryKey(),
    version: bigint("version", { mode: "number" }).notNull(),
  },
  (table) => [check("config_version_one_row", sql`${table.id} = 1`)],
);
