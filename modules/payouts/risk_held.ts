import { sql } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { inCampaign } from "../../db/citus/mod.ts";
import {
  conversionRisks,
  ledgerTransactions,
  paymentClaims,
  releasedHolds,
} from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { Micros } from "../kernel/mod.ts";

/**
 * Whether an entry `t` is of a conversion that is left out of payment runs for its risk: all its entries
 * alike, so that a refund isn't deducted alone. One of which anything is in a payment goes on as if
 * nothing was held. A function, as Citus needs a second text.
 */
export function isRiskHeld() {
  return sql`exists (
    select 1 from ${conversionRisks} as r
    where r.campaign_id = t.campaign_id and r.conversion_id = t.conversion_id
      and r.held_at is not null and not exists (
        select from ${ledgerTransactions} as u
        join ${paymentClaims} as p on p.entry_id = u.id${inCampaign("p", "u")}
        where u.campaign_id = r.campaign_id and u.conversion_id = r.conversion_id))`;
}

/** Money of an affiliate by currency that would be payable at a moment but for its risk. */
export async function readRiskHeld(
  tx: Queryable,
  of: { affiliate_id: number; at_ms: number },
): Promise<Map<string, Micros>> {
  const rows = await tx.execute<{ currency: string; micros: string }>(sql`
    select t.currency, (-sum(t.payable_micros))::text as micros
    from ${ledgerTransactions} as t
    left join ${releasedHolds} as h on h.entry_id = t.id
    where t.affiliate_id = ${of.affiliate_id} and t.payable_micros <> 0
      and (t.payable_from is null or t.payable_from <= ${isoTime(of.at_ms)}::timestamptz
        or t.payable_from <= t.booked_at or h.entry_id is not null)
      and ${isRiskHeld()} group by 1`);
  return new Map(
    rows.map(({ currency, micros }) => [currency, BigInt(micros)]),
  );
}
