import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, epochMs, micros } from "../columns.ts";

/**
 * Clicks or conversions of one UTC day, by columns: each a packed dictionary with codes, or packed
 * numbers; null if it has no values.
 */
export const reportBlocks = pgTable(
  "report_blocks",
  {
    id: bigint("id", { mode: "number" })
      .primaryKey()
      .generatedAlwaysAsIdentity(),
    /** `click`, `conversion`, `conversion_by_click` or `conversion_by_approval`. */
    axis: text("axis").notNull(),
    /** Days since 1970. */
    day: integer("day").notNull(),
    /**
     * `part`; or `sorted`, a piece of the day in order of its columns; or a cube such as `by_link`,
     * which counts the entries of the day's sorted pieces again by fewer columns.
     */
    form: text("form").notNull(),
    /** Of a sorted piece: up to which cubes its entries are counted again. */
    cubes: smallint("cubes").notNull().default(0),
    entries: integer("entries").notNull(),
    /** The least and the greatest affiliate. */
    affiliate_min: integer("affiliate_min").notNull(),
    affiliate_max: integer("affiliate_max").notNull(),
    affiliate: bytes("affiliate"),
    campaign: bytes("campaign"),
    link: bytes("link"),
    /** A click's marks (32 if it is valid and unpaid) and verdict. */
    kind: bytes("kind"),
    country: bytes("country"),
    device: bytes("device"),
    os: bytes("os"),
    browser: bytes("browser"),
    source: bytes("source"),
    sub1: bytes("sub1"),
    sub2: bytes("sub2"),
    sub3: bytes("sub3"),
    sub4: bytes("sub4"),
    sub5: bytes("sub5"),
    sub6: bytes("sub6"),
    sub7: bytes("sub7"),
    sub8: bytes("sub8"),
    sub9: bytes("sub9"),
    sub10: bytes("sub10"),
    goal: bytes("goal"),
    status: bytes("status"),
    /** The verdict of a conversion's click. */
    verdict: bytes("verdict"),
    currency: bytes("currency"),
    /** The day whose exchange rates apply to the money. */
    rate_day: bytes("rate_day"),
    /** Seconds from the click to the conversion. */
    seconds: bytes("seconds"),
    /** The minute of the UTC day. */
    minute: bytes("minute"),
    /** Entries of a row, if not one each. */
    count: bytes("count"),
    amount: bytes("amount"),
    revenue: bytes("revenue"),
    payout: bytes("payout"),
  },
  (table) => [
    index("report_blocks_day").on(table.axis, table.day, table.form),
    // Those that wait to be folded.
    index("report_blocks_parts")
      .on(table.axis, table.day, table.id, table.entries)
      .where(sql`form = 'part'`),
  ],
);

/**
 * Changes of conversions that aren't in blocks yet: how one stood before, subtracted, and how it
 * stands after.
 */
export const conversionDeltas = pgTable(
  "conversion_deltas",
  {
    campaign_id: integer("campaign_id").notNull(),
    conversion_id: uuid("conversion_id").notNull(),
    version: integer("version").notNull(),
    /** 1 or -1. */
    sign: smallint("sign").notNull(),
    status: text("status").notNull(),
    currency: text("currency").notNull(),
    /** Less what was refunded. */
    amount_micros: micros("amount_micros").notNull(),
    revenue_micros: micros("revenue_micros").notNull(),
    payout_micros: micros("payout_micros").notNull(),
    /** For the first time. */
    approved_at: epochMs("approved_at"),
  },
  (table) => [
    primaryKey({
      columns: [
        table.campaign_id,
        table.conversion_id,
        table.version,
        table.sign,
      ],
    }),
  ],
);

/**
 * A conversion's click as it was when it was first counted; later changes are counted by the same.
 */
export const conversionFacts = pgTable(
  "conversion_facts",
  {
    campaign_id: integer("campaign_id").notNull(),
    conversion_id: uuid("conversion_id").notNull(),
    verdict: text("verdict"),
    country: text("country"),
    device: text("device"),
    os: text("os"),
    browser: text("browser"),
    source: text("source"),
    /** `sub1` to `sub10`. */
    subs: text("subs")
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (table) => [
    primaryKey({ columns: [table.campaign_id, table.conversion_id] }),
  ],
);

/** Days that are still to be counted from their rows: of before there were blocks, or asked for. */
export const reportRecounts = pgTable(
  "report_recounts",
  {
    axis: text("axis").notNull(),
    /** Days since 1970. */
    day: integer("day").notNull(),
  },
  (table) => [primaryKey({ columns: [table.axis, table.day] })],
);

/** The first day whose clicks weren't deleted for their age: those before only remain in blocks. */
export const reportClicksKept = pgTable("report_clicks_kept", {
  is_only: boolean("is_only").primaryKey().default(true),
  /** Days since 1970. */
  from_day: integer("from_day").notNull(),
});

/** Days that differed from their rows when they were last compared. */
export const reportDifferences = pgTable(
  "report_differences",
  {
    axis: text("axis").notNull(),
    /** Days since 1970. */
    day: integer("day").notNull(),
  },
  (table) => [primaryKey({ columns: [table.axis, table.day] })],
);
