import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { epochMs } from "../columns.ts";
import { users } from "./access.ts";

/** A user as long as it has the same rights. */
export interface UserWithRights {
  user_id: string;
  role: string;
  affiliate_id: number | null;
  advertiser_id: number | null;
  affiliate_ids: readonly number[] | null;
  advertiser_ids: readonly number[] | null;
}

/** The readers of a mail: a user with the rights that it had, users of an affiliate, or those who run the network for the parties of a thing. */
export type MailAudience =
  | { affiliate_id: number }
  | UserWithRights
  | { office: { affiliate_id?: number | null; advertiser_id?: number | null } };

/** A file sent with a mail. */
export interface MailAttachment {
  name: string;
  type: string;
  text: string;
}

/** Mails about events. A row is written with the event, and kept for a while once its mail ended. */
export const mails = pgTable(
  "mails",
  {
    /** Also the mail's Message-ID: a receiver knows one that it gets twice. */
    id: uuid("id").primaryKey(),
    user_id: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    event: text("event").notNull(),
    /** Its user must still be one of these when it is sent; null in older rows. */
    audience: jsonb("audience").$type<MailAudience>(),
    /** The user's address at the event. */
    address: text("address").notNull(),
    subject: text("subject").notNull(),
    text: text("text").notNull(),
    attachment: jsonb("attachment").$type<MailAttachment>(),
    /** `waiting`, `sent`, `failed`, or `off` if nobody wanted it any more. */
    state: text("state").notNull().default("waiting"),
    tries: integer("tries").notNull().default(0),
    created_at: epochMs("created_at").notNull(),
    /** When it is tried next. */
    due_at: epochMs("due_at").notNull(),
    ended_at: epochMs("ended_at"),
  },
  (table) => [
    index("mails_due_at")
      .on(table.due_at)
      .where(sql`state = 'waiting'`),
    index("mails_ended_at")
      .on(table.ended_at)
      .where(sql`ended_at is not null`),
    index("mails_user_id").on(table.user_id),
  ],
);

/** The events that a user wants no mail of. */
export const notificationChoices = pgTable("notification_choices", {
  user_id: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  off: text("off").array().notNull(),
});

/** Events of the network that a webhook wants to hear of. */
export const networkEvents = pgTable(
  "network_events",
  {
    /** Also the `webhook-id` of each of its deliveries. */
    id: uuid("id").primaryKey(),
    type: text("type").notNull(),
    /** Whose it is, where it is somebody's. */
    affiliate_id: integer("affiliate_id"),
    advertiser_id: integer("advertiser_id"),
    campaign_id: integer("campaign_id"),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    created_at: epochMs("created_at").notNull(),
    /** When its deliveries were written; null until then. */
    queued_at: epochMs("queued_at"),
  },
  (table) => [
    index("network_events_waiting")
      .on(table.id)
      .where(sql`queued_at is null`),
    index("network_events_created_at").on(table.created_at),
  ],
);
