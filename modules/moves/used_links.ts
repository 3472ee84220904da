import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { clicks, conversions, links } from "../../db/schema/mod.ts";
import { listOf } from "./names.ts";
import type { Move, Row } from "./new_row.ts";

/** Links that had clicks since a move began, or have conversions, with which of both. */
export async function usedLinks(
  tx: Transaction,
  { created_at }: Move,
  rows: readonly Row[],
): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ target_id }) =>
    target_id === null ? [] : [Number(target_id)],
  );
  const used = new Map<string, string>();
  if (ids.length === 0) return used;
  const since = new Date(created_at).toISOString();
  const clicked = await tx.execute<{ link_id: number }>(sql`
    select distinct link_id from ${clicks}
    where clicked_at >= ${since}::timestamptz and link_id in (${listOf(ids)})`);
  // Conversions are indexed by campaign.
  const sold = await tx.execute<{ link_id: number }>(sql`
    select distinct link_id from ${conversions}
    where campaign_id in (select campaign_id from ${links} where id in (${listOf(ids)}))
      and link_id in (${listOf(ids)})`);
  for (const { link_id } of sold) {
    used.set(String(link_id), "It has conversions");
  }
  for (const { link_id } of clicked) {
    used.set(String(link_id), "It has had clicks since");
  }
  return used;
}
