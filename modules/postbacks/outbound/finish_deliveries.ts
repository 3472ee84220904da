import { sql } from "drizzle-orm";
import { insertRows, recordset } from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import {
  deliveries,
  deliveryAttempts,
  deliveryQueue,
} from "../../../db/schema/mod.ts";

/** What became of a try. */
export interface Finished {
  delivery_id: string;
  claim: number;
  state: "delivered" | "due" | "parked" | "expired";
  /** When it is tried again; null where it is settled. */
  due_at: number | null;
  settled_at: number | null;
  reason: string | null;
  /** The try; null where none was made. */
  attempt: typeof deliveryAttempts.$inferInsert | null;
}

/**
 * Writes what became of tries, however many, in one transaction. Only where the
 * claim is still ours: a worker that was taken over leaves its try in the log
 * and changes nothing else.
 */
export async function finishDeliveries(
  db: Database,
  finished: readonly Finished[],
): Promise<void> {
  if (finished.length === 0) return;
  const rows = finished.map(({ attempt, due_at, settled_at, ...rest }) => ({
    ...rest,
    tries: attempt === null ? 0 : 1,
    due_at: due_at === null ? null : new Date(due_at).toISOString(),
    settled_at: settled_at === null ? null : new Date(settled_at).toISOString(),
  }));
  const results = () =>
    recordset("r", rows, {
      delivery_id: "uuid",
      claim: "integer",
      state: "text",
      tries: "integer",
      due_at: "timestamptz",
      settled_at: "timestamptz",
      reason: "text",
    });
  await db.transaction(async (tx) => {
    await insertRows(
      tx,
      deliveryAttempts,
      finished.flatMap(({ attempt }) => attempt ?? []),
      { skip_conflicts: true },
    );
    await tx.execute(sql`
      update ${deliveries} as d
      set state = r.state, reason = r.reason, attempts = q.attempt + r.tries,
        settled_at = r.settled_at
      from ${results()}, ${deliveryQueue} as q
      where d.id = r.delivery_id and q.delivery_id = d.id and q.claim = r.claim`);
    await tx.execute(sql`
      delete from ${deliveryQueue} as q using ${results()}
      where q.delivery_id = r.delivery_id and q.claim = r.claim
        and r.due_at is null`);
    await tx.execute(sql`
      update ${deliveryQueue} as q
      set due_at = r.due_at, attempt = q.attempt + r.tries, claimed_until = null
      from ${results()}
      where q.delivery_id = r.delivery_id and q.claim = r.claim
        and r.due_at is not null`);
  });
}
