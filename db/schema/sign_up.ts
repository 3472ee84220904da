import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { epochMs } from "../columns.ts";

/** A question that the network asks of who applies. */
export interface SignUpQuestion {
  key: string;
  label: string;
  required: boolean;
}

/** Applications to become an affiliate. */
export const applications = pgTable(
  "applications",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    website: text("website"),
    /** Answers by the question's key. */
    answers: jsonb("answers").$type<Record<string, string>>().notNull(),
    address: text("address"),
    country: text("country"),
    is_data_centre: boolean("is_data_centre").notNull(),
    /** `pending`, `approved` or `refused`. */
    status: text("status").notNull().default("pending"),
    reason: text("reason"),
    affiliate_id: integer("affiliate_id"),
    created_at: epochMs("created_at").notNull(),
    decided_at: epochMs("decided_at"),
  },
  (table) => [
    index("applications_email").on(table.email),
    index("applications_address").on(table.address),
    index("applications_domain").on(sql`split_part(${table.email}, '@', 2)`),
  ],
);

/** A single row: the questions that the network asks. */
export const signUpQuestions = pgTable("sign_up_questions", {
  id: integer("id").primaryKey(),
  questions: jsonb("questions").$type<SignUpQuestion[]>().notNull(),
});
