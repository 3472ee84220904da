import {
  bigint,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, epochMs } from "../columns.ts";

/** Users who can sign in. */
export const users = pgTable("users", {
  id: uuid("id").primaryKey(),
  email: text("email").notNull().unique(),
  name: text("name"),
  password_hash: text("password_hash").notNull(),
  role: text("role").notNull(),
  affiliate_id: integer("affiliate_id"),
  advertiser_id: integer("advertiser_id"),
  /** Parties that a manager is limited to; null is all. */
  affiliate_ids: integer("affiliate_ids").array(),
  advertiser_ids: integer("advertiser_ids").array(),
  created_at: epochMs("created_at").notNull(),
  disabled_at: epochMs("disabled_at"),
});

/** Networks that users signed in from: an IPv4 address, or an IPv6 /64. */
export const signInNetworks = pgTable(
  "sign_in_networks",
  {
    user_id: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    network: text("network").notNull(),
    last_at: epochMs("last_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.user_id, table.network] })],
);

/** Sessions; only a hash of the id is stored. The session library dictates the camelCase keys. */
export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expiresAt: timestamp("expires_at", {
      withTimezone: true,
      mode: "date",
    }).notNull(),
    /** Names it to people; the hash of its id isn't shown. */
    public_id: uuid("public_id").notNull().unique().defaultRandom(),
    /** Null if an older version opened it. */
    created_at: epochMs("created_at"),
    last_seen_at: epochMs("last_seen_at"),
    address: text("address"),
    user_agent: text("user_agent"),
  },
  (table) => [index("sessions_user_id").on(table.userId)],
);

/** API tokens; only a hash is stored. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    token_hash: bytes("token_hash").notNull().unique(),
    role: text("role").notNull(),
    affiliate_id: integer("affiliate_id"),
    advertiser_id: integer("advertiser_id"),
    /** Parties that a manager is limited to; null is all. */
    affiliate_ids: integer("affiliate_ids").array(),
    advertiser_ids: integer("advertiser_ids").array(),
    /** The user whose token it is: it has that user's role and party, and ends with it. */
    user_id: uuid("user_id").references(() => users.id, {
      onDelete: "cascade",
    }),
    /** Null is everything that the role may. */
    scopes: text("scopes").array(),
    created_at: epochMs("created_at").notNull(),
    expires_at: epochMs("expires_at"),
    revoked_at: epochMs("revoked_at"),
    /** To the minute. */
    last_used_at: epochMs("last_used_at"),
  },
  (table) => [index("api_tokens_user_id").on(table.user_id)],
);

/** Invitations of people; only a hash of the link's secret is stored. */
export const invitations = pgTable("invitations", {
  id: uuid("id").primaryKey(),
  token_hash: bytes("token_hash").notNull().unique(),
  email: text("email").notNull(),
  role: text("role").notNull(),
  affiliate_id: integer("affiliate_id"),
  advertiser_id: integer("advertiser_id"),
  /** Parties that a manager is limited to; null is all. */
  affiliate_ids: integer("affiliate_ids").array(),
  advertiser_ids: integer("advertiser_ids").array(),
  created_at: epochMs("created_at").notNull(),
  expires_at: epochMs("expires_at").notNull(),
  accepted_at: epochMs("accepted_at"),
  revoked_at: epochMs("revoked_at"),
  /** The user that it became. */
  user_id: uuid("user_id").references(() => users.id, { onDelete: "set null" }),
});

/** Links to set a new password; only a hash of the link's secret is stored. */
export const passwordResets = pgTable(
  "password_resets",
  {
    id: uuid("id").primaryKey(),
    token_hash: bytes("token_hash").notNull().unique(),
    user_id: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    created_at: epochMs("created_at").notNull(),
    expires_at: epochMs("expires_at").notNull(),
    used_at: epochMs("used_at"),
    /** Set by a later link for the same user. */
    revoked_at: epochMs("revoked_at"),
  },
  (table) => [index("password_resets_user_id").on(table.user_id)],
);

/** Second steps of signing in: an authenticator's secret, and codes for when it is lost. */
export const secondSteps = pgTable("second_steps", {
  user_id: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  secret_sealed: bytes("secret_sealed").notNull(),
  created_at: epochMs("created_at").notNull(),
  /** Null until a first code shows that the authenticator has the secret. */
  confirmed_at: epochMs("confirmed_at"),
  /** Period of the last code that was taken: neither it nor an earlier one is taken again. */
  last_period: bigint("last_period", { mode: "number" }),
  /** Hashes of the recovery codes that weren't used yet. */
  recovery_hashes: text("recovery_hashes").array().notNull(),
});
