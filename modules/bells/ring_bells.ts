import { and, eq, isNull, sql } from "drizzle-orm";
import type { Database, Transaction } from "../../db/mod.ts";
import { bellWatch, incidents } from "../../db/schema/mod.ts";
import type { CapUsage, Configuration } from "../campaigns/mod.ts";
import { isoTime, newId } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { AUDIT_JOB } from "../payouts/mod.ts";
import { AUDIT_REPORTS_JOB } from "../rollups/mod.ts";
import { notify, recordEvents } from "../notices/mod.ts";
import type { JobDefinition } from "../scheduler/mod.ts";
import { BELL_NAMES } from "./bell.ts";
import type { BellName, BellSettings, Observation, Watched } from "./bell.ts";
import { readSettings } from "./bell_settings.ts";
import { watchAudit, watchStatements } from "./watch_books.ts";
import { watchCaps, watchEnds, watchEndpoints } from "./watch_setup.ts";
import { watchRefusals, watchSilence } from "./watch_sources.ts";

export interface BellDeps {
  db: Database;
  clock: Clock;
  configuration: Configuration;
  caps: CapUsage;
}

type IncidentRow = typeof incidents.$inferSelect;

const MINUTE_MS = 60_000;
/** A longer pause between two runs means that this tracker was down. */
const PAUSE_MS_MAX = 120 * MINUTE_MS;

/** Watched by a bell that is off. */
const NOTHING: Watched = { seen: [], is_whole: true };

/** The jobs of this module. */
export function bellJobs(deps: BellDeps): JobDefinition[] {
  return [
    {
      name: "ring_bells",
      description:
        "Looks for silent sources, rising refusals, used caps and the like, and opens and closes incidents",
      every_ms: 5 * MINUTE_MS,
      run: ({ signal }) => ringBells(deps, signal),
    },
  ];
}

/** Opens an incident for what is wrong, and closes those that are over. */
export async function ringBells(
  deps: BellDeps,
  signal?: AbortSignal,
): Promise<void> {
  const now_ms = deps.clock.nowMs();
  const up_since = await noteRun(deps.db, now_ms);
  await deps.caps.refresh(deps.db, now_ms);
  const settings = await readSettings(deps.db);
  for (const name of BELL_NAMES) {
    signal?.throwIfAborted();
    const bell = settings[name];
    const watched = bell.enabled
      ? await watch(deps, name, { ...bell, now_ms, up_since })
      : NOTHING;
    await settle(deps, { name, bell, watched });
  }
}

/** Notes that the bells watch now; returns since when they have without a pause. */
async function noteRun(db: Database, now_ms: number): Promise<number> {
  const now = isoTime(now_ms);
  const since = isoTime(now_ms - PAUSE_MS_MAX);
  const [row] = await db
    .insert(bellWatch)
    .values({ id: 1, last_run_at: now_ms, up_since: now_ms })
    .onConflictDoUpdate({
      target: bellWatch.id,
      set: {
        last_run_at: now_ms,
        up_since: sql`case when ${bellWatch.last_run_at} < ${since}::timestamptz
          then ${now}::timestamptz else ${bellWatch.up_since} end`,
      },
    })
    .returning();
  return row?.up_since ?? now_ms;
}

async function watch(
  { db, configuration, caps }: BellDeps,
  name: BellName,
  input: BellSettings & { now_ms: number; up_since: number },
): Promise<Watched> {
  const { now_ms, up_since } = input;
  const threshold = input.threshold ?? 0;
  const window_hours = input.window_hours ?? 0;
  const given = { db, now_ms, up_since, threshold, window_hours };
  switch (name) {
    case "source.silent":
      return await watchSilence(given);
    case "refusals.rising":
      return await watchRefusals(given);
    case "endpoint.failing":
      return await watchEndpoints(given);
    case "cap.near":
      return watchCaps({ configuration, caps, threshold });
    case "cap.reached":
      return watchCaps({ configuration, caps, threshold: 100 });
    case "campaign.paused":
      return await watchEnds(given);
    case "statement.missing":
      return await watchStatements(given);
    case "ledger.broken":
      return await watchAudit(db, AUDIT_JOB, "ledger");
    case "report.broken":
      return await watchAudit(db, AUDIT_REPORTS_JOB, "reports");
  }
}

