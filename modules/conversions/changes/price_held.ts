import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { conversions as table } from "../../../db/schema/mod.ts";
import type { ConversionRow } from "../working_set.ts";
import type { ConversionDoor } from "./conversion_door.ts";

const BATCH_MAX = 200;

export interface PriceHeldDeps {
  db: Database;
  conversions: Pick<ConversionDoor, "price" | "settle">;
}

/**
 * Prices the conversions whose money waits for an exchange rate that has arrived, each at the
 * rate of the day it was recorded, and moves each to its intended status. Returns how many.
 */
export async function priceHeld({
  db,
  conversions,
}: PriceHeldDeps): Promise<number> {
  let priced = 0;
  let after: Key = { campaign_id: 0, id: FIRST_ID };
  for (;;) {
    const rows = await readHeld(db, after);
    const last = rows.at(-1);
    if (last === undefined) return priced;
    priced += await conversions.settle((tx) => conversions.price(tx, rows));
    after = last;
  }
}

const FIRST_ID = "00000000-0000-0000-0000-000000000000";
type Key = Pick<ConversionRow, "campaign_id" | "id">;

async function readHeld(db: Database, after: Key): Promise<ConversionRow[]> {
  const rows = await db
    .select()
    .from(table)
    .where(
      and(
        isNotNull(table.held),
        // A conversion ended by hand keeps `held`, since it may be restored.
        eq(table.status, "pending"),
        sql`(${table.campaign_id}, ${table.id}) > (${after.campaign_id}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(table.campaign_id), asc(table.id))
    .limit(BATCH_MAX);
  return rows as ConversionRow[];
}
