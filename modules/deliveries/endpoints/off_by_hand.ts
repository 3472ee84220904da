import { sql } from "drizzle-orm";
import type { SQL, SQLWrapper } from "drizzle-orm";

/** The reason of what people switched off, if they give none. */
export const OFF = "Switched off";
/** Begins the reason of what people paused. */
export const PAUSED = "Paused";

/** Whether an endpoint or a webhook is off by hand, and not because it failed, by its reason. */
export function isOffByHand(disabled_reason: SQLWrapper): SQL<boolean> {
  return sql`(${disabled_reason} in (${OFF}, ${PAUSED})
    or ${disabled_reason} like ${`${PAUSED}: %`})`;
}
