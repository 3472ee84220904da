import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, epochMs, micros } from "../columns.ts";

const account = (name: string) =>
  micros(name)
    .notNull()
    .default(sql`0`);

/**
 * One booking per row in a fixed form: debits are positive, credits negative, and Postgres refuses
 * rows that don't sum to zero. Immutable: the program's role may only insert and read.
 */
export const ledgerTransactions = pgTable(
  "ledger_transactions",
  {
    campaign_id: integer("campaign_id").notNull(),
    id: uuid("id").notNull(),
    booked_at: epochMs("booked_at").notNull(),
    /**
     * The subject: `(conversion_id, version, kind)` is unique. Entries about no conversion use an
     * id of their own.
     */
    conversion_id: uuid("conversion_id").notNull(),
    version: integer("version").notNull(),
    kind: text("kind").notNull(),
    /** SHA-256 of the booking: the same key with other content is a conflict. */
    content: bytes("content").notNull(),
    /** The entry this one corrects or belongs to. */
    origin_id: uuid("origin_id"),
    reason: text("reason"),
    currency: text("currency").notNull(),
    /** When its payable amount becomes payable. */
    payable_from: epochMs("payable_from"),
    /** The exchange rate used. */
    rate_id: integer("rate_id"),
    /** Pricing: the version of the goal's prices, the price that replaced them, its tier. */
    rule_version: integer("rule_version"),
    goal_payout_id: integer("goal_payout_id"),
    tier_step: integer("tier_step"),
    advertiser_id: integer("advertiser_id"),
    affiliate_id: integer("affiliate_id"),
    receivable_pending_micros: account("receivable_pending_micros"),
    receivable_micros: account("receivable_micros"),
    payable_pending_micros: account("payable_pending_micros"),
    payable_micros: account("payable_micros"),
    margin_pending_micros: account("margin_pending_micros"),
    margin_micros: account("margin_micros"),
    cash_micros: account("cash_micros"),
    variance_micros: account("variance_micros"),
    fx_micros: account("fx_micros"),
  },
  (table) => [
    index("ledger_transactions_id").on(table.id),
    primaryKey({
      columns: [
        table.campaign_id,
        table.conversion_id,
        table.version,
        table.kind,
      ],
    }),
    index("ledger_transactions_advertiser").on(
      table.advertiser_id,
      table.currency,
      table.id,
    ),
    index("ledger_transactions_affiliate").on(
      table.affiliate_id,
      table.currency,
      table.id,
    ),
    // Holds, by index-only scan.
    index("ledger_transactions_holds")
      .on(
        table.affiliate_id,
        table.payable_from,
        table.currency,
        table.payable_micros,
        table.id,
      )
      .where(sql`payable_from > booked_at`),
    // The few manual ones, by conversion_id, which is derived from their idempotency key.
    index("ledger_transactions_adjustments")
      .on(table.conversion_id)
      .where(sql`kind in ('bonus', 'advance', 'write_off', 'correction')`),
    check(
      "ledger_transactions_balanced",
      sql`${table.receivable_pending_micros} + ${table.receivable_micros} + ${table.payable_pending_micros} + ${table.payable_micros} + ${table.margin_pending_micros} + ${table.margin_micros} + ${table.cash_micros} + ${table.variance_micros} + ${table.fx_micros} = 0`,
    ),
    check(
      "ledger_transactions_not_empty",
      sql`${table.receivable_pending_micros} <> 0 or ${table.receivable_micros} <> 0 or ${table.payable_pending_micros} <> 0 or ${table.payable_micros} <> 0 or ${table.margin_pending_micros} <> 0 or ${table.margin_micros} <> 0 or ${table.cash_micros} <> 0 or ${table.variance_micros} <> 0 or ${table.fx_micros} <> 0`,
    ),
  ],
);
