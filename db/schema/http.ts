import { index, integer, pgTable } from "drizzle-orm/pg-core";
import { bytes, epochMs } from "../columns.ts";

/** Idempotency keys of requests, with their answers. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    /** Hash of who asked, method, path and key. */
    id: bytes("id").primaryKey(),
    /** Hash of the request; null while a body that is streamed arrives. */
    request_hash: bytes("request_hash"),
    created_at: epochMs("created_at").notNull(),
    /** Null until answered: the request is under way, or its process ended. */
    status: integer("status"),
    /** Headers and body, sealed: an answer may show a secret. */
    answer: bytes("answer"),
  },
  (table) => [index("idempotency_keys_created_at").on(table.created_at)],
);
