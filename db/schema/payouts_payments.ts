import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, epochMs, micros } from "../columns.ts";

/** Balances of a party's accounts up to an entry; current balances add the entries after it. */
export const balanceSnapshots = pgTable(
  "balance_snapshots",
  {
    /** `advertiser`, `affiliate` or `network` (then 0). */
    party: text("party").notNull(),
    party_id: integer("party_id").notNull(),
    currency: text("currency").notNull(),
    up_to_id: uuid("up_to_id").notNull(),
    up_to_at: epochMs("up_to_at").notNull(),
    sums: jsonb("sums").$type<Record<string, string>>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.party, table.party_id, table.currency] }),
  ],
);

/** The hash chain over all entries: each link hashes the previous one and a run of entries. */
export const ledgerChain = pgTable("ledger_chain", {
  link: bigint("link", { mode: "number" }).primaryKey(),
  from_id: uuid("from_id").notNull(),
  up_to_id: uuid("up_to_id").notNull(),
  count: integer("count").notNull(),
  hash: bytes("hash").notNull(),
  made_at: epochMs("made_at").notNull(),
});

/**
 * Up to which entry the ledger is complete: no entry with a smaller id can still appear. One row,
 * with id 1.
 */
export const ledgerHorizon = pgTable("ledger_horizon", {
  id: integer("id").primaryKey(),
  /** New entries get a greater id than this. */
  closing_id: uuid("closing_id").notNull(),
  /**
   * Transactions from this one on have seen `closing_id`; null until one has begun after it was
   * written.
   */
  closing_xid: bigint("closing_xid", { mode: "number" }),
  /** Every transaction that could still write an id up to this one has ended. */
  final_id: uuid("final_id").notNull(),
  /** The last entry included in balance snapshots. */
  summed_id: uuid("summed_id").notNull(),
  /** Everything before this time is locked against bookings. */
  open_from: epochMs("open_from").notNull(),
});

/** Closed months; later corrections to them are booked in the open month. */
export const lockedPeriods = pgTable("locked_periods", {
  /** Its first day. */
  month: date("month").primaryKey(),
  locked_at: epochMs("locked_at").notNull(),
  locked_by: text("locked_by").notNull(),
  reason: text("reason"),
});

/** Holds released early. */
export const releasedHolds = pgTable("released_holds", {
  entry_id: uuid("entry_id").primaryKey(),
  released_at: epochMs("released_at").notNull(),
  reason: text("reason").notNull(),
});

/**
 * Daily exchange rates. Rows are immutable: a correction creates a new version of all rates of that
 * day and base.
 */
export const fxRates = pgTable(
  "fx_rates",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    day: date("day").notNull(),
    base: text("base").notNull(),
    quote: text("quote").notNull(),
    /** Units of the quote currency per unit of the base. */
    rate: numeric("rate", { precision: 24, scale: 12 }).notNull(),
    version: integer("version").notNull().default(1),
    source: text("source").notNull(),
    created_at: epochMs("created_at").notNull(),
  },
  (table) => [
    unique("fx_rates_day").on(
      table.day,
      table.base,
      table.quote,
      table.version,
    ),
  ],
);

/**
 * Booked clicks per affiliate and day; a new row whenever more are known. Affiliate 0 marks the day
 * as closed.
 */
export const clickDays = pgTable(
  "click_days",
  {
    campaign_id: integer("campaign_id").notNull(),
    affiliate_id: integer("affiliate_id").notNull(),
    /** In the campaign's time zone. */
    day: date("day").notNull(),
    version: integer("version").notNull(),
    /** The subject of its ledger entries. */
    subject_id: uuid("subject_id").notNull(),
    /** All clicks known by then, and their amounts. */
    clicks: bigint("clicks", { mode: "number" }).notNull(),
    revenue_micros: micros("revenue_micros").notNull(),
    payout_micros: micros("payout_micros").notNull(),
    /** The affiliate's payout in another currency, and the rate used. */
    owed_currency: text("owed_currency"),
    owed_micros: micros("owed_micros"),
    owed_spread_micros: micros("owed_spread_micros"),
    owed_rate_id: integer("owed_rate_id"),
    booked_at: epochMs("booked_at").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.campaign_id,
        table.affiliate_id,
        table.day,
        table.version,
      ],
    }),
  ],
);

/** A run that created payments. */
export const paymentRuns = pgTable("payment_runs", {
  id: uuid("id").primaryKey(),
  currency: text("currency").notNull(),
  up_to: epochMs("up_to").notNull(),
  min_amount_micros: micros("min_amount_micros"),
  only_collected: boolean("only_collected").notNull().default(false),
  created_at: epochMs("created_at").notNull(),
  created_by: text("created_by").notNull(),
  /** For scheduled runs: schedule, time zone, slot and currency. */
  schedule_key: text("schedule_key").unique(),
});

