import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, epochMs } from "../columns.ts";

/** A file that was given to a move. */
export interface MovedFile {
  name: string;
  byte_count: number;
}

/** A move's settings, which the owner gives beside its files. */
export interface MoveSettings {
  /** Sends each new affiliate with an address an invitation. */
  invite?: boolean;
  /** How old a conversion may be that is kept, in days. */
  conversions_days?: number;
  /** Currency of what the files give none for. */
  currency?: string;
  /** The zone of times without one. */
  timezone?: string;
  /** The order of 03/04/2026. */
  date_order?: "dmy" | "mdy";
  /** Fields of plain CSV by its columns. */
  mapping?: Record<string, string>;
}

/** Moves of another tracker's data into ours. */
export const moves = pgTable(
  "moves",
  {
    id: uuid("id").primaryKey(),
    /** The tracker: `keitaro`, `tune`, … */
    from: text("from_name").notNull(),
    /** `reading`, `planned`, `applying`, `applied`, `undoing`, `undone` or `failed`. */
    status: text("status").notNull(),
    settings: jsonb("settings").$type<MoveSettings>().notNull(),
    files: jsonb("files").$type<MovedFile[]>().notNull(),
    /** Rows that the work that is under way has done, of how many. */
    done: integer("done").notNull().default(0),
    total: integer("total").notNull().default(0),
    /** Why it failed. */
    problem: text("problem"),
    created_by: text("created_by").notNull(),
    created_at: epochMs("created_at").notNull(),
    planned_at: epochMs("planned_at"),
    applied_at: epochMs("applied_at"),
    undone_at: epochMs("undone_at"),
  },
  () => [
    // One at a time changes the network.
    uniqueIndex("moves_under_way")
      .on(sql`(true)`)
      .where(sql`status in ('applying', 'undoing')`),
  ],
);

/** The files of a move until they are read, in pieces. */
export const moveParts = pgTable(
  "move_parts",
  {
    move_id: uuid("move_id").notNull(),
    file_no: integer("file_no").notNull(),
    part: integer("part").notNull(),
    bytes: bytes("bytes").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.move_id, table.file_no, table.part] }),
  ],
);

/** The rows of a move's files, and what became of each. */
export const moveRows = pgTable(
  "move_rows",
  {
    move_id: uuid("move_id").notNull(),
    no: integer("no").notNull(),
    from: text("from_name").notNull(),
    kind: text("kind").notNull(),
    /** The old tracker's name of it; several parts have `/` between them. */
    old_id: text("old_id").notNull(),
    /** Empty for what the mover adds by itself. */
    file: text("file").notNull(),
    row_no: integer("row_no").notNull(),
    thing: jsonb("thing").$type<Record<string, unknown>>().notNull(),
    /** `create`, `update`, `skip` or `refuse`; null until it is planned. */
    verdict: text("verdict"),
    reason: text("reason"),
    notes: text("notes").array().notNull().default([]),
    /** `read`, `planned`, `kept`, `done`, `refused`, `removed`, `restored`, `archived` or `left`. */
    state: text("state").notNull(),
    /** The id of ours. */
    target_id: text("target_id"),
    /** The fields that an update replaced, and theirs after it. */
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
    done_at: epochMs("done_at"),
  },
  (table) => [
    primaryKey({ columns: [table.move_id, table.no] }),
    // Work of a move in order of dependency.
    index("move_rows_work").on(
      table.move_id,
      table.kind,
      table.state,
      table.no,
    ),
    // A thing is looked up among those of earlier moves.
    index("move_rows_names").on(table.kind, table.old_id),
  ],
);

/** Old clicks of a move, many in a row: compressed lines of JSON. */
export const moveBatches = pgTable(
  "move_batches",
  {
    move_id: uuid("move_id").notNull(),
    no: integer("no").notNull(),
    bytes: bytes("bytes").notNull(),
    row_count: integer("row_count").notNull(),
    /** Clicks that are here already, and those that can't be imported. */
    skipped: integer("skipped").notNull().default(0),
    refused: integer("refused").notNull().default(0),
    /** `read`, `planned`, `done` or `removed`. */
    state: text("state").notNull(),
    done_at: epochMs("done_at"),
  },
  (table) => [primaryKey({ columns: [table.move_id, table.no] })],
);
