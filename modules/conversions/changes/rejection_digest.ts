import { sql } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import {
  campaigns,
  conversions,
  conversionVersions,
} from "../../../db/schema/mod.ts";
import { reasonSeenBy } from "../../http/mod.ts";
import { isoTime, parseTime } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { notify } from "../../notices/mod.ts";
import type { JobDefinition } from "../../scheduler/mod.ts";

const DAY_MS = 86_400_000;
/** A change just before the run may not be committed yet: it is told the next day. */
const LAG_MS = 600_000;
const LINES_MAX = 50;

export interface DigestDeps {
  db: Database;
  clock: Clock;
}

/** Rejections of an affiliate in a campaign for one reason. */
interface Group extends Record<string, unknown> {
  affiliate_id: number;
  campaign: string;
  reason: string | null;
  count: number;
}

/** Mails affiliates once a day what was rejected. */
export function rejectionDigestJob(deps: DigestDeps): JobDefinition {
  return {
    name: "mail_rejections",
    description:
      "Mails affiliates once a day how many conversions were rejected",
    every_ms: DAY_MS,
    missed: "catch_up",
    run: ({ payload, signal }) => mailRejections(deps, endOf(payload), signal),
  };
}

/** The firing that a run is of; null if it was started by hand. */
function endOf(payload: unknown): number | null {
  const { scheduled_for } = (payload ?? {}) as { scheduled_for?: string };
  return scheduled_for === undefined ? null : parseTime(scheduled_for);
}

/**
 * Writes the mails of the day that ended. Each has an id of its own day, so a run that is repeated
 * after a crash writes only those that are missing.
 */
async function mailRejections(
  { db, clock }: DigestDeps,
  scheduled_ms: number | null,
  signal: AbortSignal,
): Promise<void> {
  const now_ms = clock.nowMs();
  const slot_ms = scheduled_ms ?? now_ms - (now_ms % DAY_MS);
  const day = isoTime(slot_ms - DAY_MS).slice(0, 10);
  const groups = await countRejected(db, slot_ms - LAG_MS);
  const by_affiliate = Map.groupBy(groups, (group) => group.affiliate_id);
  for (const [affiliate_id, rows] of by_affiliate) {
    signal.throwIfAborted();
    await db.transaction((tx) =>
      notify(tx, clock, {
        to: { affiliate_id },
        event: "conversion.rejected",
        ...digestText(day, rows),
        once: day,
      }),
    );
  }
}

/** Counts conversions that became rejected in the day before a time, and still are. */
async function countRejected(db: Database, to_ms: number): Promise<Group[]> {
  const from = isoTime(to_ms - DAY_MS);
  const to = isoTime(to_ms);
  const rows = await db.execute<Group>(sql`
    select c.affiliate_id, p.name as campaign, c.reason, count(*)::int as count
    from ${conversions} as c
    join ${conversionVersions} as v
      on v.campaign_id = c.campaign_id and v.conversion_id = c.id
    join ${campaigns} as p on p.id = c.campaign_id
    where c.status = 'rejected' and c.updated_at >= ${from}::timestamptz
      and not 'test' = any(c.flags)
      and v.status = 'rejected'
      and v.changed_at >= ${from}::timestamptz and v.changed_at < ${to}::timestamptz
      and not exists (
        select from ${conversionVersions} as before
        where before.campaign_id = v.campaign_id
          and before.conversion_id = v.conversion_id
          and before.version = v.version - 1 and before.status = 'rejected')
      and not exists (
        select from ${conversionVersions} as later
        where later.campaign_id = v.campaign_id
          and later.conversion_id = v.conversion_id
          and later.version > v.version and later.status <> 'rejected')
    group by 1, c.campaign_id, 2, 3
    order by 1, 4 desc, c.campaign_id, 3`);
  return [...rows];
}

/** The words of a day's digest. */
export function digestText(
  day: string,
  groups: readonly Pick<Group, "campaign" | "reason" | "count">[],
): { subject: string; text: string } {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const were = total === 1 ? "conversion was" : "conversions were";
  const lines = groups
    .slice(0, LINES_MAX)
    .map(({ campaign, reason, count }) => {
      const told = reasonSeenBy("affiliate", reason);
      return `${campaign}: ${count}${told === null ? "" : ` (${told})`}`;
    });
  const more = groups.length - lines.length;
  if (more > 0) lines.push(`and ${more} more reasons`);
  return {
    subject: `${total} ${were} rejected on ${day}`,
    text: lines.join("\n"),
  };
}
