import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import {
  affiliates,
  campaignAffiliates,
  conversions,
  goalPayouts,
  ledgerTransactions,
  links,
  smartTargets,
} from "../../db/schema/mod.ts";
import { orNotFound } from "../http/mod.ts";
import { inUse, OF_AFFILIATE, referringTo } from "./in_use.ts";
import type { AffiliateDeps } from "./party.ts";
import type { SetupDeps } from "./setup.ts";

/**
 * Takes links back that a move made and nobody has opened since, as the caller has found out; those
 * that smart links use stay. Returns the ids of those that are gone.
 */
export async function takeBackLinks(
  deps: SetupDeps,
  ids: readonly number[],
): Promise<number[]> {
  if (ids.length === 0) return [];
  const used = deps.db
    .select({ id: smartTargets.plain_link_id })
    .from(smartTargets);
  const gone = await deps.configuration.change((tx) =>
    tx
      .delete(links)
      .where(
        and(
          inArray(links.id, [...ids]),
          eq(links.kind, "plain"),
          sql`${links.id} not in (${used})`,
        ),
      )
      .returning({ id: links.id }),
  );
  return gone.map(({ id }) => id);
}

/** Takes a price back that nothing was priced by; one that priced something can only end. */
export async function takeBackPayout(
  deps: SetupDeps,
  { campaign_id, id }: { campaign_id: number; id: number },
): Promise<void> {
  await deps.configuration.change(async (tx) => {
    const [used] = await tx.execute(sql`
      select from ${conversions}
      where campaign_id = ${campaign_id} and goal_payout_id = ${id} limit 1`);
    if (used !== undefined) throw inUse("this price", ["conversions"]);
    const where = and(
      eq(goalPayouts.id, id),
      eq(goalPayouts.campaign_id, campaign_id),
    );
    const gone = await tx.delete(goalPayouts).where(where).returning();
    orNotFound(gone[0]);
  });
}

/**
 * Takes an affiliate back that nothing refers to but bookings that were reversed: they name it in
 * their reasons.
 */
export async function takeBackAffiliate(
  deps: AffiliateDeps,
  id: number,
): Promise<void> {
  await deps.configuration.change(async (tx) => {
    const names = await referringTo(tx, id, OF_AFFILIATE);
    const others = names.filter((name) => name !== "bookings");
    const is_owed = names.length > others.length && (await hasMoney(tx, id));
    if (others.length > 0 || is_owed) throw inUse("this affiliate", names);
    await deps.writePaymentDetails(tx, id, null);
    await tx
      .delete(campaignAffiliates)
      .where(eq(campaignAffiliates.affiliate_id, id));
    await tx.delete(affiliates).where(eq(affiliates.id, id));
  });
}

/** Whether anything was booked for an affiliate beside opening balances that were taken back. */
async function hasMoney(tx: Transaction, id: number): Promise<boolean> {
  const rows = await tx.execute(sql`
    select from ${ledgerTransactions} where affiliate_id = ${id}
    group by currency
    having sum(payable_micros) <> 0 or bool_or(kind <> 'opening_balance') limit 1`);
  return rows.length > 0;
}
