import { and, asc, eq, isNotNull, ne, or, sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  clickKeys,
  endpointHealth,
  endpoints,
  jobRuns,
  sources,
} from "../../db/schema/mod.ts";
import { KeyRing } from "../../modules/clicks/mod.ts";
import { isTimezone } from "../../modules/kernel/mod.ts";
import type { Clock, SealKey } from "../../modules/kernel/mod.ts";
import type { FailingEndpoint, UnprovenSource } from "./judge_work.ts";

const ROWS_MAX = 100;
/** Its reason where people switched an endpoint off. */
const BY_HAND = "Switched off";

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
    .select({ at: sql<number | null>`max(${jobRuns.last_started_at})` })
    .from(jobRuns)
    .then((rows) => rows.map(({ at }) => ({ at: asMs(at) })));
  const early_ms = Math.min(now_ms - before_ms, 0);
  const late_ms = Math.max(now_ms - after_ms, 0);
  return {
    database_ms: early_ms === 0 ? late_ms : early_ms,
    job_ahead_ms: job?.at == null ? null : Math.max(job.at - after_ms, 0),
  };
}

function asMs(at: unknown): number | null {
  if (at === null || at === undefined) return null;
  return typeof at === "number" ? at : Date.parse(String(at));
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

export async function readFailing(db: Database): Promise<FailingEndpoint[]> {
  return await db
    .select({
      id: endpoints.id,
      affiliate_id: endpoints.affiliate_id,
      failing_since: endpointHealth.failing_since,
      disabled_reason: endpoints.disabled_reason,
    })
    .from(endpoints)
    .leftJoin(endpointHealth, eq(endpointHealth.endpoint_id, endpoints.id))
    .where(
      or(
        and(
          eq(endpoints.enabled, true),
          isNotNull(endpointHealth.failing_since),
        ),
        and(
          isNotNull(endpoints.disabled_reason),
          ne(endpoints.disabled_reason, BY_HAND),
        ),
      ),
    )
    .orderBy(asc(endpoints.id))
    .limit(ROWS_MAX);
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
