import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { epochMs } from "../columns.ts";
import { advertisers } from "./campaigns_parties.ts";

/** The meaning of a sender's status word. */
export interface StatusMeaning {
  /** A state, or `ignore`. */
  status: "pending" | "approved" | "rejected" | "reversed" | "ignore";
  goal?: string;
  mode?: "add" | "change" | "upsert";
}

/** A secret at rest: sealed with the key file, identified by its id. */
export interface SealedSecret {
  id: string;
  /** Output of `seal`, in base64. */
  sealed: string;
  created_at: number;
}

/** A key or token that was replaced, and is still taken for a while. */
export interface ReplacedSecret {
  /** Binds the sealed text, as that of the secret it was. */
  id: string | null;
  sealed: string;
  valid_until: number;
}

/** The settings of an app in a store; what is absent is the default. */
export interface StoreFields {
  bundle_ids?: string[];
  app_apple_id?: number | null;
  package_names?: string[];
  push_email?: string | null;
  audience?: string | null;
  sandbox?: boolean;
}

/** Senders of an advertiser's postbacks: how to parse them, and the proof required. */
export const sources = pgTable(
  "sources",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    advertiser_id: integer("advertiser_id")
      .notNull()
      .references(() => advertisers.id),
    name: text("name").notNull(),
    /**
     * The random part of its own address, in clear: only in rows of earlier versions, until the
     * tracker starts.
     */
    key: text("key"),
    /** The same, sealed, and its keyed hash. */
    key_sealed: text("key_sealed"),
    key_hash: text("key_hash").unique(),
    /** The key before, until it is no longer taken. */
    old_key: jsonb("old_key").$type<ReplacedSecret>(),
    is_default: boolean("is_default").notNull().default(false),
    preset: text("preset"),
    /** Our names, each with the sender's alternatives in order. */
    mapping: jsonb("mapping")
      .$type<Record<string, string[]>>()
      .notNull()
      .default({}),
    goal_map: jsonb("goal_map")
      .$type<Record<string, string>>()
      .notNull()
      .default({}),
    status_map: jsonb("status_map")
      .$type<Record<string, StatusMeaning>>()
      .notNull()
      .default({}),
    secrets: jsonb("secrets").$type<SealedSecret[]>().notNull().default([]),
    token: jsonb("token").$type<SealedSecret>(),
    old_token: jsonb("old_token").$type<ReplacedSecret>(),
    require: text("require").notNull().default("token"),
    allow_ips: text("allow_ips").array().notNull().default([]),
    enforce: boolean("enforce").notNull().default(true),
    drift_seconds: integer("drift_seconds").notNull().default(300),
    timezone: text("timezone").notNull().default("UTC"),
    currency: text("currency"),
    amount_unit: text("amount_unit").notNull().default("major"),
    decimal_comma: boolean("decimal_comma").notNull().default(false),
    amount_updates: boolean("amount_updates").notNull().default(false),
    reversal_amount: text("reversal_amount"),
    reinstate: boolean("reinstate").notNull().default(false),
    /** Whether pages may report sales that nobody proves. */
    pixel: boolean("pixel").notNull().default(false),
    /** Whether pages ever could: their reports become sales when those are proven. */
    had_pixel: boolean("had_pixel").notNull().default(false),
    answer: text("answer"),
    rate_per_second: integer("rate_per_second"),
    /** Of a source for a store's notifications. */
    store: jsonb("store").$type<StoreFields>(),
    /** The key file with which Google Play's purchases are looked up. */
    service_account: jsonb("service_account").$type<SealedSecret>(),
    created_at: epochMs("created_at").notNull(),
  },
  (table) => [
    index("sources_advertiser_id").on(table.advertiser_id),
    uniqueIndex("sources_one_default")
      .on(table.advertiser_id)
      .where(sql`is_default`),
  ],
);

/** Links by which anybody reads a source's sheet, until withdrawn. */
export const sheetLinks = pgTable(
  "sheet_links",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    source_id: integer("source_id")
      .notNull()
      .references(() => sources.id),
    /** SHA-256 of the token; the token itself is shown once. */
    token_hash: text("token_hash").notNull().unique(),
    created_at: epochMs("created_at").notNull(),
  },
  (table) => [index("sheet_links_source_id").on(table.source_id)],
);

/** Postbacks per source, outcome and hour, with the last one. Source 0 is the plain address. */
export const postbackCounts = pgTable(
  "postback_counts",
  {
    hour: epochMs("hour").notNull(),
    advertiser_id: integer("advertiser_id").notNull(),
    source_id: integer("source_id").notNull(),
    outcome: text("outcome").notNull(),
    count: integer("count").notNull(),
    last_at: epochMs("last_at").notNull(),
    last_id: uuid("last_id").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.hour,
        table.advertiser_id,
        table.source_id,
        table.outcome,
      ],
    }),
  ],
);

/** Status words and parameters that a source sent but no mapping covers. */
export const unmappedSeen = pgTable(
  "unmapped_seen",
  {
    source_id: integer("source_id").notNull(),
    /** `parameter`, `status` or `goal`. */
    kind: text("kind").notNull(),
    word: text("word").notNull(),
    count: integer("count").notNull(),
    last_at: epochMs("last_at").notNull(),
    last_id: uuid("last_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.source_id, table.kind, table.word] }),
  ],
);
