import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { campaigns, conversionRisks } from "../../db/schema/mod.ts";
import { isoTime, parseTime } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { notify } from "../notices/mod.ts";
import type { JobDefinition } from "../scheduler/mod.ts";

const HOUR_MS = 3_600_000;
/** A hold of just before the run may not be committed yet: it is told the next hour. */
const LAG_MS = 60_000;
const LINES_MAX = 50;

interface MailHeldDeps {
  db: Database;
  clock: Clock;
}

/** Conversions of an affiliate in a campaign that are held for one main reason. */
interface Group extends Record<string, unknown> {
  affiliate_id: number;
  campaign: string;
  code: string | null;
  count: number;
}

/** Mails those who run the network once an hour what is held for its risk. */
export function mailHeldJob(deps: MailHeldDeps): JobDefinition {
  return {
    name: "mail_held",
    description:
      "Mails those who run the network once an hour what is held for its risk",
    every_ms: HOUR_MS,
    missed: "catch_up",
    run: ({ payload, signal }) => mailHeld(deps, endOf(payload), signal),
  };
}

/** The firing that a run is of; null if it was started by hand. */
function endOf(payload: unknown): number | null {
  const { scheduled_for } = (payload ?? {}) as { scheduled_for?: string };
  return scheduled_for === undefined ? null : parseTime(scheduled_for);
}

/**
 * Writes one mail for each affiliate of which anything is held since an hour. Each has an id of its own
 * hour, so a run that is repeated after a crash writes only those that are missing.
 */
async function mailHeld(
  { db, clock }: MailHeldDeps,
  scheduled_ms: number | null,
  signal: AbortSignal,
): Promise<void> {
  const now_ms = clock.nowMs();
  const slot_ms = scheduled_ms ?? now_ms - (now_ms % HOUR_MS);
  const groups = await countHeld(db, slot_ms - LAG_MS);
  const by_affiliate = Map.groupBy(groups, (group) => group.affiliate_id);
  for (const [affiliate_id, rows] of by_affiliate) {
    signal.throwIfAborted();
    await db.transaction((tx) =>
      notify(tx, clock, {
        to: { office: { affiliate_id, advertiser_id: null } },
        event: "risk.held",
        ...heldText(affiliate_id, rows),
        once: `${affiliate_id} ${isoTime(slot_ms)}`,
      }),
    );
  }
}

/** Counts what is held since the hour before a time, and not decided yet. */
async function countHeld(db: Database, to_ms: number): Promise<Group[]> {
  const rows = await db.execute<Group>(sql`
    select r.affiliate_id, p.name as campaign, r.reasons->0->>'code' as code, count(*)::int as count
    from ${conversionRisks} as r join ${campaigns} as p on p.id = r.campaign_id
    where r.held_at >= ${isoTime(to_ms - HOUR_MS)}::timestamptz
      and r.held_at < ${isoTime(to_ms)}::timestamptz and r.decided is null
    group by 1, r.campaign_id, 2, 3 order by 1, 4 desc, r.campaign_id, 3`);
  return [...rows];
}

/** The words of an hour's mail about an affiliate. */
function heldText(
  affiliate_id: number,
  groups: readonly Group[],
): { subject: string; text: string } {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const lines = groups
    .slice(0, LINES_MAX)
    .map(
      ({ campaign, code, count }) => `${campaign}: ${count} (${code ?? ""})`,
    );
  const more = groups.length - lines.length;
  if (more > 0) lines.push(`and ${more} more reasons`);
  const are = total === 1 ? "conversion is" : "conversions are";
  return {
    subject: `${total} ${are} held for their risk: affiliate ${affiliate_id}`,
    text: lines.join("\n"),
  };
}
