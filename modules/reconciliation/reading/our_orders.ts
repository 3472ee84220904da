import { and, desc, eq, inArray } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { campaigns, conversions, goals } from "../../../db/schema/mod.ts";
import { readId } from "./id_text.ts";

/** Rows of the sample to look up. */
const ROWS_MAX = 20;
const VALUES_MAX = 300;
/** Short, long or digitless values may be plain words, so they aren't looked up. */
const ORDER = /^(?=.{2,100}$)\D*\d/s;
/** Each goal is one look-up; the newest campaigns come first. */
const GOALS_MAX = 200;

/** Looked-up values, and whether each is an order on our books. */
export type KnownOrders = ReadonlyMap<string, boolean>;

/** Looks up in one query which values of a sample are orders of the advertiser. */
export async function ourOrders(
  db: Database,
  advertiser_id: number,
  sample: readonly (readonly string[])[],
): Promise<KnownOrders> {
  const values = orderTexts(sample);
  if (values.length === 0) return new Map();
  const mine = db
    .select({ campaign_id: goals.campaign_id, key: goals.key })
    .from(goals)
    .innerJoin(campaigns, eq(campaigns.id, goals.campaign_id))
    .where(eq(campaigns.advertiser_id, advertiser_id))
    .orderBy(desc(goals.campaign_id), goals.key)
    .limit(GOALS_MAX)
    .as("mine");
  const rows = await db
    .select({ dedupe_key: conversions.dedupe_key })
    .from(mine)
    .innerJoin(
      conversions,
      and(
        eq(conversions.campaign_id, mine.campaign_id),
        eq(conversions.goal_key, mine.key),
        inArray(
          conversions.dedupe_key,
          values.map((value) => `o:${value}`),
        ),
      ),
    );
  const known = new Set(rows.map(({ dedupe_key }) => dedupe_key));
  return new Map(values.map((value) => [value, known.has(`o:${value}`)]));
}

function orderTexts(sample: readonly (readonly string[])[]): string[] {
  const found = new Set<string>();
  for (const cells of sample.slice(0, ROWS_MAX)) {
    for (const cell of cells) {
      const id = orderText(cell);
      if (id !== null && found.size < VALUES_MAX) found.add(id);
    }
  }
  return [...found];
}

/** Returns the order id that a cell may contain, or null. */
export function orderText(cell: string): string | null {
  const reading = readId(cell.trim());
  return reading.ok && ORDER.test(reading.id) ? reading.id : null;
}
