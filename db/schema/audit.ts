import { isNotNull } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { epochMs } from "../columns.ts";

/**
 * Who changed what, when and from where: one row for each changed row. Written by triggers (see
 * `db/audited.ts`) and `recordChanges`, in the change's own transaction; never changed or deleted.
 */
export const audit = pgTable(
  "audit",
  {
    id: uuid("id").primaryKey(),
    at: epochMs("at").notNull(),
    /** `user`, `token`, `job`, `command`, `guest` (nobody signed in) or `system`. */
    kind: text("kind").notNull(),
    user_id: uuid("user_id"),
    token_id: uuid("token_id"),
    session_id: uuid("session_id"),
    job: text("job"),
    task_id: uuid("task_id"),
    /** The actor's name as it was then. */
    name: text("name"),
    role: text("role"),
    actor_affiliate_id: integer("actor_affiliate_id"),
    actor_advertiser_id: integer("actor_advertiser_id"),
    /** The task that did it for the actor, or `bulk`. */
    via: text("via"),
    address: text("address"),
    user_agent: text("user_agent"),
    request_id: text("request_id"),
    /** Method and path of the request, with the names of its parameters. */
    route: text("route"),
    action: text("action").notNull(),
    resource: text("resource").notNull(),
    resource_id: text("resource_id").notNull(),
    /** The parties whose row was changed. */
    campaign_id: integer("campaign_id"),
    affiliate_id: integer("affiliate_id"),
    advertiser_id: integer("advertiser_id"),
    /** The changed columns, with long values cut and secrets left out. */
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
  },
  (table) => [
    index("audit_at").on(table.at, table.id),
    index("audit_of_resource").on(table.resource, table.resource_id, table.id),
    index("audit_user_id").on(table.user_id, table.id),
    index("audit_token_id").on(table.token_id, table.id),
    index("audit_request_id")
      .on(table.request_id, table.id)
      .where(isNotNull(table.request_id)),
    index("audit_task_id")
      .on(table.task_id, table.id)
      .where(isNotNull(table.task_id)),
    index("audit_campaign_id").on(table.campaign_id, table.id),
    index("audit_affiliate_id").on(table.affiliate_id, table.id),
    index("audit_advertiser_id").on(table.advertiser_id, table.id),
  ],
);
