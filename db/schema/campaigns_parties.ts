import { boolean, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { epochMs, micros } from "../columns.ts";

const id = () => integer("id").primaryKey().generatedAlwaysAsIdentity();
const created = () => epochMs("created_at").notNull();

/** Advertisers: they sell, and pay the network. */
export const advertisers = pgTable("advertisers", {
  id: id(),
  name: text("name").notNull(),
  external_id: text("external_id").unique(),
  plain_postback: text("plain_postback").notNull().default("accept"),
  currency: text("currency"),
  timezone: text("timezone"),
  /** Days until an invoice is due. */
  terms_days: integer("terms_days").notNull().default(30),
  tax_id: text("tax_id"),
  created_at: created(),
});

/** Payment schedules of affiliates; without one, payments are made by hand. */
export const PAYMENT_SCHEDULES = [
  "weekly",
  "biweekly",
  "monthly",
  "net15",
  "net30",
] as const;

/** Affiliates: they send visitors, and are paid by the network. */
export const affiliates = pgTable("affiliates", {
  id: id(),
  name: text("name").notNull(),
  email: text("email"),
  external_id: text("external_id").unique(),
  status: text("status").notNull().default("active"),
  /** Their own parameter names, each mapped to ours. */
  param_names: jsonb("param_names")
    .$type<Record<string, string>>()
    .notNull()
    .default({}),
  timezone: text("timezone"),
  payout_currency: text("payout_currency"),
  min_payout_micros: micros("min_payout_micros"),
  /** One of `PAYMENT_SCHEDULES`; null means payment by hand. */
  schedule: text("schedule"),
  payment_method: text("payment_method"),
  tax_id: text("tax_id"),
  payment_hold: boolean("payment_hold").notNull().default(false),
  created_at: created(),
});
