import { eq, sql } from "drizzle-orm";
import { insertRows, recordset } from "../../db/mod.ts";
import type { Database, Transaction } from "../../db/mod.ts";
import { ledgerTransactions, releasedHolds } from "../../db/schema/mod.ts";
import { orNotFound } from "../http/mod.ts";
import { isoTime, isUuid, Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";

/**
 * Releases an entry's hold early, together with the conversion's other entries on
 * hold: a partial reversal must not stay behind. Returns the released entries;
 * releasing again does nothing.
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
    const entry = orNotFound(row);
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
      released_at: isoTime(orNotFound(released).released_at),
      entry_ids: held.map(({ id }) => id),
    };
  });
}

/**
 * Releases new entries if a hold of their conversion until the same time was
 * released before: a deduction must not wait while the rest is paid.
 */
export async function releaseWithOthers(
  tx: Transaction,
  clock: Clock,
  entry_ids: readonly string[],
): Promise<void> {
  if (entry_ids.length === 0) return;
  const added = recordset(
    "k",
    entry_ids.map((id) => ({ id })),
    { id: "uuid" },
  );
  await tx.execute(sql`
    insert into ${releasedHolds} (entry_id, released_at, reason)
    select t.id, ${isoTime(clock.nowMs())}::timestamptz, min(r.reason)
    from ${added} join ${ledgerTransactions} as t on t.id = k.id
    join ${ledgerTransactions} as u on u.campaign_id = t.campaign_id
      and u.conversion_id = t.conversion_id and u.payable_from = t.payable_from
    join ${releasedHolds} as r on r.entry_id = u.id
    where t.payable_micros <> 0
    group by t.id on conflict do nothing`);
}

function notOnHold(why: string): Problem {
  return new Problem(409, "not_on_hold", `The entry is not on hold: ${why}`);
}
