import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, epochMs, micros } from "../columns.ts";

/** Why a row of an old tracker's export can't be compared. */
export interface ExportProblem {
  /** From 1, below the header. */
  row_no: number;
  reason: string;
}

/** An old tracker's export of its conversions, and the time that it is of. */
export const shadowExports = pgTable(
  "shadow_exports",
  {
    id: uuid("id").primaryKey(),
    /** SHA-256 of the bytes and of how they are read: the same twice is one. */
    content_key: bytes("content_key").notNull(),
    file_name: text("file_name"),
    timezone: text("timezone").notNull(),
    from_at: epochMs("from_at").notNull(),
    to_at: epochMs("to_at").notNull(),
    /** How its columns were read, by field. */
    columns: jsonb("columns").$type<Record<string, string>>().notNull(),
    rows: integer("rows").notNull(),
    /** Rows that can't be compared, and the first of them. */
    unreadable: integer("unreadable").notNull(),
    problems: jsonb("problems").$type<ExportProblem[]>().notNull(),
    received_at: epochMs("received_at").notNull(),
    received_by: text("received_by").notNull(),
    /** When both sides were last compared with it; null before. */
    compared_at: epochMs("compared_at"),
  },
  (table) => [uniqueIndex("shadow_exports_content").on(table.content_key)],
);

/** Conversions of the old tracker, each as the latest export has it. */
export const shadowRows = pgTable(
  "shadow_rows",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    /** Which conversion it is: `i:` and the old tracker's id, else `x:` and a hash of what doesn't change. */
    key: text("key").notNull(),
    export_id: uuid("export_id").notNull(),
    row_no: integer("row_no").notNull(),
    old_id: text("old_id"),
    /** As the old tracker names it. */
    click: text("click"),
    /** Ours, if the row carries it. */
    click_id: bytes("click_id"),
    campaign: text("campaign").notNull(),
    /** Empty where the old tracker has none. */
    affiliate: text("affiliate").notNull(),
    goal: text("goal"),
    order_id: text("order_id"),
    status: text("status").notNull(),
    currency: text("currency"),
    amount_micros: micros("amount_micros"),
    revenue_micros: micros("revenue_micros"),
    payout_micros: micros("payout_micros"),
    converted_at: epochMs("converted_at").notNull(),
  },
  (table) => [
    uniqueIndex("shadow_rows_key").on(table.key),
    index("shadow_rows_export_id").on(table.export_id),
  ],
);

/**
 * The outcome of the last comparison: each row of the old tracker, and each conversion of ours in
 * the time of its exports, is in exactly one.
 */
export const shadowItems = pgTable(
  "shadow_items",
  {
    /** `r` and the row's id, or `c` and the conversion's. */
    id: text("id").primaryKey(),
    /** Theirs, else ours. */
    at: epochMs("at").notNull(),
    /** `equal`, or its weightiest difference. */
    class: text("class").notNull(),
    /** All that differs. */
    differs: text("differs").array().notNull(),
    /** Of what one side lacks: what became of it there. */
    why: text("why"),
    /** The code of the refusal, and the postback that it was. */
    code: text("code"),
    postback_id: uuid("postback_id"),
    /** How both sides were found to be one. */
    rule: text("rule"),
    score: smallint("score"),
    row_id: integer("row_id"),
    export_id: uuid("export_id"),
    theirs_row_no: integer("theirs_row_no"),
    theirs_old_id: text("theirs_old_id"),
    theirs_click: text("theirs_click"),
    theirs_order_id: text("theirs_order_id"),
    theirs_goal: text("theirs_goal"),
    theirs_campaign: text("theirs_campaign"),
    theirs_affiliate: text("theirs_affiliate"),
    theirs_day: text("theirs_day"),
    theirs_at: epochMs("theirs_at"),
    theirs_campaign_id: integer("theirs_campaign_id"),
    theirs_affiliate_id: integer("theirs_affiliate_id"),
    theirs_status: text("theirs_status"),
    theirs_currency: text("theirs_currency"),
    theirs_amount_micros: micros("theirs_amount_micros"),
    theirs_revenue_micros: micros("theirs_revenue_micros"),
    theirs_payout_micros: micros("theirs_payout_micros"),
    conversion_id: uuid("conversion_id"),
    ours_day: text("ours_day"),
    ours_at: epochMs("ours_at"),
    ours_campaign_id: integer("ours_campaign_id"),
    ours_affiliate_id: integer("ours_affiliate_id"),
    ours_goal: text("ours_goal"),
    ours_order_id: text("ours_order_id"),
    ours_click_id: bytes("ours_click_id"),
    ours_status: text("ours_status"),
    ours_currency: text("ours_currency"),
    ours_amount_micros: micros("ours_amount_micros"),
    ours_revenue_micros: micros("ours_revenue_micros"),
    ours_payout_micros: micros("ours_payout_micros"),
  },
  (table) => [
    uniqueIndex("shadow_items_row")
      .on(table.row_id)
      .where(sql`row_id is not null`),
    uniqueIndex("shadow_items_conversion")
      .on(table.conversion_id)
      .where(sql`conversion_id is not null`),
    index("shadow_items_at").on(table.at),
    index("shadow_items_class").on(table.class, table.at),
  ],
);
