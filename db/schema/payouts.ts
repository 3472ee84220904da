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
import { epochMs, micros } from "../columns.ts";

const account = (name: string) =>
  micros(name)
    .notNull()
    .default(sql`0`);

/**
 * One booking a row, in one fixed form: debits are positive, credits negative, and
 * Postgres refuses a row that does not add up to zero. Rows are never changed:
 * the role that the program runs as may only insert and read.
 */
export const ledgerTransactions = pgTable(
  "ledger_transactions",
  {
    campaign_id: integer("campaign_id").notNull(),
    id: uuid("id").notNull(),
    booked_at: epochMs("booked_at").notNull(),
    /** What it is about: `(conversion_id, version, kind)` is said once. */
    conversion_id: uuid("conversion_id").notNull(),
    version: integer("version").notNull(),
    kind: text("kind").notNull(),
    currency: text("currency").notNull(),
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
