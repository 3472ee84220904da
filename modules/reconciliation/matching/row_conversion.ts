import { sql } from "drizzle-orm";

const UUID = `^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`;

/** The conversion id that a row (`s`) names, or null. */
export const ROW_CONVERSION = sql`case when btrim(s.conversion_id) ~* ${UUID}::text
  then btrim(s.conversion_id)::uuid end`;
