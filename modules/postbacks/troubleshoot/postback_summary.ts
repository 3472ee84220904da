import { and, desc, eq, gte, lt, lte, max, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { allPostbacks, postbackCounts } from "../../../db/schema/mod.ts";
import { invalid, readMoment } from "../../http/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { arrivedBefore, arrivedFrom } from "../postback_filter.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS_DEFAULT = 7;
const DAYS_MAX = 92;
const GROUPS_MAX = 500;
const EXAMPLES_MAX = 5;
/** How many recent postbacks are searched for further examples of a group. */
const LOOKED_THROUGH_MAX = 2_000;

/** Properties that a summary can be grouped by. */
export const SUMMARY_GROUPS = [
  "code",
  "source",
  "advertiser",
  "campaign",
  "goal",
  "day",
] as const;

/** The property that a summary is grouped by. */
export type SummaryGroup = (typeof SUMMARY_GROUPS)[number];

/** Grouping and time range of a summary. */
export interface SummaryRequest {
  group_by?: SummaryGroup | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

interface Range {
  from_ms: number;
  to_ms: number;
}

interface Group {
  key: string | number | null;
  count: number;
  last_at: number;
  example_ids: string[];
}

/**
 * Counts the postbacks of a period by group, largest first. Uses the hourly counts, which hold
 * the outcome on arrival, where they suffice; else the postbacks with their current outcome.
 */
export async function summarizePostbacks(
  deps: { db: Database; clock: Clock },
  request: SummaryRequest,
) {
  const { group_by = "code" } = request;
  const range = readRange(request, deps.clock.nowMs());
  const by_hours = [range.from_ms, range.to_ms].every(
    (at_ms) => at_ms % HOUR_MS === 0,
  );
  const counted =
    by_hours && group_by !== "campaign" && group_by !== "goal"
      ? await ofCounts(deps.db, group_by, range)
      : null;
  const groups = counted ?? (await ofRows(deps.db, group_by, range));
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  return {
    group_by,
    from: isoTime(range.from_ms),
    to: isoTime(range.to_ms),
    as_of: counted === null ? "now" : "arrival",
    total,
    data: groups.slice(0, GROUPS_MAX).map(({ key, last_at, ...group }) => ({
      [group_by]: key,
      ...group,
      share: Math.round((group.count / total) * 10_000) / 10_000,
      last_at: isoTime(last_at),
    })),
  };
}

/** Defaults to whole hours, so that the hourly counts can be used. */
function readRange({ from, to }: SummaryRequest, now_ms: number): Range {
  const next_hour = Math.floor(now_ms / HOUR_MS + 1) * HOUR_MS;
  const to_ms = to === undefined ? next_hour : readMoment("to", to);
  const from_ms =
    from === undefined
      ? to_ms - DAYS_DEFAULT * DAY_MS
      : readMoment("from", from);
  if (from_ms >= to_ms) throw invalid("from", "it lies before `to`");
  // The current hour may be added on top.
  if (to_ms - from_ms <= DAYS_MAX * DAY_MS + HOUR_MS) return { from_ms, to_ms };
  throw invalid("from", `at most ${DAYS_MAX} days are summed up at once`);
}

const COUNT_KEYS = {
  code: sql<string>`${postbackCounts.outcome}`,
  source: sql<string>`${postbackCounts.source_id}::text`,
  advertiser: sql<string>`${postbackCounts.advertiser_id}::text`,
  day: sql<string>`to_char(${postbackCounts.hour} at time zone 'UTC', 'YYYY-MM-DD')`,
};

async function ofCounts(
  db: Database,
  group_by: keyof typeof COUNT_KEYS,
  { from_ms, to_ms }: Range,
): Promise<Group[]> {
  const key = COUNT_KEYS[group_by];
  const rows = await db
    .select({
      key: sql<string>`${key}`.as("key"),
      count: sql<string>`sum(${postbackCounts.count})`,
      last_at: max(postbackCounts.last_at),
      ids: sql<
        string[]
      >`(array_agg(${postbackCounts.last_id} order by ${postbackCounts.last_at} desc))[1:${sql.raw(String(EXAMPLES_MAX))}]`,
    })
    .from(postbackCounts)
    .where(
      and(gte(postbackCounts.hour, from_ms), lt(postbackCounts.hour, to_ms)),
    )
    .groupBy(sql`1`);
  const groups = rows.map((row) => ({
    key: shownKey(group_by, row.key),
    count: Number(row.count),
    last_at: row.last_at ?? 0,
    example_ids: row.ids,
  }));
  const sorted = mostFirst(groups);
  for (const group of sorted.slice(0, GROUPS_MAX)) {
    group.example_ids = await moreExamples(db, group_by, group, from_ms);
  }
  return sorted;
}

/** The counts hold one example per hour; looks for more just before the latest. */
async function moreExamples(
  db: Database,
  group_by: keyof typeof COUNT_KEYS,
  { key, count, example_ids }: Group,
  from_ms: number,
): Promise<string[]> {
  const [latest] = example_ids;
  if (latest === undefined || example_ids.length >= EXAMPLES_MAX) {
    return example_ids;
  }
  if (example_ids.length >= count) return example_ids;
  const before = db
    .select()
    .from(allPostbacks)
    .where(and(lte(allPostbacks.id, latest), arrivedFrom(from_ms)))
    .orderBy(desc(allPostbacks.id))
    .limit(LOOKED_THROUGH_MAX)
    .as("before");
  const has_key = {
    code: eq(before.outcome, String(key)),
    source: sql`coalesce(${before.source_id}, 0) = ${key}`,
    advertiser: sql`coalesce(${before.advertiser_id}, 0) = ${key ?? 0}`,
    day: sql`true`,
  }[group_by];
  const rows = await db
    .select({ id: before.id })
    .from(before)
    .where(has_key)
    .orderBy(desc(before.id))
    .limit(EXAMPLES_MAX);
  const ids = [...new Set([...example_ids, ...rows.map(({ id }) => id)])];
  return ids.sort().reverse().slice(0, EXAMPLES_MAX);
}

const ROW_KEYS: Record<SummaryGroup, SQL<string>> = {
  code: sql`${allPostbacks.outcome}`,
  source: sql`coalesce(${allPostbacks.source_id}, 0)::text`,
  advertiser: sql`coalesce(${allPostbacks.advertiser_id}, 0)::text`,
  campaign: sql`${allPostbacks.campaign_id}::text`,
  goal: sql`coalesce(${allPostbacks.goal_key}, '')`,
  day: sql`to_char(${allPostbacks.received_at} at time zone 'UTC', 'YYYY-MM-DD')`,
};

async function ofRows(
  db: Database,
  group_by: SummaryGroup,
  { from_ms, to_ms }: Range,
): Promise<Group[]> {
  const rows = await db
    .select({
      key: sql<string>`${ROW_KEYS[group_by]}`.as("key"),
      count: sql<string>`count(*)`,
      last_at: max(allPostbacks.received_at),
      ids: sql<
        string[]
      >`(array_agg(${allPostbacks.id} order by ${allPostbacks.id} desc))[1:${sql.raw(String(EXAMPLES_MAX))}]`,
    })
    .from(allPostbacks)
    .where(and(arrivedFrom(from_ms), arrivedBefore(to_ms)))
    .groupBy(sql`1`);
  return mostFirst(
    rows.map((row) => ({
      key: shownKey(group_by, row.key),
      count: Number(row.count),
      last_at: row.last_at ?? 0,
      example_ids: row.ids,
    })),
  );
}

/** Ids become numbers; source 0 is the plain address, other unknown keys become null. */
function shownKey(group_by: SummaryGroup, key: string): Group["key"] {
  if (group_by === "source") return Number(key);
  if (group_by === "advertiser" || group_by === "campaign") {
    return key === "0" ? null : Number(key);
  }
  return group_by === "goal" && key === "" ? null : key;
}

function mostFirst(groups: Group[]): Group[] {
  return groups.sort(
    (one, other) =>
      other.count - one.count ||
      String(one.key).localeCompare(String(other.key)),
  );
}
