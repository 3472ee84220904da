import { sql } from "drizzle-orm";
import { advertisers, affiliates } from "../../db/schema/mod.ts";

/** The zone of a joined affiliate or advertiser; null without either. */
export const PARTY_TIMEZONE = sql<
  string | null
>`coalesce(${affiliates.timezone}, ${advertisers.timezone})`;
