import type { Queryable } from "../../db/mod.ts";
import { reportClicksKept } from "../../db/schema/mod.ts";

/** The first day whose clicks weren't deleted for their age; null if none were. */
export async function clicksKeptFrom(db: Queryable): Promise<number | null> {
  const [kept] = await db.select().from(reportClicksKept);
  return kept?.from_day ?? null;
}
