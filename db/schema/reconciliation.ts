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

/** How the columns of a statement are read; columns are named by their header, or by `#3` where there is none. */
export interface StatementMapping {
  format: "csv" | "json" | "ndjson";
  encoding?:
    "utf-8" | "utf-16le" | "utf-16be" | "windows-1251" | "windows-1252";
  delimiter?: string;
  has_header?: boolean;
  /** The line of the file in which the header stands, from 1; what is before it is passed over. */
  header_row?: number;
  /** Our field to their column. */
  columns: Partial<Record<StatementField, string>>;
  /** The column with the time of day, where `occurred_at` has the day alone. */
  time_column?: string | null;
  decimal_comma?: boolean;
  /** In which order the parts of a date stand where its form does not say. */
  date_order?: "ymd" | "dmy" | "mdy";
  /** Their word to a state of ours, or `ignore`. */
  status_map?: Record<string, string>;
  /** The currency where no column says. */
  currency?: string;
  /** The state where no column says. */
  default_status?: string;
  /** Columns whose flag, where it is set, ends the sale, whatever its status says. */
  ended?: Record<string, "rejected" | "reversed">;
}

/** What a row of a statement can say. */
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

/** What a column seems to be, and why. */
export interface ColumnProposal {
  column: string;
  field: StatementField | "ended" | "time_column" | null;
  /** From 0 to 1. */
  confidence: number;
  why: string;
  examples: string[];
}

/** What reading a statement's rows by a mapping has come to. */
export interface StatementReading {
  rows: number;
  /** Rows that can't be read. */
  problems: number;
  /** How money and dates were read, once all rows had been looked at. */
  decimal_comma: boolean;
  date_order: "ymd" | "dmy" | "mdy";
  /** Which of the two no row has settled: then the mapping has to say it. */
  undecided: ("decimal_comma" | "date_order")[];
  /** Values in the column of click ids that we have not signed. */
  foreign_click_ids: number;
  /** Amounts with more than six digits after the point. */
  rounded_amounts: number;
  /** Words for a state that nobody knows, with how often they stand. */
  unknown_statuses: Record<string, number>;
}

/** In what time, scale and currency a statement speaks, with what speaks for it. */
export interface StatementFrame {
  /** Minutes to take from their times to get UTC. */
  offset_minutes: number;
  /** Their money is divided by this: 1, or 100 where they write cents. */
  money_divisor: number;
  /** Which of our sums theirs is held against. */
  basis: "revenue" | "amount" | "payout";
  currency: string | null;
  /** Whether each was clear from the data: one that is not has to be confirmed. */
  is_clear: boolean;
  evidence: Record<string, unknown>;
}

/** What differences are let pass; amounts and percents are decimal text, of the currency in question. */
export interface Tolerance {
  row_amount?: string;
  row_percent?: string;
  statement_amount?: string;
  statement_percent?: string;
}

/** A statement as it came, by its hash; its bytes are in `statement_parts` and never change. */
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

/** The bytes of a statement, in pieces. */
export const statementParts = pgTable(
  "statement_parts",
  {
    statement_id: uuid("statement_id").notNull(),
    part: integer("part").notNull(),
    bytes: bytes("bytes").notNull(),
  },
  (table) => [primaryKey({ columns: [table.statement_id, table.part] })],
);

