import { sql } from "drizzle-orm";

/**
 * Whether a row (`s`) is readable. A row with an unmapped status isn't: guessing it
 * would be guessing money.
 */
export const IS_READABLE = sql`(s.problem is null and (s.status is not null or s.raw_status is null))`;
