import { and, inArray, sql } from "drizzle-orm";
import { recordChanges } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import {
  conversions,
  conversionVersions,
  deliveries,
  ledgerTransactions,
  postbacks,
} from "../../../db/schema/mod.ts";
import { forgetRisks } from "../../risk/mod.ts";
import { reportCounts } from "../../rollups/mod.ts";

/**
 * Deletes conversions that a move brought, where its undo is all that happened since: nothing was
 * booked, sent or received for them, and nobody else changed them. Returns the ids of those that
 * are gone; all others are history.
 */
export async function forgetConversions(
  tx: Transaction,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const c = conversions;
  const rows = await tx
    .select()
    .from(conversions)
    .where(
      and(
        inArray(c.id, [...ids]),
        sql`not exists (select 1 from ${conversionVersions} as v
          where v.campaign_id = ${c.campaign_id} and v.conversion_id = ${c.id}
            and v.origin is distinct from 'move')`,
        sql`not exists (select 1 from ${ledgerTransactions} as t
          where t.campaign_id = ${c.campaign_id} and t.conversion_id = ${c.id})`,
        sql`not exists (select 1 from ${deliveries} as d
          where d.conversion_id = ${c.id})`,
        sql`not exists (select 1 from ${postbacks} as p
          where p.click_id = ${c.click_id} and p.conversion_id = ${c.id})`,
        sql`not exists (select 1 from ${postbacks} as p
          where p.order_id = ${c.order_id} and p.conversion_id = ${c.id})`,
      ),
    )
    .for("update");
  const gone = rows.map(({ id }) => id);
  if (gone.length === 0) return [];
  await forgetRisks(tx, gone);
  await reportCounts.forget(tx, rows);
  const campaign_ids = [...new Set(rows.map((row) => row.campaign_id))];
  await tx
    .delete(conversionVersions)
    .where(
      and(
        inArray(conversionVersions.campaign_id, campaign_ids),
        inArray(conversionVersions.conversion_id, gone),
      ),
    );
  await tx
    .delete(conversions)
    .where(and(inArray(c.campaign_id, campaign_ids), inArray(c.id, gone)));
  await recordChanges(
    tx,
    rows.map(({ id, campaign_id, affiliate_id, advertiser_id, order_id }) => ({
      action: "deleted",
      resource: "conversions",
      resource_id: id,
      row: { campaign_id, affiliate_id, advertiser_id },
      before: { order_id },
      after: null,
    })),
  );
  return gone;
}
