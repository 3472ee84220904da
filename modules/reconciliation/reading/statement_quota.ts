import { and, eq, gt, max, sql, sum } from "drizzle-orm";
import type { Database, Queryable, Transaction } from "../../../db/mod.ts";
import { statements } from "../../../db/schema/mod.ts";
import { exceededHeaders, Problem } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";

/** Bytes of files that an advertiser may upload in 24 hours; they are kept for good. */
const STATEMENT_BYTES_A_DAY_MAX = 2_147_483_648;
const DAY_MS = 86_400_000;
const RETRY_AFTER_S = 3_600;

/** Throws a Problem if the file just recorded exceeds the advertiser's quota. */
export async function checkQuota(
  tx: Transaction,
  advertiser_id: number,
  now_ms: number,
): Promise<void> {
  // Concurrent uploads would not see each other's bytes; a statement after the lock
  // sees what is committed by then.
  const lock = `statement bytes ${advertiser_id}`;
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`,
  );
  const total = await bytesOfDay(tx, advertiser_id, now_ms);
  if (total > STATEMENT_BYTES_A_DAY_MAX) throw overQuota();
}

/**
 * Maximum bytes worth reading of an upload: the rest of the quota, or the size of
 * the advertiser's largest file, since a repeated file takes no room.
 */
export async function readableBytes(
  { db, clock }: { db: Database; clock: Clock },
  advertiser_id: number,
): Promise<number> {
  const total = await bytesOfDay(db, advertiser_id, clock.nowMs());
  const [largest] = await db
    .select({ bytes: max(statements.byte_count) })
    .from(statements)
    .where(eq(statements.advertiser_id, advertiser_id));
  return Math.max(STATEMENT_BYTES_A_DAY_MAX - total, largest?.bytes ?? 0);
}

async function bytesOfDay(
  db: Queryable,
  advertiser_id: number,
  now_ms: number,
): Promise<number> {
  const [row] = await db
    .select({ total: sum(statements.byte_count).mapWith(Number) })
    .from(statements)
    .where(
      and(
        eq(statements.advertiser_id, advertiser_id),
        gt(statements.received_at, now_ms - DAY_MS),
      ),
    );
  return row?.total ?? 0;
}

/** The Problem for exceeding the daily quota. */
export function overQuota(): Problem {
  const detail = `An advertiser's statements have at most ${STATEMENT_BYTES_A_DAY_MAX} bytes in 24 hours; this one goes beyond that`;
  const headers = exceededHeaders({
    limit: STATEMENT_BYTES_A_DAY_MAX,
    wait_s: RETRY_AFTER_S,
  });
  return new Problem(429, "rate_limited", detail, { headers });
}
