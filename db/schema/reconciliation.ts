import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
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
import { bytes, epochMs, micros } from "../columns.ts";

/** How a statement's columns are read; columns are named by header, or `#3` without one. */
export interface StatementMapping {
  format: "csv" | "json" | "ndjson";
  encoding?:
    "utf-8" | "utf-16le" | "utf-16be" | "windows-1251" | "windows-1252";
  delimiter?: string;
  has_header?: boolean;
  /** Line of the header in the file, from 1; earlier lines are skipped. */
  header_row?: number;
  /** Our field to their column. */
  columns: Partial<Record<StatementField, string>>;
  /** The column with the time of day, if `occurred_at` has only the date. */
  time_column?: string | null;
  decimal_comma?: boolean;
  /** Order of date parts, if the format is ambiguous. */
  date_order?: "ymd" | "dmy" | "mdy";
  /** Their word to our state, or `ignore`. */
  status_map?: Record<string, string>;
  /** Default currency, if there is no column. */
  currency?: string;
  /** Default state, if there is no column. */
  default_status?: string;
  /** Flag columns that end the sale when set, whatever its status says. */
  ended?: Record<string, "rejected" | "reversed">;
}

/** Fields a statement row can have. */
export type StatementField =
  | "click_id"
  | "order_id"
  | "conversion_id"
  | "customer_id"
  | "goal"
  | "campaign"
  | "affiliate"
  | "link"
  | "status"
  | "amount"
  | "revenue"
  | "payout"
  | "currency"
  | "occurred_at"
  | "reason";

/** The guessed meaning of a column, and why. */
export interface ColumnProposal {
  column: string;
  field: StatementField | "ended" | "time_column" | null;
  /** From 0 to 1. */
  confidence: number;
  why: string;
  examples: string[];
}

/** The result of reading a statement's rows with a mapping. */
export interface StatementReading {
  rows: number;
  /** Unreadable rows. */
  problems: number;
  /** Number and date formats, determined from all rows. */
  decimal_comma: boolean;
  date_order: "ymd" | "dmy" | "mdy";
  /** Formats no row settles: the mapping must state them. */
  undecided: ("decimal_comma" | "date_order")[];
  /** Values in the click id column that we didn't sign. */
  foreign_click_ids: number;
  /** Amounts with more than six decimals. */
  rounded_amounts: number;
  /** Unknown status words, with their counts. */
  unknown_statuses: Record<string, number>;
}

/** A statement's time offset, money scale and currency, with the evidence. */
export interface StatementFrame {
  /** Minutes to subtract from their times to get UTC. */
  offset_minutes: number;
  /** Divisor of their amounts: 1, or 100 if they are in cents. */
  money_divisor: number;
  /** Which of our amounts theirs are compared with. */
  basis: "revenue" | "amount" | "payout";
  currency: string | null;
  /** Whether the data settles everything; otherwise it needs confirmation. */
  is_clear: boolean;
  evidence: Record<string, unknown>;
}

/**
 * Tolerated differences; amounts (in the currency in question) and percentages are decimal text.
 */
export interface Tolerance {
  row_amount?: string;
  row_percent?: string;
  statement_amount?: string;
  statement_percent?: string;
}

/** A received statement, by its hash; its bytes are in `statement_parts` and never change. */
export const statements = pgTable(
  "statements",
  {
    id: uuid("id").primaryKey(),
    advertiser_id: integer("advertiser_id").notNull(),
    sha256: bytes("sha256").notNull(),
    byte_count: bigint("byte_count", { mode: "number" }).notNull(),
    file_name: text("file_name"),
    content_type: text("content_type"),
    received_at: epochMs("received_at").notNull(),
    received_by: text("received_by").notNull(),
  },
  (table) => [
    uniqueIndex("statements_same_file").on(table.advertiser_id, table.sha256),
  ],
);

/** The bytes of a statement, in chunks. */
export const statementParts = pgTable(
  "statement_parts",
  {
    statement_id: uuid("statement_id").notNull(),
    part: integer("part").notNull(),
    bytes: bytes("bytes").notNull(),
  },
  (table) => [primaryKey({ columns: [table.statement_id, table.part] })],
);

/** Confirmed mappings of an advertiser's statements by header; the latest applies. */
export const statementMappings = pgTable(
  "statement_mappings",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    advertiser_id: integer("advertiser_id").notNull(),
    /** The folded column names. */
    header_key: text("header_key").notNull(),
    mapping: jsonb("mapping").$type<StatementMapping>().notNull(),
    confirmed_at: epochMs("confirmed_at").notNull(),
    confirmed_by: text("confirmed_by").notNull(),
  },
  (table) => [
    index("statement_mappings_header").on(
      table.advertiser_id,
      table.header_key,
      table.id,
    ),
  ],
);

