import {
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, epochMs } from "../columns.ts";

/** People who sign in. */
export const users = pgTable("users", {
  id: uuid("id").primaryKey(),
  email: text("email").notNull().unique(),
  password_hash: text("password_hash").notNull(),
  role: text("role").notNull(),
  affiliate_id: integer("affiliate_id"),
  advertiser_id: integer("advertiser_id"),
  created_at: epochMs("created_at").notNull(),
  disabled_at: epochMs("disabled_at"),
});

/** From where users signed in: an IPv4 address, or the 64 bits of an IPv6 one. */
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

/** Sessions, of whose ids only a hash is kept; the camelCase keys are what the session library asks for. */
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
  },
  (table) => [index("sessions_user_id").on(table.userId)],
);

/** API tokens, of which only a hash is kept. */
export const apiTokens = pgTable("api_tokens", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  token_hash: bytes("token_hash").notNull().unique(),
  role: text("role").notNull(),
  affiliate_id: integer("affiliate_id"),
  advertiser_id: integer("advertiser_id"),
  created_at: epochMs("created_at").notNull(),
  expires_at: epochMs("expires_at"),
  revoked_at: epochMs("revoked_at"),
});