/** How an advertiser's statements of one header are read, once somebody has confirmed it; the latest counts. */
export const statementMappings = pgTable(
  "statement_mappings",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    advertiser_id: integer("advertiser_id").notNull(),
    /** The names of the columns, folded. */
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

/** What an advertiser's statements may differ by. */
export const reconciliationTolerances = pgTable("reconciliation_tolerances", {
  advertiser_id: integer("advertiser_id").primaryKey(),
  tolerance: jsonb("tolerance").$type<Tolerance>().notNull(),
  updated_at: epochMs("updated_at").notNull(),
  updated_by: text("updated_by").notNull(),
});

/** One comparison of a statement with our books, or one import of changes. */
export const reconciliations = pgTable(
  "reconciliations",
  {
    id: uuid("id").primaryKey(),
    /** `statement`: their word against ours; `import`: what conversions are to become. */
    kind: text("kind").notNull().default("statement"),
    advertiser_id: integer("advertiser_id").notNull(),
    statement_id: uuid("statement_id").notNull(),
    from_at: epochMs("from_at").notNull(),
    to_at: epochMs("to_at").notNull(),
    timezone: text("timezone").notNull(),
    /** The columns of its file, by their header. */
    columns: text("columns")
      .array()
      .notNull()
      .default(sql`'{}'`),
    header_key: text("header_key").notNull().default(""),
    /** What each column seemed to be when the file came. */
    proposal: jsonb("proposal").$type<ColumnProposal[]>().notNull().default([]),
    mapping: jsonb("mapping").$type<StatementMapping>(),
    /** Counts the mappings, so that rows are never those of an older one. */
    mapping_version: integer("mapping_version").notNull().default(1),
    mapping_confirmed: boolean("mapping_confirmed").notNull().default(false),
    /** Null until its rows have been read by its mapping. */
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
    /** The one before it of the same advertiser and time: what is new is shown against that. */
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

/** The rows of a statement as they were read, before its frame: times as written, money in units as written. */
export const statementRows = pgTable(
  "statement_rows",
  {
    reconciliation_id: uuid("reconciliation_id").notNull(),
    /** From 1; a header is no row. */
    row_no: integer("row_no").notNull(),
    cells: text("cells").array().notNull(),
    /** The first 16 bytes of SHA-256 over the cells: the same row in another file has the same. */
    content_key: bytes("content_key").notNull(),
    click_id: bytes("click_id"),
    order_id: text("order_id"),
    conversion_id: text("conversion_id"),
    customer_id: text("customer_id"),
    goal: text("goal"),
    campaign: text("campaign"),
    affiliate: text("affiliate"),
    link: text("link"),
    /** A state of ours, or `ignore`; null where their word is not known or not said. */
    status: text("status"),
    raw_status: text("raw_status"),
    reason: text("reason"),
    currency: text("currency"),
    amount_micros: micros("amount_micros"),
    revenue_micros: micros("revenue_micros"),
    payout_micros: micros("payout_micros"),
    /** The time as written, taken as UTC unless it named its zone. */
    written_at: epochMs("written_at"),
    has_zone: boolean("has_zone").notNull(),
    /** Why the row can't be read, and in which column. */
    problem: text("problem"),
    problem_column: text("problem_column"),
  },
  (table) => [primaryKey({ columns: [table.reconciliation_id, table.row_no] })],
);

/** Our conversions as they stood when they were compared: those of the window, and their neighbours in time. */
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
    /** When it happened, as far as we know: `occurred_at`, else `recorded_at`. */
    at: epochMs("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.reconciliation_id, table.conversion_id] }),
  ],
);

/**
 * What each row and each of our conversions ended in, exactly once each: a match
 * (`class` is null), or a break. One with both sides was matched by `rule`; one
 * side alone is a row that we lack, or a conversion that they lack, or a further
 * part of the group that `group_no` names. It is called `r` and its row's number,
 * or `c` and its conversion's id.
 */
export const reconciliationItems = pgTable(
  "reconciliation_items",
  {
    reconciliation_id: uuid("reconciliation_id").notNull(),
    row_no: integer("row_no"),
    conversion_id: uuid("conversion_id"),
    group_no: integer("group_no"),
    /** 1 exact, 2 composite, 3 amount and time, 4 groups, 5 by hand; null where nothing was found. */
    tier: smallint("tier"),
    rule: text("rule"),
    score: integer("score"),
    /** The score of the best other candidate; null where there was none. */
    runner_up: integer("runner_up"),
    class: text("class"),
    /** Our counted money and theirs, each in its currency; 0 and null where a side is missing. */
    ours_currency: text("ours_currency"),
    ours_micros: micros("ours_micros")
      .notNull()
      .default(sql`0`),
    theirs_currency: text("theirs_currency"),
    theirs_micros: micros("theirs_micros")
      .notNull()
      .default(sql`0`),
    /** What is proposed: `none`, `wait`, `set`, `absorb`, `create`, `reject`, `person`. */
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

/** One asking to apply some of a reconciliation's breaks; undone as a whole. */
export const reconciliationBatches = pgTable(
  "reconciliation_batches",
  {
    id: uuid("id").primaryKey(),
    reconciliation_id: uuid("reconciliation_id").notNull(),
    /** `applying`, `applied`, `undoing` or `undone`. */
    state: text("state").notNull(),
    /** What was asked for: the keys of breaks, or all. */
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

/** What was done about one break: what it was before, what it became, and the entries that were booked. */
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
    /** `done`, `unchanged` or the code of a refusal. */
    result: text("result").notNull(),
    done_at: epochMs("done_at").notNull(),
    undone_at: epochMs("undone_at"),
    undone_result: text("undone_result"),
  },
  (table) => [
    primaryKey({ columns: [table.batch_id, table.item_key] }),
    // A break is applied once, until that is undone; what was refused may be asked for again.
    uniqueIndex("reconciliation_actions_once")
      .on(table.reconciliation_id, table.item_key)
      .where(sql`undone_at is null and result in ('done', 'unchanged')`),
  ],
);