/** A payment to an affiliate: the sum of the entries it claims. */
export const payments = pgTable(
  "payments",
  {
    id: uuid("id").primaryKey(),
    run_id: uuid("run_id").notNull(),
    affiliate_id: integer("affiliate_id").notNull(),
    currency: text("currency").notNull(),
    /** `draft`, `closed`, `paid`, `failed` or `void`. */
    state: text("state").notNull(),
    /** The sum of its entries at closing. */
    entries_micros: micros("entries_micros").notNull(),
    entries_count: integer("entries_count").notNull(),
    /** The amount sent: rounded to the minor unit; the remainder stays in the balance. */
    amount_micros: micros("amount_micros").notNull(),
    /** SHA-256 over its entries in order, once closed. */
    entries_hash: bytes("entries_hash"),
    method: text("method"),
    reference: text("reference"),
    reason: text("reason"),
    created_at: epochMs("created_at").notNull(),
    closed_at: epochMs("closed_at"),
    settled_at: epochMs("settled_at"),
  },
  (table) => [
    unique("payments_once_a_run").on(table.run_id, table.affiliate_id),
    index("payments_affiliate_id").on(table.affiliate_id, table.id),
  ],
);

/** An affiliate's bank details: a sealed JSON object of texts. */
export const paymentDetails = pgTable("payment_details", {
  affiliate_id: integer("affiliate_id").primaryKey(),
  sealed: bytes("sealed").notNull(),
  updated_at: epochMs("updated_at").notNull(),
});

/** Changes of bank details that an affiliate's users asked for; each waits before it counts. */
export const paymentDetailChanges = pgTable(
  "payment_detail_changes",
  {
    id: uuid("id").primaryKey(),
    affiliate_id: integer("affiliate_id").notNull(),
    method: text("method"),
    /** Null once it has ended. */
    sealed: bytes("sealed"),
    /** The user who asked for it. */
    requested_by: uuid("requested_by").notNull(),
    requested_at: epochMs("requested_at").notNull(),
    effective_at: epochMs("effective_at").notNull(),
    /** `pending`, `effective`, `replaced` or `cancelled`. */
    state: text("state").notNull(),
    ended_at: epochMs("ended_at"),
  },
  (table) => [
    uniqueIndex("payment_detail_changes_pending")
      .on(table.affiliate_id)
      .where(sql`state = 'pending'`),
    index("payment_detail_changes_due")
      .on(table.effective_at)
      .where(sql`state = 'pending'`),
  ],
);

/** Which payment pays an entry; at most one. */
export const paymentClaims = pgTable(
  "payment_claims",
  {
    entry_id: uuid("entry_id").primaryKey(),
    /** Of its entry; null of a row of an earlier version. */
    campaign_id: integer("campaign_id"),
    payment_id: uuid("payment_id").notNull(),
  },
  (table) => [index("payment_claims_payment_id").on(table.payment_id)],
);

/** Claims of voided payments. */
export const voidedClaims = pgTable(
  "voided_claims",
  {
    entry_id: uuid("entry_id").notNull(),
    /** Of its entry; null of a row of an earlier version. */
    campaign_id: integer("campaign_id"),
    payment_id: uuid("payment_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.payment_id, table.entry_id] })],
);

/** An invoice to an advertiser: the sum of the entries it claims. */
export const invoices = pgTable(
  "invoices",
  {
    id: uuid("id").primaryKey(),
    number: integer("number").notNull().unique().generatedAlwaysAsIdentity(),
    advertiser_id: integer("advertiser_id").notNull(),
    currency: text("currency").notNull(),
    from_at: epochMs("from_at").notNull(),
    to_at: epochMs("to_at").notNull(),
    timezone: text("timezone").notNull(),
    /** `open`, `paid` or `void`. */
    state: text("state").notNull(),
    amount_micros: micros("amount_micros").notNull(),
    received_micros: micros("received_micros").notNull(),
    entries_count: integer("entries_count").notNull(),
    due_at: epochMs("due_at").notNull(),
    created_at: epochMs("created_at").notNull(),
    settled_at: epochMs("settled_at"),
    reason: text("reason"),
  },
  (table) => [index("invoices_advertiser_id").on(table.advertiser_id)],
);

/** Which invoice an entry is on; at most one. */
export const invoiceClaims = pgTable(
  "invoice_claims",
  {
    entry_id: uuid("entry_id").primaryKey(),
    /** Of its entry; null of a row of an earlier version. */
    campaign_id: integer("campaign_id"),
    invoice_id: uuid("invoice_id").notNull(),
  },
  (table) => [index("invoice_claims_invoice_id").on(table.invoice_id)],
);

/** Claims of voided invoices. */
export const voidedInvoiceClaims = pgTable(
  "voided_invoice_claims",
  {
    entry_id: uuid("entry_id").notNull(),
    /** Of its entry; null of a row of an earlier version. */
    campaign_id: integer("campaign_id"),
    invoice_id: uuid("invoice_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.invoice_id, table.entry_id] })],
);

/** Payments received for an invoice. */
export const invoiceReceipts = pgTable(
  "invoice_receipts",
  {
    id: uuid("id").primaryKey(),
    invoice_id: uuid("invoice_id").notNull(),
    amount_micros: micros("amount_micros").notNull(),
    received_on: date("received_on").notNull(),
    reference: text("reference").notNull(),
    entry_id: uuid("entry_id").notNull(),
    created_at: epochMs("created_at").notNull(),
  },
  (table) => [
    unique("invoice_receipts_once").on(table.invoice_id, table.reference),
  ],
);