/**
 * Opens and closes the incidents of a bell. There is one open incident of a subject at a time,
 * whoever else runs this, and its event is written in the same transaction: once at its start,
 * once when it is over. Those of a bell that is switched off are closed in silence: nobody knows
 * whether they are over.
 */
async function settle(
  { db, clock }: BellDeps,
  found: { name: BellName; bell: BellSettings; watched: Watched },
): Promise<void> {
  const { name, bell, watched } = found;
  const { seen, is_whole } = watched;
  const subjects = new Set(seen.map(({ subject }) => subject));
  const open = await db
    .select()
    .from(incidents)
    .where(and(eq(incidents.bell, name), isNull(incidents.closed_at)));
  const known = new Set(open.map(({ subject }) => subject));
  const started = seen.filter(
    ({ subject, is_on }) => is_on && !known.has(subject),
  );
  const over = open.filter(({ subject }) => is_whole && !subjects.has(subject));
  for (const observation of started) {
    await db.transaction((tx) => start(tx, clock, { name, bell, observation }));
  }
  for (const { id } of over) {
    await db.transaction(async (tx) => {
      const row = await end(tx, clock, id);
      if (row !== undefined && bell.enabled) await tell(tx, clock, row);
    });
  }
}

async function start(
  tx: Transaction,
  clock: Clock,
  input: { name: BellName; bell: BellSettings; observation: Observation },
): Promise<void> {
  const { name, bell, observation } = input;
  const { is_on: _is_on, ...seen } = observation;
  const [row] = await tx
    .insert(incidents)
    .values({
      id: newId(clock),
      bell: name,
      ...seen,
      threshold: bell.threshold,
      window_hours: bell.window_hours,
      opened_at: clock.nowMs(),
    })
    .onConflictDoNothing()
    .returning();
  if (row !== undefined) await tell(tx, clock, row);
}

/** Closes an incident, unless it has been closed meanwhile. */
async function end(
  tx: Transaction,
  clock: Clock,
  id: string,
): Promise<IncidentRow | undefined> {
  const [row] = await tx
    .update(incidents)
    .set({ closed_at: clock.nowMs() })
    .where(and(eq(incidents.id, id), isNull(incidents.closed_at)))
    .returning();
  return row;
}

/** Writes the event of an incident's start or end, and the mails of it. */
async function tell(
  tx: Transaction,
  clock: Clock,
  row: IncidentRow,
): Promise<void> {
  const type = row.bell as BellName;
  const { advertiser_id, campaign_id, affiliate_id } = row;
  const data = eventData(type, row);
  const parties = { advertiser_id, campaign_id, affiliate_id };
  await recordEvents(tx, clock, [{ type, ...parties, data }]);
  const is_over = row.closed_at !== null;
  const subject = `${is_over ? "Over" : "Started"}: ${type} (${row.subject})`;
  await notify(tx, clock, {
    to: { office: { affiliate_id, advertiser_id } },
    event: type,
    subject,
    text: row.text,
  });
}

function eventData(type: BellName, row: IncidentRow): Record<string, unknown> {
  const state = row.closed_at === null ? "started" : "over";
  if (type === "campaign.paused") {
    const { campaign_id, advertiser_id } = row;
    return { campaign_id, advertiser_id, reason: "ended", state };
  }
  const { id: incident_id, bell: _bell, ...shown } = row;
  return {
    ...shown,
    incident_id,
    state,
    opened_at: isoTime(row.opened_at),
    closed_at: row.closed_at === null ? null : isoTime(row.closed_at),
  };
}
