import { sql } from "drizzle-orm";

/** A row (`s`) whose status nothing maps counts as one that can't be read: guessing it would be guessing money. */
export const IS_READABLE = sql`(s.problem is null and (s.status is not null or s.raw_status is null))`;