/** Tolerated differences of an advertiser's statements. */
export const reconciliationTolerances = pgTable("reconciliation_tolerances", {
  advertiser_id: integer("advertiser_id").primaryKey(),
  tolerance: jsonb("tolerance").$type<Tolerance>().notNull(),
  updated_at: epochMs("updated_at").notNull(),
  updated_by: text("updated_by").notNull(),
});

/** A comparison of a statement with our books, or an import of changes. */
export const reconciliations = pgTable(
  "reconciliations",
  {
    id: uuid("id").primaryKey(),
    /** `statement`: compares their data with ours; `import`: changes to conversions. */
    kind: text("kind").notNull().default("statement"),
    advertiser_id: integer("advertiser_id").notNull(),
    /** The advertiser that uploaded an import itself; null for the network. */
    by_advertiser_id: integer("by_advertiser_id"),
    statement_id: uuid("statement_id").notNull(),
    from_at: epochMs("from_at").notNull(),
    to_at: epochMs("to_at").notNull(),
    timezone: text("timezone").notNull(),
    /** The columns of its file, by header. */
    columns: text("columns")
      .array()
      .notNull()
      .default(sql`'{}'`),
    header_key: text("header_key").notNull().default(""),
    /** The guessed meaning of each column on arrival. */
    proposal: jsonb("proposal").$type<ColumnProposal[]>().notNull().default([]),
    mapping: jsonb("mapping").$type<StatementMapping>(),
    /** Counts mappings, so that rows of an older one are never used. */
    mapping_version: integer("mapping_version").notNull().default(1),
    mapping_confirmed: boolean("mapping_confirmed").notNull().default(false),
    /** Null until its rows have been read with the mapping. */
    reading: jsonb("reading").$type<StatementReading>(),
    frame: jsonb("frame").$type<StatementFrame>(),
    frame_confirmed: boolean("frame_confirmed").notNull().default(false),
    tolerance: jsonb("tolerance").$type<Tolerance>().notNull().default({}),
    /** `matching`, `review`, `applied`, `undone` or `failed`. */
    status: text("status").notNull(),
    /** Why it failed, or what it waits for. */
    problem: text("problem"),
    /** Counts and sums of the last matching. */
    totals: jsonb("totals").$type<Record<string, unknown>>(),
    /** The advertiser's previous one for the same time range, for showing what is new. */
    previous_id: uuid("previous_id"),
    created_at: epochMs("created_at").notNull(),
    created_by: text("created_by").notNull(),
    matched_at: epochMs("matched_at"),
  },
  (table) => [
    index("reconciliations_advertiser_id").on(table.advertiser_id, table.id),
    index("reconciliations_statement_id").on(table.statement_id),
  ],
);

/** A statement's rows as read, before applying its frame: times and amounts as written. */
export const statementRows = pgTable(
  "statement_rows",
  {
    reconciliation_id: uuid("reconciliation_id").notNull(),
    /** From 1, not counting the header. */
    row_no: integer("row_no").notNull(),
    cells: text("cells").array().notNull(),
    /**
     * The first 16 bytes of SHA-256 over the cells: the same row in another file has the same key.
     */
    content_key: bytes("content_key").notNull(),
    click_id: bytes("click_id"),
    order_id: text("order_id"),
    conversion_id: text("conversion_id"),
    customer_id: text("customer_id"),
    goal: text("goal"),
    campaign: text("campaign"),
    affiliate: text("affiliate"),
    link: text("link"),
    /** Our state, or `ignore`; null if their word is unknown or missing. */
    status: text("status"),
    raw_status: text("raw_status"),
    reason: text("reason"),
    currency: text("currency"),
    amount_micros: micros("amount_micros"),
    revenue_micros: micros("revenue_micros"),
    payout_micros: micros("payout_micros"),
    /** The time as written, read as UTC unless it names its zone. */
    written_at: epochMs("written_at"),
    has_zone: boolean("has_zone").notNull(),
    /** Why the row is unreadable, and the column at fault. */
    problem: text("problem"),
    problem_column: text("problem_column"),
  },
  (table) => [primaryKey({ columns: [table.reconciliation_id, table.row_no] })],
);

