import { eq, sql } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { ledgerTransactions, releasedHolds } from "../../db/schema/mod.ts";
import { found } from "../campaigns/mod.ts";
import { isoTime, isUuid, Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";

/**
 * Lifts the hold of an entry before its time, and of what else of its conversion
 * is on hold: a part that was given back must not stay behind. Gives the entries
 * that are released; doing it again is nothing.
 */
export async function releaseHold(
  { db, clock }: { db: Database; clock: Clock },
  input: { entry_id: string; reason: string },
): Promise<{ entry_id: string; released_at: string; entry_ids: string[] }> {
  return await db.transaction(async (tx) => {
    const [row] = isUuid(input.entry_id)
      ? await tx
          .select()
          .from(ledgerTransactions)
          .where(eq(ledgerTransactions.id, input.entry_id))
      : [];
    const entry = found(row);
    const { payable_from, campaign_id, conversion_id } = entry;
    const now = clock.nowMs();
    if (payable_from === null || entry.payable_micros === 0n) {
      throw notOnHold("it never was");
    }
    const held = await tx.execute<{
      id: string;
      released_at: string | null;
    }>(sql`
      select t.id, r.released_at from ${ledgerTransactions} as t
      left join ${releasedHolds} as r on r.entry_id = t.id
      where t.campaign_id = ${campaign_id} and t.conversion_id = ${conversion_id}::uuid
        and t.payable_micros <> 0
        and (t.payable_from > ${isoTime(now)}::timestamptz or r.entry_id is not null)
      order by t.id`);
    if (!held.some(({ id }) => id === entry.id)) {
      throw notOnHold(`it is payable since ${isoTime(payable_from)}`);
    }
    await insertRows(
      tx,
      releasedHolds,
      held.map(({ id }) => ({
        entry_id: id,
        released_at: now,
        reason: input.reason,
      })),
      { skip_conflicts: true },
    );
    const [released] = await tx
      .select()
      .from(releasedHolds)
      .where(eq(releasedHolds.entry_id, entry.id));
    return {
      entry_id: entry.id,
      released_at: isoTime(found(released).released_at),
      entry_ids: held.map(({ id }) => id),
    };
  });
}

function notOnHold(why: string): Problem {
  return new Problem(409, "not_on_hold", `The entry is not on hold: ${why}`);
}
