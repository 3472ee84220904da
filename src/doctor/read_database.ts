import { asc, eq, max, sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  clickKeys,
  endpointHealth,
  endpoints,
  jobRuns,
  sources,
  webhooks,
} from "../../db/schema/mod.ts";
import { KeyRing } from "../../modules/clicks/mod.ts";
import { isOffByHand } from "../../modules/deliveries/mod.ts";
import { isoTime, isTimezone } from "../../modules/kernel/mod.ts";
import type { Clock, SealKey } from "../../modules/kernel/mod.ts";
import type { FailingEndpoint, UnprovenSource } from "./judge_work.ts";

const ROWS_MAX = 100;

/** How far the database's clock is ahead, and its newest job in the future. */
export async function readDatabaseClock(
  db: Database,
  clock: Clock,
): Promise<{ database_ms: number; job_ahead_ms: number | null }> {
  const before_ms = clock.nowMs();
  const [row] = await db.execute<{ now_ms: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms`,
  );
  const after_ms = clock.nowMs();
  const now_ms = row?.now_ms ?? after_ms;
  const [job] = await db
    .select({ at: max(jobRuns.last_started_at) })
    .from(jobRuns);
  const early_ms = Math.min(now_ms - before_ms, 0);
  const late_ms = Math.max(now_ms - after_ms, 0);
  return {
    database_ms: early_ms === 0 ? late_ms : early_ms,
    job_ahead_ms: job?.at == null ? null : Math.max(job.at - after_ms, 0),
  };
}

/** How many keys are stored, and why the network's key doesn't open them. */
export async function readSealed(
  db: Database,
  clock: Clock,
  seal_key: SealKey,
): Promise<{ sealed_count: number; error: string | null }> {
  const rows = await db.select({ n: clickKeys.key_number }).from(clickKeys);
  try {
    await new KeyRing({ db, clock, seal_key }).refresh();
    return { sealed_count: rows.length, error: null };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { sealed_count: rows.length, error: text };
  }
}

export async function readUnproven(db: Database): Promise<UnprovenSource[]> {
  return await db
    .select({ id: sources.id, name: sources.name })
    .from(sources)
    .where(eq(sources.require, "none"))
    .orderBy(asc(sources.id))
    .limit(ROWS_MAX);
}

/** Endpoints and webhooks that have failed since then, or were switched off for failing. */
export async function readFailing(
  db: Database,
  since_ms: number,
): Promise<FailingEndpoint[]> {
  const columns = sql`id, affiliate_id, enabled, disabled_reason`;
  const rows = await db.execute<FailingEndpoint & Record<string, unknown>>(sql`
    select one.kind, one.id, one.affiliate_id, one.enabled
    from (
      select 'endpoint' as kind, ${columns} from ${endpoints}
      union all select 'webhook', ${columns} from ${webhooks}
    ) as one
    left join ${endpointHealth} as health on health.endpoint_id = one.id
    where (one.enabled and health.failing_since <= ${isoTime(since_ms)}::timestamptz)
      or (not one.enabled and one.disabled_reason is not null
        and not ${isOffByHand(sql`one.disabled_reason`)})
    order by one.id limit ${ROWS_MAX}`);
  return [...rows];
}

/** Time zones of parties that this program doesn't know. */
export async function readUnknownZones(db: Database): Promise<string[]> {
  const [of_advertisers, of_affiliates] = await Promise.all([
    db.selectDistinct({ zone: advertisers.timezone }).from(advertisers),
    db.selectDistinct({ zone: affiliates.timezone }).from(affiliates),
  ]);
  const zones = [...of_advertisers, ...of_affiliates].flatMap(
    ({ zone }) => zone ?? [],
  );
  return [...new Set(zones)].filter((zone) => !isTimezone(zone)).sort();
}
