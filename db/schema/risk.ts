import { sql } from "drizzle-orm";
import {
  boolean,
  doublePrecision,
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
import { epochMs } from "../columns.ts";
import { campaigns } from "./campaigns.ts";

/** A reason for suspicion, with what it rests on. */
export interface StoredReason {
  code: string;
  weight: number;
  found: string;
  expected: string;
  evidence: readonly { name: string; value: string | number }[];
}

/** The customer as the sender tells, in short names, as there is one for many conversions. */
export interface StoredCustomer {
  /** Country, system, bot, data centre. */
  c?: string;
  o?: string;
  b?: true;
  d?: true;
}

/** How a conversion would be without what was done to it for its risk; amounts are micros as text. */
export interface StoredOtherwise {
  status: "pending" | "approved";
  reason: string | null;
  /** When it would approve itself, if pending. */
  auto_approve_at: number | null;
  /** Its money, where it has none now; null where it keeps it, or it waits for an exchange rate. */
  money: {
    amount: string | null;
    revenue: string;
    payout: string;
    /** The part of the amount that was given back; missing: none. */
    refunded?: string;
  } | null;
  /** It was ended, so that its click may have others of its goal instead. */
  is_unmade?: true;
  /** Its caps had room for it, but it takes none while it is ended. */
  is_uncounted?: true;
}

/** The suspicions of conversions. One without a row is clear, with no reason. */
export const conversionRisks = pgTable(
  "conversion_risks",
  {
    campaign_id: integer("campaign_id").notNull(),
    conversion_id: uuid("conversion_id").notNull(),
    affiliate_id: integer("affiliate_id").notNull(),
    recorded_at: epochMs("recorded_at").notNull(),
    score: smallint("score").notNull(),
    verdict: text("verdict").notNull(),
    reasons: jsonb("reasons").$type<StoredReason[]>().notNull(),
    scored_at: epochMs("scored_at").notNull(),
    customer: jsonb("customer").$type<StoredCustomer>(),
    /** The status that a rule gave it as it was recorded: `pending` or `reject`; null: none. */
    action: text("action"),
    /** Set while it is left out of payment runs. */
    held_at: epochMs("held_at"),
    /** The last decision of a person about it; what it says stands against later scores. */
    decision_id: uuid("decision_id"),
    /** `clear` or `fraud`. */
    decided: text("decided"),
    /** Ids of the decisions before that one, the oldest first. */
    earlier_ids: uuid("earlier_ids").array(),
    /** Null unless its status is what a rule or a decision made of it. */
    otherwise: jsonb("otherwise").$type<StoredOtherwise>(),
  },
  (table) => [
    primaryKey({ columns: [table.campaign_id, table.conversion_id] }),
    index("conversion_risks_held")
      .on(table.affiliate_id, table.campaign_id)
      .where(sql`held_at is not null`),
    // People look at what isn't clear, newest first.
    index("conversion_risks_suspected")
      .on(table.recorded_at, table.affiliate_id)
      .where(sql`verdict <> 'clear'`),
    index("conversion_risks_decided")
      .on(table.decision_id)
      .where(sql`decision_id is not null`),
  ],
);

/** How groups of conversions stand out from the others of their offer, as of the last comparison. */
export const riskFindings = pgTable(
  "risk_findings",
  {
    campaign_id: integer("campaign_id").notNull(),
    affiliate_id: integer("affiliate_id").notNull(),
    /** `""`: all of the affiliate in the campaign; else `source:…`, or `sub1:…` to `sub5:…`. */
    part: text("part").notNull(),
    code: text("code").notNull(),
    p_value: doublePrecision("p_value").notNull(),
    hits: integer("hits").notNull(),
    sample: integer("sample").notNull(),
    usual: doublePrecision("usual").notNull(),
    share_low: doublePrecision("share_low").notNull(),
    unusual: doublePrecision("unusual").notNull(),
    edge_s: integer("edge_s"),
    bins: doublePrecision("bins").array(),
    found_at: epochMs("found_at").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.campaign_id, table.affiliate_id, table.part, table.code],
    }),
  ],
);

/** The usual values of each offer, as of the last comparison. */
export const riskOffers = pgTable("risk_offers", {
  campaign_id: integer("campaign_id").primaryKey(),
  conversions: integer("conversions").notNull(),
  fast_edge_s: integer("fast_edge_s"),
  fast_share: doublePrecision("fast_share"),
  cr: doublePrecision("cr"),
  compared_at: epochMs("compared_at").notNull(),
});

/** From which scores on something happens, and what; one for the network, one for each campaign. */
export const riskRules = pgTable(
  "risk_rules",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    campaign_id: integer("campaign_id").references(() => campaigns.id),
    watch_score: smallint("watch_score").notNull(),
    hold_score: smallint("hold_score").notNull(),
    /** `flag`, `pending` or `reject`. */
    action: text("action").notNull(),
    /** Percent of a code's weight that counts. */
    weights: jsonb("weights").$type<Record<string, number>>().notNull(),
    enabled: boolean("enabled").notNull().default(true),
    created_at: epochMs("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("risk_rules_campaign").on(
      sql`coalesce(${table.campaign_id}, 0)`,
    ),
  ],
);

/** The decisions of people about suspected conversions, all alike at once, and why. */
export const riskDecisions = pgTable("risk_decisions", {
  id: uuid("id").primaryKey(),
  decided_at: epochMs("decided_at").notNull(),
  decided_by: text("decided_by").notNull(),
  /** `clear` or `fraud`. */
  decision: text("decision").notNull(),
  why: text("why").notNull(),
  filter: jsonb("filter").$type<Record<string, unknown>>().notNull(),
  conversions: integer("conversions").notNull(),
});
