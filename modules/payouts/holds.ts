import { sql } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { ledgerTransactions, releasedHolds } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { Micros } from "../kernel/mod.ts";

/** An amount on hold until a day. */
export interface Hold {
  currency: string;
  until: string;
  micros: Micros;
}

/**
 * Amounts on hold by day, from the index `ledger_transactions_holds` alone. Summed
 * first by quarters of an hour, as days begin on one in every time zone: so the
 * time zone is applied to a few thousand sums rather than to each entry.
 */
export async function readHolds(
  tx: Queryable,
  of: { affiliate_id: number; now_ms: number; timezone: string },
): Promise<Hold[]> {
  const { affiliate_id, now_ms, timezone } = of;
  const rows = await tx.execute<{
    currency: string;
    until: string;
    micros: string;
  }>(sql`
    select currency, (quarter at time zone ${timezone})::date::text as until,
      (-sum(micros))::text as micros
    from (
      select t.currency, sum(t.payable_micros) as micros,
        date_bin('15 minutes', t.payable_from, 'epoch') as quarter
      from ${ledgerTransactions} as t
      where t.affiliate_id = ${affiliate_id}
        and t.payable_from > ${isoTime(now_ms)}::timestamptz
        and t.payable_from > t.booked_at and t.payable_micros <> 0
        and t.id not in (select entry_id from ${releasedHolds})
      group by 1, 3
    ) as held
    group by 1, 2 having sum(micros) <> 0 order by 1, 2`);
  return rows.map((row) => ({ ...row, micros: BigInt(row.micros) }));
}