/** Our conversions as compared: those in the window, and their neighbors in time. */
export const reconciliationLines = pgTable(
  "reconciliation_lines",
  {
    reconciliation_id: uuid("reconciliation_id").notNull(),
    conversion_id: uuid("conversion_id").notNull(),
    campaign_id: integer("campaign_id").notNull(),
    version: integer("version").notNull(),
    in_window: boolean("in_window").notNull(),
    affiliate_id: integer("affiliate_id").notNull(),
    goal_key: text("goal_key").notNull(),
    click_id: bytes("click_id").notNull(),
    order_id: text("order_id"),
    customer_id: text("customer_id"),
    status: text("status").notNull(),
    currency: text("currency").notNull(),
    amount_micros: micros("amount_micros"),
    revenue_micros: micros("revenue_micros").notNull(),
    payout_micros: micros("payout_micros").notNull(),
    /** The event's time, as far as known: `occurred_at`, else `recorded_at`. */
    at: epochMs("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.reconciliation_id, table.conversion_id] }),
  ],
);

/**
 * The result of each row and each conversion, exactly once: a match (`class` is null) or a break.
 * Items with both sides were matched by `rule`; one side alone is a row we lack, a conversion they
 * lack, or another part of the group `group_no`. The key is `r` and the row number, or `c` and the
 * conversion id.
 */
export const reconciliationItems = pgTable(
  "reconciliation_items",
  {
    reconciliation_id: uuid("reconciliation_id").notNull(),
    row_no: integer("row_no"),
    conversion_id: uuid("conversion_id"),
    group_no: integer("group_no"),
    /** 1 exact, 2 composite, 3 amount and time, 4 groups, 5 by hand; null if unmatched. */
    tier: smallint("tier"),
    rule: text("rule"),
    score: integer("score"),
    /** Score of the best other candidate; null if there was none. */
    runner_up: integer("runner_up"),
    class: text("class"),
    /** Our counted money and theirs, each in its currency; 0 and null for a missing side. */
    ours_currency: text("ours_currency"),
    ours_micros: micros("ours_micros")
      .notNull()
      .default(sql`0`),
    theirs_currency: text("theirs_currency"),
    theirs_micros: micros("theirs_micros")
      .notNull()
      .default(sql`0`),
    /** The proposed action: `none`, `wait`, `set`, `absorb`, `create`, `reject`, `person`. */
    proposed: text("proposed"),
    /** `matched`, `open`, `applied`, `left`, `undone` or `closed`. */
    state: text("state").notNull(),
    detail: jsonb("detail").$type<Record<string, unknown>>(),
    owner: text("owner"),
    note: text("note"),
    changed_at: epochMs("changed_at"),
    changed_by: text("changed_by"),
  },
  (table) => [
    uniqueIndex("reconciliation_items_row")
      .on(table.reconciliation_id, table.row_no)
      .where(sql`row_no is not null`),
    uniqueIndex("reconciliation_items_conversion")
      .on(table.reconciliation_id, table.conversion_id)
      .where(sql`conversion_id is not null`),
    index("reconciliation_items_breaks")
      .on(table.reconciliation_id, table.class)
      .where(sql`class is not null`),
  ],
);

/** A request to apply some of a reconciliation's breaks; undone as a whole. */
export const reconciliationBatches = pgTable(
  "reconciliation_batches",
  {
    id: uuid("id").primaryKey(),
    reconciliation_id: uuid("reconciliation_id").notNull(),
    /** `applying`, `applied`, `undoing` or `undone`. */
    state: text("state").notNull(),
    /** The requested breaks: their keys, or all. */
    asked: jsonb("asked").notNull(),
    totals: jsonb("totals").$type<Record<string, unknown>>(),
    requested_at: epochMs("requested_at").notNull(),
    requested_by: text("requested_by").notNull(),
    reason: text("reason"),
    undone_at: epochMs("undone_at"),
    undone_by: text("undone_by"),
  },
  (table) => [
    index("reconciliation_batches_reconciliation_id").on(
      table.reconciliation_id,
    ),
  ],
);

/** The action taken on a break: state before, state after, and the booked entries. */
export const reconciliationActions = pgTable(
  "reconciliation_actions",
  {
    batch_id: uuid("batch_id").notNull(),
    reconciliation_id: uuid("reconciliation_id").notNull(),
    item_key: text("item_key").notNull(),
    action: text("action").notNull(),
    campaign_id: integer("campaign_id"),
    conversion_id: uuid("conversion_id"),
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
    entry_id: uuid("entry_id"),
    /** `done`, `unchanged`, or a refusal code. */
    result: text("result").notNull(),
    done_at: epochMs("done_at").notNull(),
    undone_at: epochMs("undone_at"),
    undone_result: text("undone_result"),
  },
  (table) => [
    primaryKey({ columns: [table.batch_id, table.item_key] }),
    // A break is applied once until undone; a refused one may be retried.
    uniqueIndex("reconciliation_actions_once")
      .on(table.reconciliation_id, table.item_key)
      .where(sql`undone_at is null and result in ('done', 'unchanged')`),
  ],
);
